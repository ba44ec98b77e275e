"""Opens the window of a station: store, lanes, printing thread, theme, and an orderly end."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from counter_app.app.display import check_display
from counter_app.app.look_over import StationWindow, looked_over
from counter_app.app.network import BUILDING, Network
from counter_app.app.printer_desk import PrinterDesk
from counter_app.app.printing import StationPrinters, print_worker
from counter_app.app.quick_start import nothing_collected, quick_to_answer
from counter_app.app.report_desk import ReportDesk
from counter_app.app.site_hub import serving_site
from counter_app.app.syncing import syncing
from counter_app.db.queries.preferences import liking
from counter_app.db.store import Store, open_store
from counter_app.domain.errors import CounterError, Refused
from counter_app.printing.printers import Printer
from counter_app.printing.worker import PrintWorker
from counter_app.ui.background import Lanes
from counter_app.ui.collecting import collected_here
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.sync_news import SyncNews
from counter_app.ui.i18n import Language, load_language
from counter_app.ui.no_start import NoStart
from counter_app.ui.qt_log import log_qt_messages
from counter_app.ui.theme import apply_theme, follow_desktop, load_fonts, make_theme, styled_together
from counter_app.ui.zoom import roomy

if TYPE_CHECKING:
    from counter_app.ui.counter.window import CounterWindow
    from counter_app.ui.reception.window import ReceptionWindow

_JOIN_WITHIN_S = 5.0
_SIZE = (1366, 768)
"""Where nobody manages windows, and after leaving the whole screen."""
_LOG = logging.getLogger("counter_app")
_UNSEEN = frozenset({"offscreen", "minimal"})
"""Platforms of Qt on which nobody could close a window."""
_ANEW = 100
"""Qt's exit code where nothing ends but the present window."""
_LOG_BYTES, _LOG_FILES = 1_000_000, 5


W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Opened(Generic[W]):
    """A window with everything behind it."""

    window: W
    lanes: Lanes
    worker: PrintWorker
    store: Store


def application(language: Language, zoom_percent: int = 100) -> QApplication:
    """The one Qt application, with fonts, words and theme; the zoom as far as the screen has room."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    log_qt_messages()
    app.setApplicationName("counter-app")
    load_fonts()
    load_language(language)
    width = app.primaryScreen().availableGeometry().width()
    apply_theme(app, make_theme(zoom=roomy(width, zoom_percent / 100)))
    follow_desktop(app)
    return app


@contextmanager
def station_window(
    store: Store, printer: Printer | None = None, network: Network = BUILDING
) -> Iterator[Opened[StationWindow]]:
    """The window that this kind of station has; when it is left, every thread behind it has ended.

    Raises Refused("no_window_for_kind") where it has none.
    """
    make = _maker(store.station.kind)
    with _behind(store, printer, network) as behind:
        with styled_together():
            window = make(behind.desk)
        with _alive(behind, window):
            yield Opened(window, behind.desk.lanes, behind.worker, store)


@contextmanager
def counter_window(
    store: Store, printer: Printer | None = None, network: Network = BUILDING
) -> Iterator[Opened[CounterWindow]]:
    """The window of a counter, as ``station_window``.

    Raises Refused("no_window_for_kind") for a station that is no counter.
    """
    _check_kind(store, "counter")
    with station_window(store, printer, network) as opened:
        yield cast("Opened[CounterWindow]", opened)


@contextmanager
def reception_window(
    store: Store, printer: Printer | None = None, network: Network = BUILDING
) -> Iterator[Opened[ReceptionWindow]]:
    """The window of the reception; as ``counter_window``."""
    _check_kind(store, "reception")
    with station_window(store, printer, network) as opened:
        yield cast("Opened[ReceptionWindow]", opened)


def _maker(kind: str) -> Callable[[Desk], StationWindow]:
    """Each station loads its own kind only."""
    match kind:
        case "counter":
            from counter_app.ui.counter.window import CounterWindow  # noqa: PLC0415

            return CounterWindow
        case "reception":
            from counter_app.ui.reception.window import ReceptionWindow  # noqa: PLC0415

            return ReceptionWindow
        case "supervisor":
            from counter_app.ui.supervisor.window import SupervisorWindow  # noqa: PLC0415

            return SupervisorWindow
        case _:
            raise Refused("no_window_for_kind", kind=kind)


def _check_kind(store: Store, kind: str) -> None:
    if store.station.kind != kind:
        raise Refused("no_window_for_kind", kind=store.station.kind)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind a window."""

    desk: Desk
    worker: PrintWorker
    printing: threading.Thread


