"""The demonstration: a centre, a reception and a counter with the real catalogue, opened or played."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, select

from counter_app.app.centre import Centre, running_centre
from counter_app.app.display import check_display
from counter_app.app.printing import folder_printer, papers_folder
from counter_app.app.story import STORY_BEGINS, Hands, ScriptedClock, StoryWindow, play
from counter_app.app.window import application, counter_window, reception_window
from counter_app.db import journal
from counter_app.db.store import Sources, Store, machine_sources, open_store
from counter_app.db.tables import APPLICATION, PRINT_JOB, TICKET
from counter_app.domain.business_day import day_of
from counter_app.domain.clock import uuid7_source
from counter_app.domain.tracking_code import tracking_url
from counter_app.reports.day import day_report
from counter_app.settings import is_initialised
from counter_app.sync.client import HubClient
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import read_link

DEMO_COUNTER = 3
DEMO_FOLDER = Path("demo-data")
_OWN_DATA = "stations"
_SIZE = (1366, 768)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PHONE = "390,844"


@dataclass(frozen=True, slots=True)
class Cast:
    """The stations of the demonstration, open."""

    centre: Centre
    counter: Store
    reception: Store


@contextmanager
def _cast(folder: Path, sources: Sources) -> Iterator[Cast]:
    """A centre on loopback with a counter and a reception; made new where the folder is empty."""
    with ExitStack() as stack:
        centre = stack.enter_context(running_centre(folder / "centre"))
        stores = []
        for kind, number, name in (("counter", DEMO_COUNTER, "Loket 3"), ("reception", 0, "Resepsionis")):
            place = folder / kind
            if is_initialised(place):
                store = open_store(place, sources)
            else:
                store = centre.station(place, sources, kind=kind, counter=number, name=name)
            stack.callback(store.close)
            stores.append(store)
        yield Cast(centre, *stores)


def open_demo(data: Path | None) -> int:
    """Opens the demonstration's windows; its stations stay in ``demo-data`` for the next time.

    Raises what ``check_display`` raises.
    """
    check_display()
    with _cast(data or DEMO_FOLDER, machine_sources()) as cast, _windows(cast) as windows:
        for window in reversed(windows):
            window.resize(*_SIZE)
            window.show()
        return QApplication.exec()


@contextmanager
def _windows(cast: Cast) -> Iterator[tuple[StoryWindow, StoryWindow]]:
    application("id")
    with (
        counter_window(cast.counter, folder_printer(cast.counter)) as counter,
        reception_window(cast.reception, folder_printer(cast.reception)) as reception,
    ):
        yield counter.window, reception.window


def play_demo(out: Path, data: Path | None) -> dict[str, Any]:
    """Plays the story offscreen and leaves papers, pictures, the page and ``summary.json`` in ``out``.

    Raises Unavailable("story_stuck") where a window does not answer, Unavailable("hub_unreachable"),
    and what a store raises.
    """
    out.mkdir(parents=True, exist_ok=True)
    if data is None:
        data = out / _OWN_DATA
        shutil.rmtree(data, ignore_errors=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    clock = ScriptedClock(STORY_BEGINS)
    sources = replace(machine_sources(), clock=clock, new_id=uuid7_source(clock))
    with _cast(data, sources) as cast:
        _play(cast, clock, out)
        for store in (cast.counter, cast.reception):
            _send_all(store)
            _collect_papers(store, out)
        address = _decoded(out / "receipt.pdf") or cast.counter.read(
            lambda read: _qr_text(read, cast.counter)
        )
        _keep_page(cast.centre, address, out)
        summary = _summary(cast, address)
    told = json.dumps(summary, ensure_ascii=False, indent=2)
    (out / "summary.json").write_text(told + "\n", encoding="utf-8")
    return summary


def _play(cast: Cast, clock: ScriptedClock, out: Path) -> None:
    with _windows(cast) as windows:
        for window in windows:
            window.resize(*_SIZE)
            window.show()
        counter, reception = (
            Hands(window, store)
            for window, store in zip(windows, (cast.counter, cast.reception), strict=True)
        )
        shown = dict(zip(("counter", "reception"), windows, strict=True))
        QTest.qWaitForWindowActive(windows[0])
        play(counter, reception, clock, lambda name: _picture(shown[name], out / f"{name}.png"))


def _picture(window: StoryWindow, path: Path) -> None:
    window.grab().save(str(path))


def _send_all(store: Store) -> None:
    """Sends what the windows wrote while they closed; raises what the client raises."""
    link = read_link(store.folder)
    if link is None:
        return
    client = HubClient(link.url, link.certificate, link.hub_id)
    try:
        exchange = Exchange(store, link, client)
        exchange.greet()
        while exchange.push():
            pass
    finally:
        client.close()


_NAMES = {"ticket": "ticket.pdf", "missing": "kekurangan.pdf", "receipt": "receipt.pdf"}


def _collect_papers(store: Store, out: Path) -> None:
    """Copies the papers that came out to the names by which the story knows them."""
    asked = select(PRINT_JOB.c.paper).order_by(PRINT_JOB.c.id)
    papers = store.read(lambda connection: connection.execute(asked).scalars().all())
    printed = sorted(papers_folder(store).glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    for paper, path in zip(papers, printed, strict=True):
        shutil.copyfile(path, out / _NAMES[paper])


def _decoded(receipt: Path) -> str:
    """What a phone reads from the receipt; empty where no decoder is installed."""
    try:
        import zxingcpp  # noqa: PLC0415  a development package: a wheel alone plays the story without it
    except ImportError:
        return ""
    import pypdfium2  # noqa: PLC0415  with it

    picture = pypdfium2.PdfDocument(receipt)[0].render(scale=203 / 72, grayscale=True).to_pil()
    return str(zxingcpp.read_barcodes(picture)[0].text)


def _qr_text(connection: Connection, store: Store) -> str:
    code = connection.execute(select(APPLICATION.c.code)).scalar_one()
    return tracking_url(store.site.public_base_url, code)


def _keep_page(centre: Centre, address: str, out: Path) -> None:
    """Keeps the page behind the receipt's code, and its picture where a browser is installed."""
    (out / "tracking.html").write_text(centre.page(address), encoding="utf-8")
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return
    profile = out / _OWN_DATA / "browser"
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars",
        "--accept-lang=id", f"--user-data-dir={profile}", f"--window-size={_PHONE}",
        f"--screenshot={out / 'tracking.png'}", address,
    ]  # fmt: skip
    subprocess.run(command, check=False, capture_output=True, timeout=60)  # noqa: S603  an address of our own


def _summary(cast: Cast, address: str) -> dict[str, Any]:
    """What the story left, read from the journals, the day's report and the centre."""
    return {
        **cast.counter.read(lambda connection: _told(connection, cast.counter)),
        "qr_text": address,
        "tracking_url": address,
        "journal_entries": sum(store.read(_own_entries(store)) for store in (cast.counter, cast.reception)),
        "hub_entries": cast.centre.entries(),
    }


def _own_entries(store: Store) -> Any:
    return lambda connection: journal.head(connection, store.own.replica_no).seq


def _told(connection: Connection, store: Store) -> dict[str, Any]:
    ticket = connection.execute(select(TICKET.c.number, TICKET.c.business_day)).one()
    report = day_report(connection, site=store.site, day=day_of(ticket.business_day))
    return {
        "ticket_number": ticket.number,
        "tracking_code": connection.execute(select(APPLICATION.c.code)).scalar_one(),
        "waiting_s": report["wait_s"]["median"],
        "serving_s": report["serve_s"]["median"],
        "tickets": report["tickets"],
        "finished": report["finished"],
    }
