"""The tables of a report: figures by queue, hour, service …, with the names that people know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from counter_app.domain.business_day import day_of
from counter_app.domain.calendar import DAYS
from counter_app.domain.figures import Grouping
from counter_app.domain.ticket import OPEN_PHASES, TicketPhase
from counter_app.reports.content import Cell, Column, Kind, Table
from counter_app.reports.words import minutes, words

if TYPE_CHECKING:
    from counter_app.db.queries.figures import PeriodFigures
    from counter_app.domain.catalogue import Catalogue, Site
    from counter_app.domain.figures import Figures, Group

_FIGURES = (
    ("tickets", Kind.COUNT), ("finished", Kind.COUNT), ("no_show", Kind.COUNT), ("cancelled", Kind.COUNT),
    ("wait_n", Kind.COUNT), ("wait_mean", Kind.SECONDS), ("wait_median", Kind.SECONDS),
    ("wait_p90", Kind.SECONDS), ("wait_max", Kind.SECONDS), ("walk_n", Kind.COUNT),
    ("walk_median", Kind.SECONDS), ("walk_p90", Kind.SECONDS), ("serve_n", Kind.COUNT),
    ("serve_mean", Kind.SECONDS), ("serve_median", Kind.SECONDS), ("serve_p90", Kind.SECONDS),
)  # fmt: skip
"""Columns that every table of groups has; a page shows some of them, a sheet all."""


class Names:
    """What codes are called by people."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self._agencies = {code: agency.short for code, agency in catalogue.agencies.items()}
        self._services = {code: service.name for code, service in catalogue.services.items()}
        self._queues = {queue.letter: self._agencies.get(queue.agency, "") for queue in site.queues}

    def of(self, grouping: Grouping, key: str | int) -> str:
        """The name beside a key; the key itself where it needs none or is not known any more."""
        match grouping:
            case Grouping.QUEUE:
                return self._queues.get(str(key), "")
            case Grouping.SERVICE:
                return self._services.get(str(key), "")
            case Grouping.AGENCY:
                return self._agencies.get(str(key), str(key))
            case Grouping.PRIORITY:
                return words().known(f"priority.{key or 'regular'}", str(key))
            case Grouping.DAY:
                day = day_of(int(key))
                return f"{DAYS[day.weekday()]}, {day.day}"
            case _:
                return str(key) or words().say("table.none")


def group_table(figures: PeriodFigures, grouping: Grouping, names: Names, limit_min: int) -> Table:
    """One row a group: queues with the longest waits first, services by their number, else by their key."""
    groups = _ordered(grouping, figures.groups[grouping], names)
    has_code = grouping in (Grouping.QUEUE, Grouping.SERVICE)
    rows = tuple(_row(group, names.of(grouping, group.key), has_code=has_code) for group in groups)
    over = (place for place, group in enumerate(groups) if is_over(group.figures, limit_min))
    all_words = words().say("table.all_queue" if grouping is Grouping.QUEUE else "table.all")
    head = ("", all_words) if has_code else (all_words,)
    return Table(
        name=str(grouping),
        title=words().say(f"table.{grouping}"),
        columns=(*_key_columns(grouping, has_code=has_code), *figure_columns()),
        rows=rows,
        total=(*head, *cells(figures.total)),
        marked=frozenset(over),
    )


def is_over(figures: Figures, limit_min: int) -> bool:
    """Whether 9 of 10 waited longer than the limit, in minutes as they are printed."""
    return minutes(figures.wait.p90 or 0) > limit_min


def figure_columns() -> tuple[Column, ...]:
    """The columns of figures; times are named by their unit for programs."""
    return tuple(
        Column(f"{name}_s" if kind is Kind.SECONDS else name, words().say(f"sheet.{name}"), kind)
        if name.startswith(("wait", "walk", "serve"))
        else Column(name, words().say(f"figure.{name}"), kind)
        for name, kind in _FIGURES
    )


