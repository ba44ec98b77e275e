"""What a report says that somebody should look at, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from counter_app.domain.ticket import OPEN_PHASES
from counter_app.reports.words import minutes, words

if TYPE_CHECKING:
    from counter_app.db.queries.figures import PeriodFigures
    from counter_app.domain.catalogue import Site
    from counter_app.domain.period import Period
    from counter_app.reports.content import Table

MOST_OVER_PERCENT = 10
"""More people than this waiting over the site's limit is marked (mock supervisor-day)."""
_MOST_QUEUES = 3


def follow_ups(figures: PeriodFigures, period: Period, site: Site, queues: Table) -> Iterator[str]:
    """One sentence each; nothing where nothing is wrong. ``queues``: the table, longest waits first."""
    yield from _long_queues(queues, figures.limit_min)
    yield from _about_tickets(figures)
    never = [one.number for one in site.counters if one.number not in figures.staffed]
    if not period.is_month and figures.total.tickets and figures.staffed and never:
        yield words().say("follow.never_opened", counters=", ".join(map(str, never)))


def _long_queues(queues: Table, limit_min: int) -> Iterator[str]:
    place = [column.key for column in queues.columns].index("wait_p90_s")
    for number, row in enumerate(queues.rows[:_MOST_QUEUES]):
        p90 = row[place]
        if number in queues.marked and isinstance(p90, int):
            yield words().say("follow.queue", name=row[1] or row[0], p90=minutes(p90), limit=limit_min)


def _about_tickets(figures: PeriodFigures) -> Iterator[str]:
    total, share = figures.total, figures.total.over_limit_percent or 0
    said = words().say
    if share > MOST_OVER_PERCENT:
        yield said("follow.over", share=share, limit=figures.limit_min, most=MOST_OVER_PERCENT)
    counts = (
        ("incidents", figures.incidents),
        ("open", sum(total.count(phase) for phase in OPEN_PHASES)),
        ("unclosed", total.unclosed),
        ("abandoned", total.abandoned),
        ("uncertain", sum(total.uncertain.values())),
    )
    for name, n in counts:
        if n:
            yield said(f"follow.{name}", n=n)
