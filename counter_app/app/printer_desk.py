"""Setting up the station's printers: looks, trial pages, and the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from counter_app.app.printing import SPARE, StationPrinters
from counter_app.db.store import Store
from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.thermal import NO_PRINTER, refuse_bad
from counter_app.printing.printers import Printer
from counter_app.settings import THERMAL, StationSettings, refuse_bad_printers, write_station
from counter_app.ui.printer_setup.printers import FOLDER, NONE, SYSTEM, PrinterChoice


def _nobody() -> None:
    """Where no print worker runs."""


class PrinterDesk:
    """The station's printers as the set-up screen and the command line see them."""

    def __init__(self, store: Store, printers: StationPrinters, kept: Callable[[], None] = _nobody) -> None:
        self._store = store
        self._printers = printers
        self._kept = kept

    def chosen(self, place: str) -> PrinterChoice:
        """What the settings say."""
        station = self._store.station
        if place == SPARE:
            return PrinterChoice(station.spare.link or NONE, thermal=station.spare)
        if station.printer == THERMAL:
            return PrinterChoice(station.thermal.link, thermal=station.thermal)
        if station.printer == FOLDER:
            return PrinterChoice(FOLDER)
        return PrinterChoice(SYSTEM, "" if station.printer == SYSTEM else station.printer)

    def look(self, choice: PrinterChoice) -> str:
        """How it is; see the protocol."""
        if choice.kind in (FOLDER, NONE):
            return choice.kind
        if choice.kind == SYSTEM:
            return self._look_at_system(choice.name)
        refuse_bad(choice.thermal)
        state = self._printers.thermal(choice.thermal).state()
        if state is None:
            return "mute"
        if state.problem:
            raise Unavailable(state.problem, name=choice.thermal.address)
        return "paper_low" if state.is_paper_low else "ready"

    def trial(self, choice: PrinterChoice) -> None:
        """Put out the trial page."""
        if choice.kind == NONE:
            raise Refused("printer_not_said")
        printer = self._printer(choice)
        printer.print_paper(self._trial_page(printer), "HALAMAN UJI")

    def keep(self, place: str, choice: PrinterChoice) -> None:
        """Write it into station.toml; from now on papers go there."""
        station = _with(self._store.station, place, choice)
        refuse_bad_printers(station)
        write_station(self._store.folder, station)
        self._store.station = station
        self._kept()

    def is_paper_low(self) -> bool:
        """What the usual printer said last."""
        return self._printers.is_paper_low()

    def other(self) -> str:
        """Where waiting papers can be moved to."""
        return self._printers.other()

    def _look_at_system(self, name: str) -> str:
        from counter_app.ui.system_printer import SystemPrinter  # noqa: PLC0415  Qt's printing

        if not SystemPrinter(name).is_there():
            raise Unavailable("printer_missing", name=name)
        return "mute"

    def _printer(self, choice: PrinterChoice) -> Printer:
        if choice.kind in (FOLDER, SYSTEM):
            return self._printers.by_name(choice.name or choice.kind)
        refuse_bad(choice.thermal)
        return self._printers.thermal(choice.thermal)

    def _trial_page(self, printer: Printer) -> bytes:
        from counter_app.printing.drawn import Drawn  # noqa: PLC0415  reportlab and its fonts: 70 ms
        from counter_app.printing.escpos import Escpos  # noqa: PLC0415
        from counter_app.printing.pdf import PaperPress  # noqa: PLC0415
        from counter_app.printing.trial import TrialFacts, trial_slip  # noqa: PLC0415
        from counter_app.printing.wording import load_wording  # noqa: PLC0415

        words, site = load_wording(self._store.station.language), self._store.site
        facts = TrialFacts(
            site.name,
            self._place(),
            printer.name,
            datetime.fromtimestamp(self._store.clock() / 1000, UTC).astimezone(ZoneInfo(site.zone_name)),
            site.public_base_url,
        )
        slip = trial_slip(facts, printer.speaks, words)
        if printer.speaks is None:
            return PaperPress().roll_pdf(slip)
        return Escpos(printer.speaks, Drawn()).commands(slip)

    def _place(self) -> str:
        station = self._store.station
        return f"Loket {station.counter}" if station.counter else station.kind


def _with(station: StationSettings, place: str, choice: PrinterChoice) -> StationSettings:
    if place == SPARE:
        is_there = choice.kind not in (NONE, FOLDER, SYSTEM)
        return replace(station, spare=choice.thermal if is_there else NO_PRINTER)
    if choice.kind in (FOLDER, SYSTEM):
        return replace(station, printer=choice.name or choice.kind)
    return replace(station, printer=THERMAL, thermal=choice.thermal)
