"""The printer runs out of paper, loses its line, or the power goes: by keyboard alone, with a printer on TCP.

The window, its lanes and its printing thread are the program's own. The officer reads the window, presses
keys, and changes the roll; what came out is looked at on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from counter_app.db.store import Store
from counter_app.domain.thermal import ThermalSettings
from counter_app.operations import print_jobs
from counter_app.settings import THERMAL
from tests.helpers.escpos_paper import PrintedSlip
from tests.helpers.officer import officer_at
from tests.helpers.seat import CONTROL, SHIFT, Key
from tests.helpers.stations import ScriptedClock, entries, is_clean, made_store
from tests.helpers.thermal_emulator import ThermalEmulator


@pytest.fixture
def emulator() -> Iterator[ThermalEmulator]:
    with ThermalEmulator() as made:
        yield made


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def store(tmp_path: Path, emulator: ThermalEmulator, clock: ScriptedClock) -> Iterator[Store]:
    """A counter whose slips go to the printer on the line, in its own letters."""
    made = made_store(tmp_path / "station", clock=clock)
    thermal = ThermalSettings("network", emulator.address, code_page="cp437", qr="native")
    made.station = replace(made.station, printer=THERMAL, office_printer="folder", thermal=thermal)
    yield made
    made.close()


def words_of(slip: PrintedSlip) -> str:
    return " ".join(" ".join(slip.lines).split())


def code_of(slip: PrintedSlip) -> str:
    quiet = Image.new("L", (slip.picture.width + 32, slip.picture.height), 255)
    quiet.paste(slip.picture, (16, 0))
    (code,) = zxingcpp.read_barcodes(quiet)
    return str(code.text)


def copies(store: Store) -> list[str]:
    return [entry.body for entry in entries(store) if entry.kind == "slip.printed"]


def test_the_printer_runs_out_of_paper_in_the_middle_of_a_slip(
    store: Store, emulator: ThermalEmulator, clock: ScriptedClock, dressed: None
) -> None:
    with officer_at(store, clock) as officer:
        officer.opens_the_day()
        officer.gives_a_number()
        emulator.wait_until(lambda one: len(one.whole) == 1)
        emulator.set_paper(450)
        officer.gives_a_number()
        officer.waits_to_read_bar("Kertas printer habis. Isi kertas, lalu F9. Slip tetap tersimpan.")
        officer.gives_a_number()
        assert len(emulator.whole) == 1

        emulator.set_paper(None)  # the roll is changed
        officer.press(Key.Key_F9)
        emulator.wait_until(lambda one: len(one.whole) == 3)
        officer.waits_to_read_bar("")

        first, torn, second, third = emulator.slips
        assert "B001" in first.lines
        assert not torn.is_cut
        assert "B002" in second.lines
        assert "DUPLIKAT, cetakan ke-2" in words_of(second), "half a slip may be in somebody's hand"
        assert "B003" in third.lines
        assert "DUPLIKAT" not in words_of(first) + words_of(third)
        assert code_of(second).startswith("https://mpp.contoh.go.id/t/")
        assert copies(store) == ['{"copy":1}', '{"copy":2}', '{"copy":1}']
        assert emulator.unknown == []
    assert is_clean(store)


def test_an_empty_printer_keeps_slips_until_it_has_paper_and_each_comes_out_once(
    store: Store, emulator: ThermalEmulator, clock: ScriptedClock, dressed: None
) -> None:
    emulator.set_paper(0)
    with officer_at(store, clock) as officer:
        officer.opens_the_day()
        for _ in range(3):
            officer.gives_a_number()
        officer.waits_to_read_bar("Kertas printer habis.")
        emulator.set_paper(None)
        officer.press(Key.Key_F9)
        emulator.wait_until(lambda one: len(one.whole) == 3)
        officer.waits_to_read_bar("")

    assert [next(line for line in slip.lines if line.startswith("B00")) for slip in emulator.whole] == [
        "B001", "B002", "B003",
    ]  # fmt: skip
    assert "DUPLIKAT" not in "".join(map(words_of, emulator.whole))
    assert copies(store) == ['{"copy":1}'] * 3


def test_a_line_cut_after_the_last_byte_asks_whether_the_slip_is_out(
    store: Store, emulator: ThermalEmulator, clock: ScriptedClock, dressed: None
) -> None:
    with officer_at(store, clock) as officer:
        officer.opens_the_day()
        officer.gives_a_number()
        officer.wait_until(lambda: len(copies(store)) == 1)
        emulator.hold()
        officer.gives_a_number()
        emulator.wait_until(lambda one: len(one.whole) == 2)
        emulator.hang_up()
        officer.waits_to_read_bar("Tiket B002: sudah keluar dari printer?")
        emulator.go_on()
        officer.press(Key.Key_F9, SHIFT)  # it lies in the tray
        officer.waits_to_read_bar("")

    assert len(emulator.whole) == 2
    assert copies(store) == ['{"copy":1}'] * 2


def test_after_a_power_cut_nothing_is_printed_before_somebody_has_looked(
    store: Store, emulator: ThermalEmulator, clock: ScriptedClock, dressed: None
) -> None:
    with officer_at(store, clock) as officer:
        officer.opens_the_day()
        emulator.set_paper(0)
        officer.gives_a_number()
        officer.waits_to_read_bar("Kertas printer habis.")
    store.write(print_jobs.take_next_job)  # the power goes while it is being printed
    emulator.set_paper(None)

    with officer_at(store, clock) as officer:
        officer.waits_to_read_bar("Tiket B001: sudah keluar dari printer?")
        assert emulator.whole == []
        officer.press(Key.Key_F9)  # it is not there
        emulator.wait_until(lambda one: len(one.whole) == 1)
        officer.waits_to_read_bar("")

    assert "DUPLIKAT, cetakan ke-2" in words_of(emulator.whole[0])
    assert copies(store) == ['{"copy":2}']


def test_stuck_slips_come_out_of_the_spare_printer(
    store: Store, emulator: ThermalEmulator, clock: ScriptedClock, dressed: None
) -> None:
    emulator.set_paper(0)
    with ThermalEmulator(384) as spare, officer_at(store, clock) as officer:
        store.station = replace(
            store.station, spare=ThermalSettings("network", spare.address, "58mm", "cp437", "native")
        )
        officer.opens_the_day()
        officer.gives_a_number()
        officer.gives_a_number()
        officer.waits_to_read_bar("Kertas printer habis.")
        officer.press(Key.Key_F9, CONTROL)
        spare.wait_until(lambda one: len(one.whole) == 2)
        officer.waits_to_read_bar("")

        assert [slip.picture.width for slip in spare.whole] == [384, 384]
    assert emulator.slips == []
    assert copies(store) == ['{"copy":1}'] * 2
