"""People as they are, at the counter: a companion, a thumb instead of a signature, one name, no phone."""

from __future__ import annotations

import pytest

from counter_app.db.queries.counter import ApplicantForm, CurrentTicket
from tests.helpers import stations
from tests.helpers.correction_windows import fill_companion
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import Station


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def current(seat: Seat) -> CurrentTicket:
    found = stations.screen(behind(seat)).current
    assert found is not None
    return found


def recorded(seat: Seat) -> ApplicantForm:
    found = current(seat).applicant
    assert found is not None
    return found


def fill_form(seat: Seat, *words: str) -> None:
    for typed in words:
        seat.type(typed)
        seat.press(Key.Key_Return)


def submit(seat: Seat) -> None:
    stations.show_all_papers(behind(seat), current(seat).ticket_id)
    seat.settle()
    seat.press(Key.Key_Return, CONTROL)


@pytest.fixture
def served(seat: Seat) -> Seat:
    """A person with one name and no phone sits at the counter."""
    seat.serve("ktp hilang")
    fill_form(seat, "5304121708900001", "Contoh", "17 8 1940", "")
    return seat


def test_ctrl_d_asks_who_came_along_and_how_the_applicant_signs(served: Seat) -> None:
    served.press(Key.Key_D, CONTROL)
    fill_companion(served)
    submit(served)

    found = recorded(served)
    assert (found.full_name, found.phone) == ("Contoh", "")
    assert (found.companion_name, found.companion_relation) == ("Contoh Anak Pemohon", "child")
    assert found.signs_with == "thumbprint"
    assert served.window.toast.words() == "Tanda terima dicetak"


def test_nobody_is_asked_for_unless_somebody_came_along(served: Seat) -> None:
    fields = served.window.serving_page.fields
    assert fields.companion.isHidden()
    assert fields.add_companion.isVisible()
    submit(served)

    assert (recorded(served).companion_name, recorded(served).signs_with) == ("", "")


def test_a_relation_without_a_name_is_said_at_the_field(served: Seat) -> None:
    served.press(Key.Key_D, CONTROL)
    served.press(Key.Key_Down)
    submit(served)

    page = served.window.serving_page
    assert page.summary.sentences() == ["Isi nama pendamping, atau pilih tanpa pendamping."]
    assert page.fields.companion.name.error() == page.summary.sentences()[0]
    served.press(Key.Key_Tab)
    served.press(Key.Key_Space)
    served.type("Contoh Suami")
    served.press(Key.Key_Return, CONTROL)

    assert recorded(served).companion_relation == "spouse"


def test_who_came_along_is_kept_over_a_power_cut(served: Seat) -> None:
    served.press(Key.Key_D, CONTROL)
    fill_companion(served)
    page = served.window.serving_page
    page.flush_draft()
    served.settle()
    typed = page.fields.typed()
    page.fields.take_recorded(None)
    served.settle()
    page.draft_wanted.emit(page.ticket_id)
    served.settle()

    assert page.fields.typed() == typed
    assert page.fields.companion.isVisible()


def test_the_next_person_is_not_asked_for_the_companion_of_the_last(served: Seat) -> None:
    served.press(Key.Key_D, CONTROL)
    fill_companion(served)
    submit(served)
    served.press(Key.Key_F6)
    served.serve("ktp hilang")

    fields = served.window.serving_page.fields
    assert fields.companion.isHidden()
    assert fields.typed().companion_relation == ""
