"""One key press to a durable ticket and a slip at the printer, through the real window."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.figures import BESIDE_FLOOR, Aim, Table, Times, beside_floor, milliseconds
from bench.rawcommit import RawTwin, WrittenRows
from bench.station import Station, fill, new_counter
from counter_app.app.window import application, counter_window
from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.printing import open_papers
from counter_app.domain.thermal import ThermalSettings
from counter_app.printing.commands import ASK_STATE, ASK_WHEN_DONE
from counter_app.settings import THERMAL
from counter_app.ui.commands import Scene
from counter_app.ui.counter.window import CounterWindow

PAST, WAITING, WARM_UP = 900, 50, 5
P95_MS = 60.0
OFFICER, PIN, WORDS = "P03", "3333", "ktp hilang"
WELL, DONE = b"\x12", b"\x00"
TOLD = (
    f"Enter on a chosen service in the real window (offscreen), {WAITING} waiting: until the ticket is on "
    "the disk, and until the last byte of its slip is at a printer on loopback TCP that answers at once. "
    "Floor: the same rows by the bare driver; then connect, ask, send as many bytes, hear that they came. "
    "The first presses after a start load fonts and are left out."
)
PRINTERS = {
    "drawn by us": ThermalSettings("network"),
    "in the printer's letters": ThermalSettings("network", code_page="cp437", qr="native"),
}


class PaperEnd:
    """A printer of infinite speed on loopback: answers as one, and says when a slip was there whole."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.came: list[tuple[float, int]] = []
        """When, and how many bytes with the questions between."""
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """No more slips."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                host, _ = self._listener.accept()
            except OSError:
                return
            with host:
                self._take(host)

    def _take(self, host: socket.socket) -> None:
        taken, last = 0, b""
        while data := host.recv(65_536):
            taken, last = taken + len(data), (last + data)[-16:]
            if last.endswith(ASK_WHEN_DONE):
                self.came.append((milliseconds(), taken))
                host.sendall(DONE)
            elif last.endswith(ASK_STATE[-1]):
                host.sendall(WELL * len(ASK_STATE))


def press(work: Path, presses: int) -> Table:
    """Both kinds of slip, each at a station of its own."""
    rows, aims = [], []
    for what, printer in PRINTERS.items():
        durable, slip = _pressed(work / "station-press", printer, presses)
        rows += [beside_floor(f"ticket durable, slip {what}", *durable), beside_floor(f"slip {what}", *slip)]
        aims.append(Aim(f"slip {what}: p95 <= {P95_MS:.0f} ms", slip[0].p95 <= P95_MS))
    return Table("Key press to slip", TOLD, BESIDE_FLOOR, tuple(rows), tuple(aims))


def _pressed(
    folder: Path, printer: ThermalSettings, presses: int
) -> tuple[tuple[Times, Times], tuple[Times, Times]]:
    filled = new_counter(folder)
    fill(filled, PAST, WAITING)
    filled.store.close()
    twin = RawTwin(folder, folder.parent / f"{folder.name}-raw.db")
    station, end = filled.opened(), PaperEnd()
    thermal = replace(printer, address=end.address)
    station.store.station = replace(station.store.station, printer=THERMAL, thermal=thermal)
    try:
        with sitting(station) as window:
            return _measured(station, window, end, twin, presses)
    finally:
        end.close()
        twin.close()
        station.store.close()


@contextmanager
def sitting(station: Station) -> Iterator[CounterWindow]:
    """The officer has signed in, as by keys."""
    application("id")
    with counter_window(station.store) as opened:
        window = opened.window
        window.resize(1366, 768)
        window.show()
        window.sign_in_page.officer.set_key(OFFICER)
        window.sign_in_page.pin.setText(PIN)
        window.sign_in_page.submit()
        live_until(lambda: window.scene is Scene.IDLE)
        yield window


def _measured(
    station: Station, window: CounterWindow, end: PaperEnd, twin: RawTwin, presses: int
) -> tuple[tuple[Times, Times], tuple[Times, Times]]:
    day = station.store.read(lambda connection: open_day_number(connection, station.store.site.code))
    rows = WrittenRows(station.store, f"t/{day}/B")
    durable, slip, raw_commit, raw_slip = Times(), Times(), Times(), Times()
    committed: list[float] = []
    station.store.subscribe(lambda changed: committed.append(milliseconds()) if "ticket" in changed else None)
    for turn in range(WARM_UP + presses):
        choose(window)
        committed.clear()
        before, began = len(end.came), milliseconds()
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
        live_until(lambda: len(end.came) > before)  # noqa: B023  called at once
        at, taken = end.came[-1]
        live_until(lambda: not station.store.read(open_papers) and window.scene is Scene.IDLE)
        found = rows.since_last()
        if turn >= WARM_UP:
            durable.ms.append(committed[0] - began)
            slip.ms.append(at - began)
            raw_commit.measure(lambda: twin.commit(found))  # noqa: B023  called at once
            bytes_sent = bytes(taken)
            raw_slip.measure(lambda: _bare_slip(end.address, bytes_sent))  # noqa: B023  called at once
            raw_slip.ms[-1] += raw_commit.ms[-1]
    return (durable, raw_commit), (slip, raw_slip)


def choose(window: CounterWindow) -> None:
    """F8 and everyday words: the service is chosen, Enter is still to be pressed."""
    QTest.keyClick(window, Qt.Key.Key_F8)
    live_until(lambda: window.scene is Scene.SEARCH)
    services = window.search_page.services
    live_until(services.field.hasFocus)
    QTest.keyClicks(services.field, WORDS)
    live_until(services.is_chosen)


def _bare_slip(address: str, slip: bytes) -> None:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port))) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(b"".join(ASK_STATE))
        line.recv(16)
        line.sendall(slip + ASK_WHEN_DONE)
        line.recv(16)


def live_until(is_so: Callable[[], bool]) -> None:
    """Let the window live."""
    until = milliseconds() + 20_000
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if milliseconds() > until:
            raise TimeoutError("the window never came so far")
