"""The counter window while something is put right, and with people as they are."""

from __future__ import annotations

from counter_app.ui.counter.correcting import Correcting
from tests.helpers.opening_windows import idle_full
from tests.helpers.scene import Scene, check_papers, named
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.serving_windows import serving, serving_half


def serving_companion(scene: Scene) -> None:
    """An elderly person with a daughter, who signs with the thumb."""
    serving_half(scene)
    scene.seat.press(Key.Key_D, CONTROL)
    scene.seat.window.serving_page.scroll_up()
    fill_companion(scene.seat)


def fill_companion(seat: Seat) -> None:
    """Relation, name, thumbprint, key by key."""
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Tab)
    seat.type("Contoh Anak Pemohon")
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Down)


def serving_companion_error(scene: Scene) -> None:
    """A relation without a name."""
    serving_half(scene)
    scene.seat.press(Key.Key_D, CONTROL)
    scene.seat.press(Key.Key_Down)
    scene.seat.press(Key.Key_Return, CONTROL)


def serving_reason_note(scene: Scene) -> None:
    """Another reason, whose note is being typed."""
    serving(scene)
    check_papers(scene.seat)
    scene.seat.window.toast.hide()
    scene.seat.window.serving_page.checklist.go_to(4)
    scene.seat.type("T9")
    scene.seat.type("nama ibu berbeda dengan KK")


def serving_waive(scene: Scene) -> None:
    """The family card is in the system already; why a paper is not asked for is being chosen."""
    serving(scene)
    check_papers(scene.seat)
    scene.seat.window.toast.hide()
    scene.seat.window.serving_page.checklist.go_to(4)
    scene.seat.type("D1")
    scene.seat.press(Key.Key_Return)
    scene.seat.window.serving_page.checklist.go_to(5)
    scene.seat.type("D")


def correcting(scene: Scene) -> None:
    """A receipt of the morning, opened from the own day."""
    idle_full(scene)
    scene.seat.window.toast.hide()
    scene.seat.window.idle_page.history.list.setFocus()
    for key in (Key.Key_Down, Key.Key_Home):
        scene.seat.press(key)
    scene.seat.press(Key.Key_E, CONTROL)


def correcting_service(scene: Scene) -> None:
    """The longest service of the agency: its papers, with what was seen already."""
    correcting(scene)
    page = scene.seat.window.feature(Correcting).page()
    own = [page.service.itemData(at) for at in range(page.service.count())]
    names = scene.seat.store.catalogue.services
    longest = max(own, key=lambda code: len(names[code].name))
    page.service.set_key(longest)
    page.service.chosen.emit(longest)
    page.service.setFocus()
    scene.seat.settle()


def correcting_error(scene: Scene) -> None:
    """Two fields need correcting, one of them may stay as it is written."""
    correcting(scene)
    page = scene.seat.window.feature(Correcting).page()
    for field, words in ((page.fields.number, "53041271038000"), (page.fields.name, " ")):
        field.setFocus()
        field.line_edit.selectAll()
        scene.seat.type(words)
    scene.seat.press(Key.Key_Return, CONTROL)


def corrected(scene: Scene) -> None:
    """The corrected paper is on its way."""
    correcting(scene)
    scene.seat.press(Key.Key_A, CONTROL)
    scene.seat.type("Contoh Pemohon Yang Benar")
    scene.seat.press(Key.Key_Return, CONTROL)


STATES = named(
    serving_companion,
    serving_companion_error,
    serving_reason_note,
    serving_waive,
    correcting,
    correcting_service,
    correcting_error,
    corrected,
)
