"""Commands of figures: ``report day`` and ``report month``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_app.cli.answer import answer, say
from counter_app.cli.progress import Progress
from counter_app.cli.station import opened
from counter_app.db.queries.day import last_day_number, open_day_number
from counter_app.db.store import Store
from counter_app.domain.business_day import day_of
from counter_app.domain.clock import local_day, utc
from counter_app.domain.errors import Refused
from counter_app.domain.period import Period, month_of, one_day
from counter_app.reports.making import Form, ReportFile, made, read_figures
from counter_app.reports.progress import Progress as Told
from counter_app.reports.saving import save
from counter_app.reports.sites import read_sites, sites_made
from counter_app.reports.written import Around

_QUIET_S = 1.0
"""Nobody needs to be told of what is done sooner."""
_STANDARD_OUTPUT = Path("-")
Groups = argparse._SubParsersAction  # noqa: SLF001  argparse gives its groups no public name
Command = Callable[["Groups[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_commands(groups: Groups[argparse.ArgumentParser], command: Command) -> None:
    """Adds ``report day`` and ``report month``."""
    verbs = groups.add_parser("report", help="Figures.").add_subparsers(required=True, metavar="VERB")
    for name, text, days in (
        ("day", "The figures of one business day.", "YYYY-MM-DD (default: the last business day)"),
        ("month", "The figures of a month.", "any day of the month, as YYYY-MM-DD (default: the last one)"),
    ):
        made_ = command(verbs, name, text)
        made_.add_argument("--date", type=date.fromisoformat, metavar="D", help=days)
        made_.add_argument("--format", default=Form.JSON, type=Form, choices=list(Form))
        made_.add_argument(
            "--out", type=Path, metavar="FILE",
            help="where it is saved; - is standard output (default: - for json, else a file here)",
        )  # fmt: skip
        made_.add_argument(
            "--hub", type=Path, metavar="DIR",
            help="data folder of a hub: one row a site (default date: today)",
        )  # fmt: skip
        made_.set_defaults(run=report, is_month=name == "month")


def report(asked: argparse.Namespace) -> None:
    """Makes a report and saves it, or prints it."""
    file = _made(asked)
    if file.note:
        say(file.note)
    out = asked.out or (_STANDARD_OUTPUT if asked.format is Form.JSON else Path(file.name))
    if out == _STANDARD_OUTPUT:
        sys.stdout.buffer.write(file.content)
        sys.stdout.buffer.flush()
        return
    save(out, file.content)
    answer({"file": str(out), "bytes": len(file.content)}, str(out), as_json=asked.json)


def _made(asked: argparse.Namespace) -> ReportFile:
    with Progress("report") as progress:
        return (_of_hub if asked.hub else _of_site)(asked, _heard(progress))


def _of_site(asked: argparse.Namespace, heard: Told) -> ReportFile:
    with opened(asked) as store:
        period = _period(asked, _day(asked, store))
        around = Around(store.site, store.catalogue, store.clock(), store.station.is_training)
        figures = store.read(lambda connection: read_figures(connection, period, around))
    return made(figures, period, asked.format, around, heard)


def _of_hub(asked: argparse.Namespace, heard: Told) -> ReportFile:
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  a hub's libraries only where one is asked

    with open_hub(asked.hub) as hub:
        now_ms, sites = hub.clock(), [site for _, site in hub.catalogues().values()]
        today = local_day(now_ms, ZoneInfo(sites[0].zone_name)) if sites else utc(now_ms).date()
        period = _period(asked, asked.date or today)
        figures = hub.read(lambda connection: read_sites(connection, sites, period, now_ms))
    return sites_made(figures, sites, period, asked.format, now_ms, heard)


def _period(asked: argparse.Namespace, day: date) -> Period:
    return month_of(day) if asked.is_month else one_day(day)


def _heard(progress: Progress) -> Told:
    """Shown once a second is over; after Ctrl+C the report ends with Refused("report_cancelled")."""
    began = time.monotonic()

    def told(percent: int) -> None:
        if not progress.goes_on():
            raise Refused("report_cancelled")
        if time.monotonic() - began >= _QUIET_S:
            progress.told(percent, 100)

    return told


def _day(asked: argparse.Namespace, store: Store) -> date:
    if asked.date is not None:
        named: date = asked.date
        return named
    number = store.read(
        lambda connection: (
            open_day_number(connection, store.site.code) or last_day_number(connection, store.site.code)
        )
    )
    if number is None:
        raise Refused("day_not_open")
    return day_of(number)
