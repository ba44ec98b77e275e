"""A wrong name, seen when the person is at the door with the receipt: put right by keyboard alone.

The window, its lanes and its printing thread are the program's own; papers are read, their QR codes scanned.
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

NIK, WRONG, RIGHT = "5304121708900001", "Contoh Pemohom", "Contoh Pemohon"
CASE = "BLU-B02-26-3-0001"


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def store(tmp_path: Path, clock: ScriptedClock) -> Iterator[Store]:
    made = made_store(tmp_path / "station", clock=clock)
    yield made
    made.close()


def test_a_wrong_name_is_put_right_after_the_receipt_is_out(
    store: Store, clock: ScriptedClock, dressed: None
) -> None:
    with officer_at(store, clock) as officer:
        officer.opens_the_day()
        old = somebody_goes_away_with_a_receipt(officer)
        assert WRONG in text_of(old)
        (old_code,) = scan(old)

        # the person comes back: "that is not how I spell it"; somebody else is being served by then
        waiting_for_a_number(officer)
        officer.scan(old_code)
        assert CASE in officer.reads()
        assert "Kertas ini sudah diganti" not in officer.reads()
        puts_the_name_right(officer)
        assert officer.is_told() == f"{CASE}: PERBAIKAN ke-1 dicetak, kertas lama tidak berlaku"
        new = officer.takes_paper(pages=4)

        # what the new paper says, and that it is the same case
        told = text_of(new)
        assert out_of_order(told, "PERBAIKAN ke-1", "kertas sebelumnya tidak berlaku") == ""
        assert RIGHT in told
        assert WRONG not in told
        assert CASE in told
        assert "5304**********01" in told
        (new_code,) = scan(new)
        assert new_code == f"{old_code}/1"

        # which of the two papers is good, the scanner knows
        officer.press(Key.Key_Escape)
        officer.scan(old_code)
        assert "Kertas ini sudah diganti" in officer.reads()
        assert "PERBAIKAN ke-1" in officer.reads()
        officer.press(Key.Key_Escape)
        officer.scan(new_code)
        assert RIGHT in officer.reads()
        assert "Kertas ini sudah diganti" not in officer.reads()

        # and the person in front is still in front, half typed
        officer.press(Key.Key_Escape)
        assert officer.window.rail.block.number.text() == "B002"
        assert officer.window.serving_page.fields.number.text() == "53041"

    what_the_journal_holds(store)
    assert is_clean(store)


def somebody_goes_away_with_a_receipt(officer: Officer) -> bytes:
    """F8, F2, F5, the form, the papers, Ctrl+Enter, F6."""
    gives_a_number_and_serves(officer)
    for words in (NIK, WRONG, "17 8 1990", ""):
        officer.type(words)
        officer.press(Key.Key_Return)
    officer.type("ATT")
    officer.press(Key.Key_Return, CONTROL)
    assert officer.is_told() == "Tanda terima dicetak"
    receipt = officer.takes_paper(pages=2)
    officer.press(Key.Key_F6)
    return receipt


def gives_a_number_and_serves(officer: Officer) -> None:
    officer.gives_a_number()
    officer.press(Key.Key_F2)
    officer.press(Key.Key_F5)
    officer.lets_pass(4)


def waiting_for_a_number(officer: Officer) -> None:
    """The next person sits here, and the NIK is half typed."""
    gives_a_number_and_serves(officer)
    officer.type("53041")


def puts_the_name_right(officer: Officer) -> None:
    """Ctrl+E: the cursor stands in the name already; Ctrl+Enter prints."""
    officer.press(Key.Key_E, CONTROL)
    assert f"Perbaiki {CASE}" in officer.reads()
    officer.press(Key.Key_Backspace)
    officer.type("n")
    officer.press(Key.Key_Return, CONTROL)


def what_the_journal_holds(store: Store) -> None:
    """Before and after, in the part that can be dropped by law; the body tells what kind of thing it was."""
    (entry,) = (one for one in entries(store) if one.kind == "application.corrected")
    assert json.loads(entry.body) == {"correction": 1, "fields": ["full_name"]}
    assert json.loads(entry.pii or "{}") == {"before": {"full_name": WRONG}, "after": {"full_name": RIGHT}}
    assert entry.officer == "P03"
    assert [json.loads(one.body) for one in entries(store) if one.kind == "receipt.printed"] == [
        {"copy": 1}, {"copy": 1},
    ]  # fmt: skip
