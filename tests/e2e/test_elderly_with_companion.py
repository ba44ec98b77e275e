"""An elderly person who cannot write, with a daughter, no phone and one name: by keyboard alone.

What stands on the screen and on the papers that come out is looked at; the last lines ask the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.db.store import Store
from tests.helpers.officer import Officer, officer_at
from tests.helpers.paper_eyes import out_of_order, scan, text_of
from tests.helpers.seat import CONTROL, Key
from tests.helpers.stations import ScriptedClock, entries, is_clean, made_store

NIK, GRANDMOTHER, DAUGHTER = "5304125708400001", "Contoh", "Contoh Anak Pemohon"


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def store(tmp_path: Path, clock: ScriptedClock) -> Iterator[Store]:
    made = made_store(tmp_path / "station", clock=clock)
    yield made
    made.close()


def test_an_elderly_person_with_a_companion_goes_first_and_signs_with_the_thumb(
    store: Store, clock: ScriptedClock, dressed: None
) -> None:
    with officer_at(store, clock) as officer:
        officer.opens_the_day()
        for words in ("kia", "akta kematian"):
            officer.gives_a_number(words)
            officer.lets_pass(3)
        slip = gives_the_grandmother_a_number(officer)
        assert out_of_order(text_of(slip), "B003", "PRIORITAS: LANJUT USIA", "Di depan Anda tidak ada") == ""

        # she came last and is called first, and the screen says why
        officer.press(Key.Key_F2)
        assert officer.window.rail.block.number.text() == "B003"
        assert "Prioritas: lanjut usia" in officer.reads()
        assert "Mengapa nomor ini? Giliran prioritas" in officer.window.called_page.why.text()
        officer.lets_pass(2)  # she walks slowly, and nobody takes her number away
        officer.press(Key.Key_F5)

        the_daughter_speaks_for_her(officer)
        officer.press(Key.Key_Return, CONTROL)
        assert officer.is_told() == "Tanda terima dicetak"
        receipt = officer.takes_paper(pages=4)
        told = text_of(receipt)
        assert "5304**********01" in told
        assert out_of_order(told, "Pendamping", f"{DAUGHTER} (anak)", "Cap jempol", "Petugas penerima") == ""
        assert len(scan(receipt)) == 1

        # F6, and those who waited before her come next, in their order
        officer.press(Key.Key_F6)
        officer.press(Key.Key_F2)
        assert officer.window.rail.block.number.text() == "B001"

    what_the_journal_holds(store)
    assert is_clean(store)


def gives_the_grandmother_a_number(officer: Officer) -> bytes:
    """F8, what she came for, Tab to the priority, Down to the elderly, Enter."""
    officer.press(Key.Key_F8)
    officer.type("ktp hilang")
    officer.tabs_to("Tidak ada")
    officer.press(Key.Key_Down)
    officer.press(Key.Key_Return)
    assert officer.is_told() == "B003 dibuat"
    return officer.takes_paper(pages=3)


def the_daughter_speaks_for_her(officer: Officer) -> None:
    """One name, no phone; Ctrl+D asks who came along and how the grandmother signs; then the papers."""
    for words in (NIK, GRANDMOTHER, "17 8 1940", ""):
        officer.type(words)
        officer.press(Key.Key_Return)
    officer.press(Key.Key_D, CONTROL)
    officer.press(Key.Key_Down)
    officer.press(Key.Key_Down)  # a child of hers
    officer.press(Key.Key_Tab)
    officer.type(DAUGHTER)
    officer.press(Key.Key_Tab)
    officer.press(Key.Key_Down)  # by thumb
    officer.tabs_to("1.")
    officer.type("ATT")


def what_the_journal_holds(store: Store) -> None:
    """The class stands in the body; who came along only where it can be dropped by law."""
    held = entries(store)
    issued = [json.loads(one.body) for one in held if one.kind == "ticket.issued"]
    assert [body.get("priority", "") for body in issued] == ["", "", "elderly"]
    (companion,) = (one for one in held if one.kind == "companion.recorded")
    assert companion.body == "{}"
    assert json.loads(companion.pii or "{}") == {
        "name": DAUGHTER, "relation": "child", "signs_with": "thumbprint",
    }  # fmt: skip
    (person,) = (one for one in held if one.kind == "applicant.recorded")
    assert json.loads(person.pii or "{}")["full_name"] == GRANDMOTHER
    assert not [one.kind for one in held if DAUGHTER in one.body or NIK in one.body]
