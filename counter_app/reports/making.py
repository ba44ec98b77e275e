"""Making the file of a report: which figures are read, in which form they are written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from counter_app.db.queries.day import last_day_number
from counter_app.db.queries.figures import PeriodFigures, period_figures
from counter_app.domain.business_day import day_number
from counter_app.domain.clock import local_day
from counter_app.domain.errors import Refused
from counter_app.reports.day import day_json, month_json
from counter_app.reports.flat import csv_text
from counter_app.reports.progress import Progress, unheard
from counter_app.reports.written import Around, groupings_of, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from counter_app.domain.period import Period
    from counter_app.reports.content import Report

_READ, _WRITTEN = 20, 30
"""Percent of the work after reading the figures, and after finding the words."""


class Form(StrEnum):
    """What a report is written as."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report, ready to be saved or printed."""

    name: str
    """"laporan-blu-2026-11-23.pdf"."""
    content: bytes
    note: str
    """A sentence about an empty day or a holiday; else empty."""


def read_figures(connection: Connection, period: Period, around: Around) -> PeriodFigures:
    """The figures that a report of this period needs.

    Raises Refused("report_future", day=…) for days that have not begun: neither by the clock nor because
    somebody opened them.
    """
    _refuse_future(connection, period, around)
    return period_figures(
        connection, site=around.site, first=period.first, last=period.last, groupings=groupings_of(period),
        services=around.catalogue.services,
    )  # fmt: skip


def _refuse_future(connection: Connection, period: Period, around: Around) -> None:
    today = day_number(local_day(around.now_ms, ZoneInfo(around.site.zone_name)))
    opened = last_day_number(connection, around.site.code) or 0
    if day_number(period.first) > max(today, opened):
        raise Refused("report_future", day=period.first)


def made(
    figures: PeriodFigures, period: Period, form: Form, around: Around, progress: Progress = unheard
) -> ReportFile:
    """The file of a report from its figures; needs no database, so it may take its time.

    ``progress`` may raise to cancel.
    """
    progress(_READ)
    report = written(figures, period, around)
    progress(_WRITTEN)
    tell = month_json if period.is_month else day_json
    return file_of(report, lambda: tell(figures), period, form, _rest_of(progress))


def file_of(
    report: Report, told: Callable[[], dict[str, Any]], period: Period, form: Form, progress: Progress
) -> ReportFile:
    """A report in one of its forms; ``told`` gives the figures as JSON knows them."""
    content = _content(report, told, period, form, progress)
    progress(100)
    return ReportFile(f"{report.file_stem}.{form}", content, report.note)


def _rest_of(progress: Progress) -> Progress:
    return lambda percent: progress(_WRITTEN + percent * (100 - _WRITTEN) // 100)


def _content(
    report: Report, told: Callable[[], dict[str, Any]], period: Period, form: Form, progress: Progress
) -> bytes:
    """Libraries of paper and sheets are loaded when one is made: they would cost a start-up 100 ms."""
    match form:
        case Form.PDF:
            from counter_app.reports.paper import pdf  # noqa: PLC0415  start-up

            return pdf(report, progress)
        case Form.XLSX:
            from counter_app.reports.sheet import xlsx  # noqa: PLC0415  start-up

            return xlsx(report, progress)
        case Form.CSV:
            return csv_text(report, period.code).encode()
        case Form.JSON:
            return (json.dumps(told(), ensure_ascii=False, indent=2) + "\n").encode()