def cells(figures: Figures) -> tuple[Cell, ...]:
    """The figures in the order of their columns."""
    wait, walk, serve = figures.wait, figures.walk, figures.serve
    return (
        figures.tickets, figures.count(TicketPhase.FINISHED), figures.count(TicketPhase.NO_SHOW),
        figures.count(TicketPhase.CANCELLED), wait.n, wait.mean, wait.median, wait.p90, wait.max, walk.n,
        walk.median, walk.p90, serve.n, serve.mean, serve.median, serve.p90,
    )  # fmt: skip


def hour_table(figures: PeriodFigures) -> Table:
    """Arrivals, calls and waits by the hour of the wall clock."""
    said = words().say
    columns = (
        Column("hour", said("column.hour"), Kind.TEXT),
        Column("issued", said("column.issued")),
        Column("called", said("column.called")),
        *(one for one in figure_columns() if one.key.startswith("wait")),
    )
    rows = [
        (
            f"{hour.hour:02}.00", hour.issued, hour.called, hour.wait.n, hour.wait.mean, hour.wait.median,
            hour.wait.p90, hour.wait.max,
        )
        for hour in figures.hours
    ]  # fmt: skip
    wait = figures.total.wait
    total = (
        said("table.all"), sum(hour.issued for hour in figures.hours), figures.total.called_total, wait.n,
        wait.mean, wait.median, wait.p90, wait.max,
    )  # fmt: skip
    return Table("hour", said("table.hour"), columns, tuple(rows), total)


def summary_table(figures: PeriodFigures) -> Table:
    """Every figure of the whole, one a row."""
    said = words().say
    rows: list[tuple[Cell, ...]] = [
        *figure_rows(figures.total, figures.limit_min),
        (said("figure.by_presence"), figures.by_presence),
        (said("figure.incidents"), figures.incidents),
        (said("figure.first_time"), figures.first_time.complete),
    ]
    columns = (Column("figure", said("sheet.figure"), Kind.TEXT), Column("value", said("sheet.value")))
    return Table("total", said("sheet.total"), columns, tuple(rows))


def figure_rows(total: Figures, limit_min: int) -> Iterable[tuple[Cell, ...]]:
    """The counts of some tickets, one a row with its name."""
    said = words().say
    return (
        (said("figure.tickets"), total.tickets),
        (said("figure.finished"), total.count(TicketPhase.FINISHED)),
        (said("figure.no_show"), total.count(TicketPhase.NO_SHOW)),
        (said("figure.cancelled"), total.count(TicketPhase.CANCELLED)),
        (said("figure.open"), sum(total.count(phase) for phase in OPEN_PHASES)),
        (said("figure.unclosed"), total.unclosed),
        (said("figure.abandoned"), total.abandoned),
        (said("figure.on_paper"), total.on_paper),
        (said("figure.called_total"), total.called_total),
        (said("figure.over", limit=limit_min), total.over_limit),
        (said("figure.uncertain"), sum(total.uncertain.values())),
    )


def _row(group: Group, name: str, *, has_code: bool) -> tuple[Cell, ...]:
    head: tuple[Cell, ...] = (str(group.key), name) if has_code else (name,)
    return (*head, *cells(group.figures))


def _key_columns(grouping: Grouping, *, has_code: bool) -> Iterable[Column]:
    name = Column(str(grouping), words().say(f"sheet.{grouping}"), Kind.TEXT)
    if not has_code:
        return (name,)
    letters = "column.letter" if grouping is Grouping.QUEUE else "column.code"
    named = words().say("column.agency" if grouping is Grouping.QUEUE else "column.service")
    return (Column(str(grouping), words().say(letters), Kind.TEXT), Column("name", named, Kind.TEXT))


def _ordered(grouping: Grouping, groups: Sequence[Group], names: Names) -> Sequence[Group]:
    if grouping is Grouping.QUEUE:
        return sorted(groups, key=lambda group: -(group.figures.wait.p90 or 0))
    if grouping is Grouping.SERVICE:
        return sorted(groups, key=lambda group: -group.figures.tickets)
    if grouping is Grouping.AGENCY:
        return sorted(groups, key=lambda group: names.of(grouping, group.key).casefold())
    return groups
