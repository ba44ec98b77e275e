"""What a station needs, looked at one by one, each with a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from counter_app import settings
from counter_app.app.display import check_display, has_display, qt_needed
from counter_app.app.printer_desk import PrinterDesk
from counter_app.app.printing import StationPrinters
from counter_app.db.connection import refuse_old_sqlite
from counter_app.db.journal import count
from counter_app.db.store import Store, open_store
from counter_app.domain.errors import CounterError, Unavailable
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.ui.printer_setup.printers import USUAL

_LEAST_FREE_BYTES = 500 * 1024**2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    is_good: bool
    told: str


Tell = Callable[[CounterError], str]
"""Makes the sentence of a refusal or failure."""


def findings(data: Path, tell: Tell) -> list[Finding]:
    """Everything the doctor looks at, in the order in which a station needs it."""
    looked = [
        _look("sqlite", _sqlite, tell),
        _look("catalogue shipped", _shipped_catalogue, tell),
        _look("window system", _qt, tell),
        _look("disk", lambda: _disk(data), tell),
    ]
    if settings.is_initialised(data):
        return [*looked, *_station(data, tell)]
    return [*looked, Finding("station", is_good=True, told=f"not set up yet in {data}")]


def _look(name: str, look: Callable[[], str], tell: Tell) -> Finding:
    try:
        return Finding(name, is_good=True, told=look())
    except CounterError as error:
        return Finding(name, is_good=False, told=tell(error))


def _sqlite() -> str:
    refuse_old_sqlite()
    return f"SQLite {dbapi2.sqlite_version} with SQLCipher"


def _shipped_catalogue() -> str:
    catalogue = read_catalogue(settings.resource("catalogue"))
    site = read_site(settings.resource("catalogue/site.toml"), catalogue)
    return f"{catalogue.version}, {len(catalogue.services)} services, {site.name}"


def _qt() -> str:
    with qt_needed():
        from PySide6 import QtCore, QtPrintSupport, QtWidgets  # noqa: F401, PLC0415  the question is whether they load
    if not has_display():
        return f"Qt {QtCore.qVersion()} loads, no display here"
    check_display()
    return f"Qt {QtCore.qVersion()} loads and can draw on this display"


def _disk(data: Path) -> str:
    place = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if free < _LEAST_FREE_BYTES:
        raise Unavailable("disk_almost_full", free_mb=free // 1024**2)
    return f"{free // 1024**2} MB free"


def _station(data: Path, tell: Tell) -> list[Finding]:
    try:
        store = open_store(data)
    except CounterError as error:
        return [Finding("station", is_good=False, told=tell(error))]
    try:
        return [
            _look("station", lambda: _opened(store), tell),
            _look("database", lambda: _quick_check(store), tell),
            _look("printer", lambda: _printer(store), tell),
        ]
    finally:
        store.close()


def _opened(store: Store) -> str:
    entries = store.read(count)
    how = "after an unclean stop" if store.was_unclean else "cleanly closed"
    return f"{store.site.name}, counter {store.station.counter}, {entries} entries, {how}"


def _quick_check(store: Store) -> str:
    store.look_over()
    return "quick check ok"


def _printer(store: Store) -> str:
    desk = PrinterDesk(store, StationPrinters(store))
    choice = desk.chosen(USUAL)
    return f"{choice.kind} {choice.thermal.address or choice.name}".strip() + f", {desk.look(choice)}"
