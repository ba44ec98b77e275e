"""A report written out of a period's figures: title, tiles, chart, tables and what is to be followed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from counter_app.domain.business_day import day_of
from counter_app.domain.calendar import SATURDAY, clock_time, plain_date
from counter_app.domain.clock import local_time
from counter_app.domain.figures import Figures, Grouping, Spread
from counter_app.domain.ticket import TicketPhase
from counter_app.reports.content import Bars, Report, Table, Tile
from counter_app.reports.follow_up import MOST_OVER_PERCENT, follow_ups
from counter_app.reports.tables import Names, group_table, hour_table, summary_table
from counter_app.reports.words import counted, minutes, words

if TYPE_CHECKING:
    from counter_app.db.queries.figures import PeriodFigures
    from counter_app.domain.catalogue import Catalogue, Site
    from counter_app.domain.period import Period

_DAY_TABLES = (
    Grouping.SERVICE, Grouping.COUNTER, Grouping.AGENCY, Grouping.PRIORITY, Grouping.KIND,
)  # fmt: skip
GROUPINGS = (Grouping.QUEUE, *_DAY_TABLES)
"""What a report of a day is told by; officers are in none."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a report needs beside its figures."""

    site: Site
    catalogue: Catalogue
    now_ms: int
    is_training: bool = False


def groupings_of(period: Period) -> tuple[Grouping, ...]:
    """What a report of this period is told by."""
    return (*GROUPINGS, Grouping.DAY) if period.is_month else GROUPINGS


def written(figures: PeriodFigures, period: Period, around: Around) -> Report:
    """The report of a period, in words."""
    said, site = words().say, around.site
    tables = tuple(_tables(figures, period, around))
    return Report(
        letterhead=site.letterhead,
        site=said("head.site", name=_long_name(site.name), regency=site.regency),
        code=site.code,
        kind=said("head.month" if period.is_month else "head.day"),
        title=words().period(period),
        subtitle=_subtitle(figures, period, around),
        made=_made(around),
        file_stem=f"laporan-{site.code}-{period.code}".lower(),
        note=note(figures, period, around),
        tiles=tuple(tiles_of(figures.total, figures.limit_min)),
        bars=_bars(figures, period),
        summary=summary_table(figures),
        tables=tables,
        follow_ups=tuple(follow_ups(figures, period, around.site, tables[0])),
        definitions=said("note.definitions"),
        is_training=around.is_training,
    )


def _long_name(name: str) -> str:
    return name.replace("MPP ", "Mal Pelayanan Publik ", 1)


def _tables(figures: PeriodFigures, period: Period, around: Around) -> list[Table]:
    names = Names(around.catalogue, around.site)
    told_by = (Grouping.DAY, *_DAY_TABLES) if period.is_month else _DAY_TABLES
    groups = [group_table(figures, one, names, figures.limit_min) for one in (Grouping.QUEUE, *told_by)]
    return [groups[0], hour_table(figures), *groups[1:]]


def _subtitle(figures: PeriodFigures, period: Period, around: Around) -> str:
    said, site = words().say, around.site
    parts = [said("head.hours", opens=site.opens, closes=site.closes, zone=site.zone_label)]
    counters = len(figures.groups[Grouping.COUNTER])
    agencies = len(figures.groups[Grouping.AGENCY])
    if period.is_month:
        parts.append(said("head.days", n=len(figures.groups[Grouping.DAY])))
    if counters:
        parts.append(said("head.extent", counters=counters, agencies=agencies))
    return " ".join(parts)


def _made(around: Around) -> str:
    at = local_time(around.now_ms, ZoneInfo(around.site.zone_name))
    return words().say("head.made", day=plain_date(at.date()), time=clock_time(at))


def note(figures: PeriodFigures, period: Period, around: Around) -> str:
    """One sentence about a day without tickets or on a holiday; else empty."""
    said, is_empty = words().say, figures.total.tickets == 0
    if period.is_month:
        return said("note.empty_month") if is_empty else ""
    holiday = next((one.name for one in around.catalogue.holidays if one.day == period.first), "")
    if holiday:
        return said("note.holiday" if is_empty else "note.worked_holiday", name=holiday)
    if not is_empty:
        return ""
    return said("note.weekend" if period.first.weekday() >= SATURDAY else "note.empty")


def tiles_of(total: Figures, limit_min: int) -> list[Tile]:
    """What is seen first: tickets, median wait and service, and the share over the limit."""
    said = words().say
    finished, away = total.count(TicketPhase.FINISHED), total.count(TicketPhase.NO_SHOW)
    share = total.over_limit_percent
    over_note = said("tile.over_note", share=MOST_OVER_PERCENT, n=counted(total.wait.n))
    return [
        Tile(
            said("tile.tickets"),
            counted(total.tickets),
            "",
            said("tile.tickets_note", finished=counted(finished), no_show=counted(away)),
        ),
        _time_tile("tile.wait", total.wait),
        _time_tile("tile.serve", total.serve),
        Tile(
            said("tile.over", limit=limit_min),
            said("tile.nothing") if share is None else f"{share}",
            "" if share is None else said("tile.percent"),
            said("tile.none_note") if share is None else over_note,
            is_over=(share or 0) > MOST_OVER_PERCENT,
        ),
    ]


def _time_tile(key: str, times: Spread) -> Tile:
    said = words().say
    if times.median is None or times.p90 is None:
        return Tile(said(key), said("tile.nothing"), "", said("tile.none_note"))
    told = said("tile.spread_note", p90=minutes(times.p90), n=counted(times.n))
    return Tile(said(key), f"{minutes(times.median)}", said("tile.minutes"), told)


def _bars(figures: PeriodFigures, period: Period) -> Bars:
    said = words().say
    if period.is_month:
        days = figures.groups[Grouping.DAY]
        return Bars(
            said("chart.days"),
            tuple(f"{day_of(int(one.key)).day}" for one in days),
            (said("chart.issued"), said("chart.finished")),
            tuple(one.figures.tickets for one in days),
            tuple(one.figures.count(TicketPhase.FINISHED) for one in days),
        )
    return Bars(
        said("chart.hours"),
        tuple(f"{hour.hour:02}.00" for hour in figures.hours),
        (said("chart.issued"), said("chart.called")),
        tuple(hour.issued for hour in figures.hours),
        tuple(hour.called for hour in figures.hours),
    )