@contextmanager
def _behind(store: Store, printer: Printer | None, network: Network) -> Iterator[_Behind]:
    """Lanes, printing and sync; all have ended when it is left, and none of them took a widget apart."""
    with quick_to_answer(), collected_here(), _threads(store, printer, network) as behind:
        yield behind


@contextmanager
def _threads(store: Store, printer: Printer | None, network: Network) -> Iterator[_Behind]:
    printers = StationPrinters(store, printer)
    lanes, worker, news = Lanes(store), print_worker(store, printers), SyncNews()
    printing = threading.Thread(target=worker.run, name="printing", daemon=True)
    store.subscribe(lambda changed: worker.announce() if "print_job" in changed else None)
    try:
        with syncing(store, news, network) as sync, serving_site(store, network) as site_hub:
            printer_desk = PrinterDesk(store, printers, worker.retry)
            desk = Desk(
                store, lanes, store.station.counter, worker.retry, news, sync, sync, printers=printer_desk,
                reports=ReportDesk(store, printers), site_hub=site_hub,
            )  # fmt: skip
            yield _Behind(desk, worker, printing)
    finally:
        worker.stop()
        lanes.close()
        if printing.ident is not None:
            printing.join(_JOIN_WITHIN_S)


@contextmanager
def _alive(behind: _Behind, window: StationWindow) -> Iterator[None]:
    behind.printing.start()
    try:
        with looked_over(behind.desk.store, behind.desk.lanes, window):
            yield
    finally:
        if isValid(window):  # a desktop can destroy a window without asking it
            window.close()
            window.deleteLater()  # its commands hold it from Qt's side, where no collector looks


def run_window(data: Path) -> int:
    """Opens the station's window and answers Qt's exit code when it is closed.

    Raises what ``check_display`` and ``open_store`` raise.
    """
    check_display()
    try:
        with nothing_collected():
            store = open_store(data)
        try:
            return show(store)
        finally:
            store.close()
    except CounterError as error:
        _tell_refusal(error)
        raise


def _tell_refusal(error: CounterError) -> None:
    """The same sentence as on the command line, for those who started the program by its icon."""
    application("id")
    if QApplication.platformName() not in _UNSEEN:
        NoStart(error).exec()


def show(store: Store, printer: Printer | None = None) -> int:
    """Shows the window of an open store until it is closed; in another language it is made anew."""
    code = _ANEW
    while code == _ANEW:
        with shown_window(store, printer) as opened:
            opened.window.opening.made_anew.connect(lambda: QApplication.exit(_ANEW))
            code = QApplication.exec()
    return code


@contextmanager
def shown_window(store: Store, printer: Printer | None = None) -> Iterator[Opened[StationWindow]]:
    """The window on the screen; raises what ``station_window`` raises."""
    with nothing_collected(), ExitStack() as stack:
        _log_to(store.folder)
        _dressed(store)
        opened = stack.enter_context(station_window(store, printer))
        opened.window.resize(*_SIZE)
        opened.window.showMaximized()
        stack.enter_context(mistakes_told(opened.window))
        stack.enter_context(_ending_with(opened.window))
        yield opened


def _dressed(store: Store) -> None:
    """As the screens of this station were last; the first time in the station's own language."""
    kept = store.read(liking)
    language = (kept.language if kept else "") or store.station.language
    application("en" if language == "en" else "id", kept.zoom_percent if kept else 100)


@contextmanager
def _ending_with(window: StationWindow) -> Iterator[None]:
    """A window that a desktop destroys without asking ends the program; later it may go without a word.

    Outside of it the link must be cut: a quit with no loop running would end the next loop at once.
    """
    end = QApplication.quit
    window.destroyed.connect(end)
    try:
        yield
    finally:
        if isValid(window):
            window.destroyed.disconnect(end)


@contextmanager
def mistakes_told(window: StationWindow) -> Iterator[None]:
    """A mistake of ours on the GUI thread gets its calm dialog and its line in the log (DESIGN 9)."""
    before = sys.excepthook

    def tell(kind: type[BaseException], mistake: BaseException, trace: TracebackType | None) -> None:
        before(kind, mistake, trace)
        if isinstance(mistake, Exception):
            window.mishaps.report(mistake)

    sys.excepthook = tell
    try:
        yield
    finally:
        sys.excepthook = before


def _log_to(folder: Path) -> None:
    """Mistakes go into the data folder, never personal data (codes and references only); again = once."""
    path = folder / "counter-app.log"
    if any(getattr(one, "baseFilename", "") == str(path.absolute()) for one in _LOG.handlers):
        return
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _LOG.addHandler(handler)
