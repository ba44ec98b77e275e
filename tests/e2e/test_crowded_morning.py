"""A crowded morning with every verb, by keyboard alone, told in the officer's words.

The officer sees the window and presses keys; nothing else is touched. What is asserted on the way is what
stands on the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from counter_app.db.tables import TICKET
from counter_app.domain.ticket import TicketPhase
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat


class Officer:
    """Hands and eyes at counter 3."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    # what the hands do

    def presses(self, *keys: Key) -> None:
        for key in keys:
            self._seat.press(key)

    def types(self, words: str) -> None:
        self._seat.type(words)

    def gives_a_number_for(self, words: str) -> str:
        """F8, everyday words, Enter."""
        self._seat.issue(words)
        return self.is_told().removesuffix(" dibuat")

    def goes_on(self, way: str) -> None:
        """F7, the way, Enter."""
        self.presses(Key.Key_F7)
        self.types(way)
        self.presses(Key.Key_Return)

    def asks_for(self, number: str) -> None:
        """Ctrl+N, the number, Enter."""
        self._seat.press(Key.Key_N, CONTROL)
        self.types(number)
        self.presses(Key.Key_Return)

    def prints(self) -> None:
        self._seat.press(Key.Key_Return, CONTROL)

    def lets_pass(self, minutes: int) -> None:
        self._seat.clock.advance_s(minutes * 60)
        self._seat.window.feed.ask()
        self._seat.settle()

    # what the eyes see

    def is_told(self) -> str:
        return self._seat.window.toast.words()

    def sees(self) -> tuple[str, str, str]:
        """State, number and the big button of the rail."""
        rail = self._seat.window.rail
        return rail.block.state.text().split()[0], rail.block.number.text(), rail.primary.text()

    def sees_waiting(self) -> list[str]:
        return [row.number for row in self._seat.window.waiting.rows.model.rows]

    def sees_aside(self) -> str:
        return self._seat.window.waiting.aside.text()

    def reads_why(self) -> str:
        return self._seat.window.called_page.why.text()

    def reads_number(self) -> str:
        """The identity number in the form."""
        return self._seat.window.serving_page.fields.typed().number

    def sees_results(self) -> dict[str, str]:
        """Number -> result, of the own day."""
        rows = self._seat.window.idle_page.history.list
        return {cells[0]: cells[2] for cells in map(rows.words_of, rows.rows.rows)}


@pytest.fixture
def seat(tmp_path: Path, dressed: None) -> Iterator[Seat]:
    made = Seat(tmp_path / "station")
    yield made
    made.close()


NIK = "5304121708900001"
CALLED, SERVED, FREE = "Dipanggil", "Sedang", "Loket"


def test_a_crowded_morning_with_every_verb(seat: Seat) -> None:
    officer = Officer(seat)
    seat.begin()
    wanted = ("kia", "ktp hilang", "akta kematian", "kk baru", "akta lahir", "kk hilang")
    first, second, third, fourth, fifth, sixth = (officer.gives_a_number_for(words) for words in wanted)
    assert officer.sees_waiting() == [first, second, third, fourth, fifth, sixth]

    nobody_comes(officer, first)
    somebody_has_no_copy(officer, second)
    somebody_belongs_to_counter_4(officer, third)
    a_call_by_mistake_and_a_slipped_finger(officer, fourth)
    somebody_is_too_weak_to_wait(officer, sixth, next_in_line=fifth)
    seventh = the_same_person_needs_one_thing_more(officer, sixth)
    assert officer.sees_waiting() == [fifth, seventh]
    somebody_comes_after_all(officer, first)
    the_copies_are_there(officer, second)
    a_child_pressed_the_wrong_button(officer, fifth)
    left = the_last_two(officer, {first, seventh})

    assert officer.sees_results() == {
        second: "Tanda terima dicetak",
        fourth: "Selesai",
        fifth: "Dibatalkan",
        sixth: "Selesai",
        left: "Pergi sebelum selesai",
    }
    assert Counter(phases(seat)) == {
        TicketPhase.FINISHED: 4,
        TicketPhase.CANCELLED: 1,
        TicketPhase.WAITING: 2,
    }
    assert stations.is_clean(seat.store)


def nobody_comes(officer: Officer, number: str) -> None:
    """However often she calls."""
    officer.lets_pass(2)
    officer.presses(Key.Key_F2)
    assert officer.sees() == (CALLED, number, "Mulai melayani")
    assert officer.reads_why().startswith("Mengapa nomor ini? Paling lama menunggu")
    officer.presses(Key.Key_F3, Key.Key_F3, Key.Key_F3)
    assert "F4" in officer.is_told()
    officer.presses(Key.Key_F4)
    assert officer.sees_aside() == "Tidak hadir 1"


