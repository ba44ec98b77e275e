"""The figures of a day as tables of words: made from the reading, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_app.db.queries.compared import Comparison, DayInShort, in_short
from counter_app.db.queries.figures import PeriodFigures
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.figures import Figures, Group, Grouping, Spread, coached_by, half_up
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.actor import Actor
from counter_app.ui.figures import clock_time, date_in_words, minutes
from counter_app.ui.i18n import text
from counter_app.ui.supervisor.figure_table import Figure, Table, TableRow

GROUPINGS = (
    Grouping.QUEUE, Grouping.SERVICE, Grouping.AGENCY, Grouping.COUNTER, Grouping.OFFICER, Grouping.PRIORITY,
    Grouping.KIND,
)  # fmt: skip
VIEWS = (
    "queue",
    "hour",
    "service",
    "agency",
    "counter",
    "officer",
    "priority",
    "kind",
    "bands",
    "moments",
    "compared",
)
"""What the table can show; ``hour`` and those after ``kind`` are no groups of tickets."""
NONE = "–"


@dataclass(frozen=True, slots=True)
class Around:
    """What figures are told with."""

    catalogue: Catalogue
    site: Site
    zone: ZoneInfo
    actor: Actor | None
    """Who looks: officer figures are for coaching only."""


@dataclass(frozen=True, slots=True)
class DayReading:
    """The figures of a day, and what it is compared with."""

    figures: PeriodFigures
    compared: Comparison
    note: str = ""
    """Of the supervisor who closed the day; personal data."""


def table_of(view: str, reading: DayReading, around: Around) -> Table:
    """One of VIEWS."""
    figures = reading.figures
    match view:
        case "hour":
            return _hours(figures)
        case "bands":
            return _bands(figures)
        case "moments":
            return _moments(figures, around.zone)
        case "compared":
            return _compared(reading)
        case _:
            return _groups(Grouping(view), figures, around)


def minutes_or_none(seconds: int | None) -> str:
    """``14 menit``; a dash where nothing was measured."""
    return NONE if seconds is None else minutes(half_up(seconds, 60))


def _groups(grouping: Grouping, figures: PeriodFigures, around: Around) -> Table:
    """Worst first: by the 90th percentile of waiting."""
    groups: Iterable[Group] = figures.groups.get(grouping, ())
    if grouping is Grouping.OFFICER:
        actor = around.actor
        groups = coached_by(actor.officer, actor.roles, groups) if actor else ()
    worst = sorted(groups, key=lambda group: -(group.figures.wait.p90 or -1))
    name = _namer(grouping, around)
    heads = (
        text(f"figures.by_{grouping}"), text("day.tickets"), text("day.wait_median"), text("day.wait_p90"),
        text("day.service_median"), text("day.service_p90"), text("day.no_show"),
    )  # fmt: skip
    rows = (TableRow(*name(group.key), _cells(group.figures, figures.limit_min)) for group in worst)
    return Table(heads, tuple(rows))


def _cells(figures: Figures, limit_min: int) -> tuple[Figure, ...]:
    wait, serve = figures.wait, figures.serve
    return (
        Figure(str(figures.tickets)),
        Figure(minutes_or_none(wait.median)),
        Figure(minutes_or_none(wait.p90), is_over=_is_over(wait, limit_min)),
        Figure(minutes_or_none(serve.median)),
        Figure(minutes_or_none(serve.p90)),
        Figure(str(figures.count(TicketPhase.NO_SHOW))),
    )


def _is_over(wait: Spread, limit_min: int) -> bool:
    """More than one of ten waited longer than the limit."""
    return wait.p90 is not None and wait.p90 > limit_min * 60


def _namer(grouping: Grouping, around: Around) -> Callable[[str | int], tuple[str, str]]:
    """Mark and name of a group."""
    catalogue, site = around.catalogue, around.site
    queues = {queue.letter: queue.agency for queue in site.queues}
    officers = {account.code: account.name for account in site.officers}

    def agency(code: str) -> str:
        known = catalogue.agencies.get(code)
        return known.short if known else code

    services = {code: (code, service.name) for code, service in catalogue.services.items()}
    names: dict[Grouping, Callable[[str], tuple[str, str]]] = {
        Grouping.QUEUE: lambda code: (code, agency(queues.get(code, code))),
        Grouping.SERVICE: lambda code: services.get(code, (code, code)),
        Grouping.AGENCY: lambda code: ("", agency(code)),
        Grouping.COUNTER: lambda code: ("", text("place.counter", n=code)),
        Grouping.OFFICER: lambda code: ("", officers.get(code, code)),
        Grouping.PRIORITY: lambda code: ("", _class_words(code)),
    }
    name = names.get(grouping, _plain)
    return lambda key: name(str(key))


def _plain(code: str) -> tuple[str, str]:
    return "", code.capitalize() or NONE


def _class_words(code: str) -> str:
    return text(f"short_priority.{code}") if code else text("figures.regular")


def _hours(figures: PeriodFigures) -> Table:
    heads = (
        text("figures.by_hour"), text("day.arrived"), text("day.called"), text("day.wait_median"),
        text("day.wait_p90"), text("figures.n"),
    )  # fmt: skip
    rows = (
        TableRow("", text("figures.hour", hour=f"{one.hour:02d}"), (
            Figure(str(one.issued)), Figure(str(one.called)), Figure(minutes_or_none(one.wait.median)),
            Figure(minutes_or_none(one.wait.p90), is_over=_is_over(one.wait, figures.limit_min)),
            Figure(str(one.wait.n)),
        ))
        for one in figures.hours
    )  # fmt: skip
    return Table(heads, tuple(rows))


def band_words(from_min: int, to_min: int | None) -> str:
    """``5–10``, or ``60+``, in minutes."""
    return f"{from_min}+" if to_min is None else f"{from_min}–{to_min}"


def _bands(figures: PeriodFigures) -> Table:
    heads = (text("figures.by_bands"), text("day.tickets"), text("figures.share"))
    total = figures.total.wait.n
    rows = (
        TableRow("", text("figures.band", band=band_words(one.from_min, one.to_min)), (
            Figure(str(one.tickets)), Figure(f"{half_up(100 * one.tickets, total)} %" if total else NONE),
        ))
        for one in figures.bands
    )  # fmt: skip
    return Table(heads, tuple(rows))


def _moments(figures: PeriodFigures, zone: ZoneInfo) -> Table:
    heads = (text("figures.by_moments"), text("hall.waiting"), text("figures.counters"))
    rows = (
        TableRow("", clock_time(one.at_ms, zone), (Figure(str(one.waiting)), Figure(str(one.counters))))
        for one in figures.moments
    )
    return Table(heads, tuple(rows))


def _compared(reading: DayReading) -> Table:
    """A row a figure, a column a day: how it differs is seen at a glance."""
    compared = reading.compared
    days = (in_short(reading.figures.total), compared.before, compared.week_ago, compared.usual)
    before = date_in_words(compared.before_day) if compared.before_day else text("figures.before")
    heads = (
        text("figures.by_compared"), text("figures.this_day"), before, text("figures.week_ago"),
        text("figures.usual", n=compared.usual_days),
    )  # fmt: skip
    rows = tuple(
        TableRow("", text(f"figures.{name}"), tuple(Figure(_in_words(name, day)) for day in days))
        for name in DayInShort.__slots__
    )
    return Table(heads, rows)


def _in_words(name: str, day: DayInShort | None) -> str:
    value: int | None = None if day is None else getattr(day, name)
    if value is None:
        return NONE
    if name.endswith("_s"):
        return minutes_or_none(value)
    return f"{value} %" if name.endswith("percent") else str(value)


def hours_with_work(figures: PeriodFigures) -> Sequence[int]:
    """Every hour from the first to the last in which somebody came or was called."""
    hours = [one.hour for one in figures.hours]
    return range(min(hours), max(hours) + 1) if hours else ()
