"""Two officers share a PC across lunch, and a day is closed with people left over: by keyboard alone.

Only keys are pressed and only what stands on the screen is looked at, until the last lines ask the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter_app.db.tables import SHIFT, TICKET
from counter_app.domain.ticket import TicketPhase
from counter_app.reports.day import day_report
from tests.helpers.officer import words_on
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import MONDAY, PINS, entries, is_clean

CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
SARI, MARIA = "P03", "P04"
NIK, NAME = "5304121708900001", "Contoh Pemohon"


@pytest.fixture
def seat(tmp_path: Path, dressed: None) -> Iterator[Seat]:
    made = Seat(tmp_path / "station")
    yield made
    made.close()


def words(seat: Seat) -> str:
    """Everything that can be read on the screen."""
    return words_on(seat.window)


def rail(seat: Seat) -> tuple[str, str]:
    """The number and the big button."""
    return seat.window.rail.block.number.text(), seat.window.rail.primary.text()


def lets_pass(seat: Seat, minutes: int) -> None:
    seat.clock.advance_s(minutes * 60)


def types_pin(seat: Seat, officer: str) -> None:
    seat.type(PINS[officer])
    seat.press(Key.Key_Return)


def signs_in_for_the_first_time(seat: Seat) -> None:
    """Sari is the first in the list; Tab goes on to the PIN, Enter opens the day."""
    seat.press(Key.Key_Tab)
    types_pin(seat, SARI)
    seat.press(Key.Key_Return)


def serves_one(seat: Seat, service: str = "kia") -> None:
    """Somebody comes, is called, sits down, and it is said how it ended."""
    seat.issue(service)
    seat.press(Key.Key_F2)
    lets_pass(seat, 1)
    seat.press(Key.Key_F5)
    lets_pass(seat, 6)
    ends(seat)


def ends(seat: Seat) -> None:
    """F6; where it is asked how it ended, the first answer."""
    seat.press(Key.Key_F6)
    if "Bagaimana hasilnya?" in words(seat):
        seat.press(Key.Key_Return)


def test_two_officers_share_a_pc_across_lunch(seat: Seat) -> None:
    signs_in_for_the_first_time(seat)
    serves_one(seat)

    # somebody sits there, half typed, when Sari has to go to lunch
    seat.issue("akta lahir")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F5)
    seat.type(NIK)
    seat.press(Key.Key_Return)
    seat.type(NAME)
    number = rail(seat)[0]

    # Maria takes over: Ctrl+G, her name, her PIN, and the person stays
    seat.press(Key.Key_G, CONTROL)
    assert NAME not in words(seat)
    seat.press(Key.Key_Down)
    types_pin(seat, MARIA)
    assert f"{number} masih di loket ini" in words(seat)
    seat.press(Key.Key_Return)
    assert rail(seat) == (number, "Selesai")
    assert NAME in words(seat)
    assert "Petugas Contoh Dua · Loket 3" in words(seat)
    for rest in ("", "17 8 1990", "", "Contoh Anak"):  # she goes on in the very field that Sari was in
        seat.type(rest)
        seat.press(Key.Key_Return)
    seat.type("AAAAAATT")
    lets_pass(seat, 5)
    ends(seat)
    assert f"{number} selesai dilayani" in words(seat)
    serves_one(seat, "ktp hilang")

    # nobody is there: Maria has a break of her own, the screen is locked
    seat.press(Key.Key_B, CONTROL)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert "Loket 3 istirahat" in words(seat)
    lets_pass(seat, 10)
    types_pin(seat, MARIA)

    # Sari is back: she is proposed, so that it is Ctrl+G and her PIN
    seat.press(Key.Key_G, CONTROL)
    types_pin(seat, SARI)
    assert "Petugas Contoh · Loket 3" in words(seat)
    seat.press(Key.Key_L, CONTROL)
    assert "Loket 3 terkunci" in words(seat)
    types_pin(seat, SARI)
    serves_one(seat)

    # at the end of the afternoon she closes the counter; the count is her own
    seat.press(Key.Key_T, CONTROL)
    assert "Sif Petugas Contoh sejak" in words(seat)
    seat.press(Key.Key_T, CONTROL)
    assert "Loket 3 ditutup. 1 dilayani, 0 tidak hadir." in words(seat)

    rows = seat.store.read(
        lambda it: it.execute(SHIFT.select().order_by(SHIFT.c.opened_at, SHIFT.c.id)).all()
    )
    assert [(row.officer, row.served) for row in rows] == [(SARI, 1), (MARIA, 2), (SARI, 1)]
    told = [
        entry.kind for entry in entries(seat.store) if entry.kind.startswith(("counter.", "ticket.handed"))
    ]
    assert told == [
        "counter.opened", "ticket.handed_over", "counter.opened", "counter.paused", "counter.resumed",
        "counter.opened", "counter.closed",
    ]  # fmt: skip
    assert is_clean(seat.store)


def test_a_day_closed_with_people_left_over(seat: Seat) -> None:
    signs_in_for_the_first_time(seat)
    serves_one(seat)
    for _ in range(4):
        seat.issue("kia")
    seat.press(Key.Key_F2)  # B002 is called, sits down, and goes for a copy
    seat.press(Key.Key_F5)
    seat.press(Key.Key_F7)
    seat.type("fotokopi")
    seat.press(Key.Key_Return)
    seat.press(Key.Key_F2)  # B003 is called and does not come
    assert rail(seat)[0] == "B003"

    seat.press(Key.Key_T, CONTROL)
    page = words(seat)
    for told in (
        "Dilayani 1 · Tidak hadir 0",
        "Dipanggil, belum datang: dicatat tidak hadir | B003",
        "Ditunda setelah mulai dilayani: dicatat selesai, ditandai “tidak ditutup” | B002",
        "Masih menunggu: tetap tercatat menunggu, tidak dipanggil lagi | B004, B005",
        "B003 masih di loket ini.",
    ):
        assert told in page

    # a slip of the finger changes nothing: the safe button has the focus
    seat.press(Key.Key_Space)
    assert rail(seat) == ("B003", "Mulai melayani")

    seat.press(Key.Key_T, CONTROL)
    seat.press(Key.Key_T, CONTROL_SHIFT)
    assert "Hari kerja ditutup. 1 dilayani, 0 tidak hadir." in words(seat)
    assert rail(seat) == ("3", "Masuk")

    rows = seat.store.read(lambda it: it.execute(TICKET.select().order_by(TICKET.c.number)).all())
    assert [(row.number, TicketPhase(row.phase), row.reason) for row in rows] == [
        ("B001", TicketPhase.FINISHED, ""),
        ("B002", TicketPhase.FINISHED, "day_closed"),
        ("B003", TicketPhase.NO_SHOW, "day_closed"),
        ("B004", TicketPhase.WAITING, ""),
        ("B005", TicketPhase.WAITING, ""),
    ]
    report = seat.store.read(lambda it: day_report(it, site=seat.store.site, day=MONDAY))
    assert (report["tickets"], report["finished"], report["unclosed"]) == (5, 2, 1)
    assert (report["no_show"], report["waiting"]) == (1, 2)
    assert is_clean(seat.store)
