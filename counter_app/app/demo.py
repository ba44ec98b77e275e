"""The demonstration: the real window with the real catalogue, opened or played."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from sqlalchemy import Connection, select

from counter_app.app.display import check_display
from counter_app.app.printing import folder_printer, papers_folder
from counter_app.app.story import STORY_BEGINS, ScriptedClock, play
from counter_app.app.window import application, counter_window, show
from counter_app.db import journal
from counter_app.db.store import Sources, Store, create_store, machine_sources, open_store
from counter_app.db.tables import APPLICATION, PRINT_JOB, TICKET
from counter_app.domain.business_day import day_of
from counter_app.domain.clock import uuid7_source
from counter_app.domain.tracking_code import tracking_url
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.reports.day import day_report
from counter_app.settings import is_initialised, new_station, resource
from counter_app.ui.counter.window import CounterWindow

DEMO_COUNTER = 3
DEMO_FOLDER = Path("demo-data")
_OWN_DATA = "station"
_SIZE = (1366, 768)


def open_demo(data: Path | None) -> int:
    """Opens the demonstration's window; its station stays in ``demo-data`` for the next time.

    Raises what ``check_display`` raises.
    """
    check_display()
    folder = data or DEMO_FOLDER
    store = open_store(folder) if is_initialised(folder) else _new_station(folder, machine_sources())
    try:
        return show(store, folder_printer(store))
    finally:
        store.close()


def _new_station(folder: Path, sources: Sources) -> Store:
    catalogue = read_catalogue(resource("catalogue"))
    site = read_site(resource("catalogue/site.toml"), catalogue)
    return create_store(folder, new_station(site.code, "counter", DEMO_COUNTER), catalogue, site, sources)


def play_demo(out: Path, data: Path | None) -> dict[str, Any]:
    """Plays the story offscreen and leaves papers, a picture and ``summary.json`` in ``out``.

    Raises Unavailable("story_stuck") where the window does not answer, and what a store raises.
    """
    out.mkdir(parents=True, exist_ok=True)
    if data is None:
        data = out / _OWN_DATA
        shutil.rmtree(data, ignore_errors=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _played(data, out) as store:
        _collect_papers(store, out)
        summary = _summary(store)
    (out / "summary.json").write_text(
        json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return summary


@contextmanager
def _played(data: Path, out: Path) -> Iterator[Store]:
    clock = ScriptedClock(STORY_BEGINS)
    store = _new_station(data, replace(machine_sources(), clock=clock, new_id=uuid7_source(clock)))
    try:
        application("id")
        with counter_window(store, folder_printer(store)) as opened:
            opened.window.resize(*_SIZE)
            opened.window.show()
            QTest.qWaitForWindowActive(opened.window)
            play(opened.window, store, clock, lambda: _picture(opened.window, out))
        yield store
    finally:
        store.close()


def _picture(window: CounterWindow, out: Path) -> None:
    window.grab().save(str(out / "counter.png"))


_NAMES = {"ticket": "ticket.pdf", "missing": "kekurangan.pdf", "receipt": "receipt.pdf"}


def _collect_papers(store: Store, out: Path) -> None:
    """Copies the papers that came out to the names by which the story knows them."""
    papers = store.read(
        lambda connection: (
            connection.execute(select(PRINT_JOB.c.paper).order_by(PRINT_JOB.c.id)).scalars().all()
        )
    )
    printed = sorted(papers_folder(store).glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    for paper, path in zip(papers, printed, strict=True):
        shutil.copyfile(path, out / _NAMES[paper])


def _summary(store: Store) -> dict[str, Any]:
    """What the story left, read from the journal and the day's report."""
    return store.read(lambda connection: _read_summary(connection, store))


def _read_summary(connection: Connection, store: Store) -> dict[str, Any]:
    ticket = connection.execute(select(TICKET.c.number, TICKET.c.business_day)).one()
    code = connection.execute(select(APPLICATION.c.code)).scalar_one()
    report = day_report(connection, site=store.site, day=day_of(ticket.business_day))
    return {
        "ticket_number": ticket.number,
        "tracking_code": code,
        "qr_text": tracking_url(store.site.public_base_url, code),
        "journal_entries": journal.count(connection),
        "waiting_s": report["wait_s"]["median"],
        "serving_s": report["serve_s"]["median"],
        "tickets": report["tickets"],
        "finished": report["finished"],
    }