def somebody_has_no_copy(officer: Officer, number: str) -> None:
    """Sent to the copy shop, and the desk is free."""
    officer.presses(Key.Key_F2, Key.Key_F5)
    officer.types(NIK)
    officer.goes_on("fotokopi")
    assert officer.is_told().startswith(f"{number} ditunda sampai")
    assert officer.sees()[:2] == (FREE, "–")
    assert officer.sees_aside() == "Ditunda 1, tidak hadir 1"


def somebody_belongs_to_counter_4(officer: Officer, number: str) -> None:
    officer.presses(Key.Key_F2)
    officer.goes_on("loket 4")
    assert officer.is_told() == f"{number} dialihkan: Loket 4"


def a_call_by_mistake_and_a_slipped_finger(officer: Officer, number: str) -> None:
    """Back into the line as if nothing had been; F2 over somebody served asks first."""
    officer.presses(Key.Key_F2)
    officer.goes_on("kembalikan")
    assert officer.sees_waiting()[0] == number
    officer.presses(Key.Key_F2, Key.Key_F5, Key.Key_F2)
    assert officer.sees() == (SERVED, number, "Tetap melayani")
    officer.presses(Key.Key_Return)
    assert officer.sees() == (SERVED, number, "Selesai")
    officer.presses(Key.Key_F6, Key.Key_Return)
    assert officer.is_told() == f"{number} selesai dilayani"


def somebody_is_too_weak_to_wait(officer: Officer, number: str, *, next_in_line: str) -> None:
    """Called before the others; then finish and call in one step, taken back for one question more."""
    officer.asks_for(number[1:])
    officer.presses(Key.Key_Down, Key.Key_Return)
    assert officer.sees()[:2] == (CALLED, number)
    assert "Dipilih petugas" in officer.reads_why()
    officer.presses(Key.Key_F5, Key.Key_F2, Key.Key_F6)
    assert officer.is_told() == f"{number} selesai, {next_in_line} dipanggil"
    officer.presses(Key.Key_F12)
    assert officer.sees()[:2] == (SERVED, number)


def the_same_person_needs_one_thing_more(officer: Officer, number: str) -> str:
    """This service ends, and there is a number for the next; it is given back."""
    officer.presses(Key.Key_F8)
    officer.types("akta kematian")
    officer.presses(Key.Key_F6)
    made = officer.is_told().split()[-2]
    assert officer.is_told() == f"{number} selesai, {made} dibuat"
    return made


def somebody_comes_after_all(officer: Officer, number: str) -> None:
    """In the line again, with the same number."""
    officer.asks_for(number[1:])
    assert officer.is_told() == f"{number} diantrekan lagi"
    assert number in officer.sees_waiting()


def the_copies_are_there(officer: Officer, number: str) -> None:
    """Served at once; what was typed is still there, and the receipt is printed."""
    officer.asks_for(number[1:])
    assert officer.sees()[:2] == (SERVED, number)
    assert officer.reads_number() == NIK
    officer.presses(Key.Key_Tab)
    for words in ("", "Contoh Pemohon", "17 8 1990", ""):
        officer.types(words)
        officer.presses(Key.Key_Return)
    officer.types("ATT")
    officer.prints()
    assert officer.is_told() == "Tanda terima dicetak"
    officer.presses(Key.Key_F6)


def a_child_pressed_the_wrong_button(officer: Officer, number: str) -> None:
    """Cancelled, with the reason."""
    officer.presses(Key.Key_F2)
    assert officer.sees()[:2] == (CALLED, number)
    officer.goes_on("batal salah")
    assert officer.is_told() == f"{number} dibatalkan"


def the_last_two(officer: Officer, numbers: set[str]) -> str:
    """One goes away in the middle and is given back, the other is sent to another officer."""
    officer.presses(Key.Key_F2)
    left = officer.sees()[1]
    officer.presses(Key.Key_F5)
    officer.goes_on("selesai pergi")
    officer.presses(Key.Key_F2)
    handed_on = officer.sees()[1]
    assert {left, handed_on} == numbers
    officer.goes_on("petugas contoh")
    assert officer.is_told().startswith(f"{handed_on} dialihkan: Petugas Contoh")
    officer.presses(Key.Key_F2)
    assert officer.is_told() == "Belum ada yang menunggu di antrean B."
    return left


def phases(seat: Seat) -> list[TicketPhase]:
    """Of everybody who got a number."""
    found = seat.store.read(lambda connection: connection.execute(select(TICKET.c.phase)).scalars().all())
    return [TicketPhase(phase) for phase in found]
