"""Setting a printer up, by keyboard alone, with a real printer on the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_app.settings import read_station
from counter_app.ui.commands import Scene
from counter_app.ui.counter.printing import Printing
from counter_app.ui.printer_setup.page import PrinterPage
from tests.helpers.seat import CONTROL, SHIFT, Key, Seat
from tests.helpers.thermal_emulator import ThermalEmulator


@pytest.fixture
def emulator() -> Iterator[ThermalEmulator]:
    with ThermalEmulator() as made:
        yield made


@pytest.fixture
def page(seat: Seat) -> PrinterPage:
    """Ctrl+Shift+P at an idle counter."""
    seat.press(Key.Key_P, CONTROL | SHIFT)
    assert seat.window.scene is Scene.PRINTER
    return seat.window.feature(Printing).page()


def choose(seat: Seat, beginning: str) -> None:
    """Letters choose in the list that has the focus."""
    seat.type(beginning)


def set_up(seat: Seat, address: str) -> None:
    """From the first focus: network, then the address."""
    choose(seat, "Jar")
    seat.press(Key.Key_Tab)
    seat.type(address)


def said(page: PrinterPage) -> str:
    bar = page.notice
    return "" if bar.isHidden() else f"{bar.accessibleName()} {bar.accessibleDescription()}"


def wait_for(seat: Seat, page: PrinterPage, words: str) -> None:
    seat.wait_until(lambda: words in said(page))


def test_a_new_station_keeps_its_papers_in_a_folder(seat: Seat, page: PrinterPage) -> None:
    assert page.fields.kind.select.key() == "folder"
    assert "Slip disimpan sebagai PDF" in said(page)
    assert page.fields.address.isHidden()


def test_a_printer_is_looked_at_and_kept_by_enter(
    seat: Seat, page: PrinterPage, emulator: ThermalEmulator
) -> None:
    set_up(seat, emulator.address)
    seat.press(Key.Key_Return)
    wait_for(seat, page, "Tersimpan Printer siap.")

    station = read_station(seat.store.folder)
    assert (station.printer, station.thermal.link, station.thermal.address) == (
        "thermal", "network", emulator.address,
    )  # fmt: skip
    assert station.thermal.answers, "it told its state: silence is a failure from now on"
    assert seat.woken, "what waits is printed on it"
    seat.press(Key.Key_Escape)
    assert seat.window.scene is Scene.IDLE


def test_a_trial_page_comes_out_before_anything_is_kept(
    seat: Seat, page: PrinterPage, emulator: ThermalEmulator
) -> None:
    set_up(seat, emulator.address)
    seat.press(Key.Key_U, CONTROL)
    wait_for(seat, page, "Halaman uji sudah dicetak")

    assert len(emulator.whole) == 1
    assert emulator.unknown == []
    assert read_station(seat.store.folder).printer == "folder"


def test_width_and_letters_are_chosen_by_keys(
    seat: Seat, page: PrinterPage, emulator: ThermalEmulator
) -> None:
    set_up(seat, emulator.address)
    seat.press(Key.Key_Tab)
    choose(seat, "58")
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    wait_for(seat, page, "Tersimpan")

    thermal = read_station(seat.store.folder).thermal
    assert (thermal.roll, thermal.code_page) == ("58mm", "cp437")


def test_a_printer_that_is_not_there_is_said_and_kept_by_a_second_enter(
    seat: Seat, page: PrinterPage
) -> None:
    set_up(seat, "127.0.0.1:1")
    seat.press(Key.Key_Return)
    wait_for(seat, page, "Printer tidak ditemukan")
    assert "Enter sekali lagi" in said(page)
    assert read_station(seat.store.folder).printer == "folder"

    seat.press(Key.Key_Return)
    wait_for(seat, page, "Tersimpan")
    assert read_station(seat.store.folder).thermal.address == "127.0.0.1:1"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("open_cover", "Tutup printer terbuka."), ("run_low", "kertas hampir habis")],
)
def test_the_state_of_a_printer_is_told_in_words(
    seat: Seat, page: PrinterPage, emulator: ThermalEmulator, trouble: str, words: str
) -> None:
    getattr(emulator, trouble)()
    set_up(seat, emulator.address)
    seat.press(Key.Key_Return)

    wait_for(seat, page, words)


def test_paper_that_ends_in_a_trial_page_is_told(
    seat: Seat, page: PrinterPage, emulator: ThermalEmulator
) -> None:
    emulator.set_paper(200)
    set_up(seat, emulator.address)
    seat.press(Key.Key_U, CONTROL)

    wait_for(seat, page, "Kertas printer habis.")


def test_a_wrong_address_is_said_at_its_field(seat: Seat, page: PrinterPage) -> None:
    set_up(seat, "printer depan: lantai 1")
    seat.press(Key.Key_Return)
    seat.settle()

    assert "192.168.1.50:9100" in page.fields.address.error()
    assert seat.focus() is page.fields.address.line_edit
    assert read_station(seat.store.folder).printer == "folder"


def test_a_serial_line_gets_letters_and_no_pictures(seat: Seat, page: PrinterPage) -> None:
    choose(seat, "Ser")

    typed = page.fields.typed().thermal
    assert (typed.link, typed.code_page, typed.qr) == ("serial", "cp437", "native")


def test_a_spare_printer_is_set_up_beside_the_usual_one(
    seat: Seat, page: PrinterPage, emulator: ThermalEmulator
) -> None:
    seat.press(Key.Key_Tab, SHIFT)
    seat.press(Key.Key_Down)
    seat.wait_until(lambda: "Belum ada printer cadangan." in said(page))
    page.focus_first()
    set_up(seat, emulator.address)
    seat.press(Key.Key_Return)
    wait_for(seat, page, "Tersimpan")

    station = read_station(seat.store.folder)
    assert (station.printer, station.spare.address) == ("folder", emulator.address)
    assert seat.window._desk.printers is not None
    assert seat.window._desk.printers.other() == "spare"


def test_escape_keeps_nothing(seat: Seat, page: PrinterPage) -> None:
    set_up(seat, "10.0.0.7")
    seat.press(Key.Key_Escape)

    assert seat.window.scene is Scene.IDLE
    assert read_station(seat.store.folder).printer == "folder"
    seat.press(Key.Key_P, CONTROL | SHIFT)
    assert page.fields.kind.select.key() == "folder"
