"""A report of all sites of a hub: one row a site, by the same definitions as that of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from counter_app.db.queries.figures_of_sites import SitesFigures, sites_figures
from counter_app.domain.calendar import clock_time, plain_date
from counter_app.domain.clock import local_day, local_time
from counter_app.domain.errors import Refused
from counter_app.reports.content import Bars, Column, Kind, Report, Table
from counter_app.reports.day import totals
from counter_app.reports.making import Form, ReportFile, file_of
from counter_app.reports.progress import Progress, unheard
from counter_app.reports.tables import cells, figure_columns, figure_rows, is_over
from counter_app.reports.words import words
from counter_app.reports.written import tiles_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from counter_app.domain.catalogue import Site
    from counter_app.domain.period import Period


def read_sites(connection: Connection, sites: Sequence[Site], period: Period, now_ms: int) -> SitesFigures:
    """The figures of all sites.

    Raises Refused("report_future", day=…) where the period has begun at none, and Refused("no_sites").
    """
    if not sites:
        raise Refused("no_sites")
    if period.first > max(local_day(now_ms, ZoneInfo(site.zone_name)) for site in sites):
        raise Refused("report_future", day=period.first)
    return sites_figures(connection, sites, first=period.first, last=period.last)


def sites_made(
    figures: SitesFigures, sites: Sequence[Site], period: Period, form: Form, now_ms: int,
    progress: Progress = unheard,
) -> ReportFile:  # fmt: skip
    """The file of the report. ``progress`` may raise to cancel."""
    report = _written(figures, sites, period, now_ms)
    return file_of(report, lambda: sites_json(figures, period), period, form, progress)


def sites_json(figures: SitesFigures, period: Period) -> dict[str, Any]:
    """``date`` and ``sites``: a row each, with the keys of a day's report."""
    rows = [
        {"site": group.key, "date": period.code, **totals(group.figures)} for group in figures.sites
    ]  # fmt: skip
    return {"date": period.code, "sites": rows}


def _written(figures: SitesFigures, sites: Sequence[Site], period: Period, now_ms: int) -> Report:
    said, codes = words().say, [str(group.key) for group in figures.sites]
    at = local_time(now_ms, ZoneInfo(sites[0].zone_name))
    counts = [group.figures for group in figures.sites]
    return Report(
        letterhead=said("head.hub"),
        site=said("head.sites", n=len(sites)),
        code="",
        kind=said("head.month" if period.is_month else "head.day"),
        title=words().period(period),
        subtitle=said("head.same"),
        made=said("head.made", day=plain_date(at.date()), time=clock_time(at)),
        file_stem=f"laporan-{period.code}",
        note="" if figures.total.tickets else said("note.empty_month" if period.is_month else "note.empty"),
        tiles=tuple(tiles_of(figures.total, sites[0].order.ageing_limit_min)),
        bars=Bars(
            said("chart.sites"), tuple(codes), (said("chart.issued"), said("chart.called")),
            tuple(one.tickets for one in counts), tuple(one.called_total for one in counts),
        ),
        summary=Table(
            "total", said("sheet.total"),
            (Column("figure", said("sheet.figure"), Kind.TEXT), Column("value", said("sheet.value"))),
            tuple(figure_rows(figures.total, sites[0].order.ageing_limit_min)),
        ),
        tables=(_table(figures, sites),),
        follow_ups=(),
        definitions=said("note.definitions"),
    )  # fmt: skip


def _table(figures: SitesFigures, sites: Sequence[Site]) -> Table:
    said, names = words().say, {site.code: site.name for site in sites}
    limits = {site.code: site.order.ageing_limit_min for site in sites}
    over = (
        place for place, group in enumerate(figures.sites) if is_over(group.figures, limits[str(group.key)])
    )
    return Table(
        name="site",
        title=said("table.site"),
        columns=(
            Column("site", said("column.code"), Kind.TEXT),
            Column("name", said("sheet.site"), Kind.TEXT),
            *figure_columns(),
        ),
        rows=tuple((str(one.key), names[str(one.key)], *cells(one.figures)) for one in figures.sites),
        total=("", said("table.all"), *cells(figures.total)),
        marked=frozenset(over),
    )
