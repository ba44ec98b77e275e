"""The counter window while somebody is called and served."""

from __future__ import annotations

from uuid import UUID

from tests.helpers import stations
from tests.helpers.scene import Scene, check_papers, named, type_applicant
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import reopened


def called(scene: Scene) -> None:
    scene.seat.begin()
    scene.call_b012()
    scene.let_wait()
    scene.set(9, 42)
    scene.seat.settle()


def called_often(scene: Scene) -> None:
    """As often as the site's rule allows."""
    called(scene)
    scene.seat.press(Key.Key_F3)
    scene.seat.press(Key.Key_F3)


def serving(scene: Scene) -> None:
    """As counter-serving: the person sits there, the form is empty."""
    called(scene)
    scene.seat.press(Key.Key_F5)


def serving_question(scene: Scene) -> None:
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.window.serving_page.checklist.go_to(7)
    scene.seat.settle()


def serving_half(scene: Scene) -> None:
    serving(scene)
    type_applicant(scene.seat)
    check_papers(scene.seat)
    scene.seat.window.toast.hide()
    scene.set(9, 48)
    scene.seat.window.feed.ask()
    scene.seat.window.serving_page.checklist.go_to(3)
    scene.seat.settle()


def serving_reason(scene: Scene) -> None:
    serving_half(scene)
    scene.seat.window.serving_page.checklist.go_to(4)
    scene.seat.type("T")


def serving_complete(scene: Scene) -> None:
    serving(scene)
    type_applicant(scene.seat)
    stations.show_all_papers(scene.station, scene.seat.window.serving_page.ticket_id or UUID(int=0))
    scene.seat.window.serving_page.foot.button.setFocus()
    scene.seat.settle()
    scene.seat.press(Key.Key_Return, CONTROL)


def error(scene: Scene) -> None:
    """As counter-error: two fields need correcting."""
    serving_half(scene)
    page = scene.seat.window.serving_page
    page.fields.number.setFocus()
    page.fields.number.line_edit.clear()
    scene.seat.type("53041271038000")
    page.fields.birth_date.setFocus()
    page.fields.birth_date.line_edit.clear()
    scene.seat.type("31 1980")
    scene.seat.press(Key.Key_Return, CONTROL)


def draft_again(scene: Scene) -> None:
    """The power went while the form was half typed."""
    serving(scene)
    scene.seat.type("5304127103800001")
    scene.seat.press(Key.Key_Return)
    scene.seat.type("Contoh Pem")
    scene.seat.window.serving_page.flush_draft()
    scene.seat.settle()
    station = scene.station
    scene.seat.cut_power()
    again = reopened(station)
    scene.seat = Seat(
        station.folder,
        clock=station.clock,
        store=again.store,
        size=(scene.seat.window.width(), scene.seat.window.height()),
    )
    scene.seat.sign_in()


def outcome(scene: Scene) -> None:
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F6)


def leaving(scene: Scene) -> None:
    serving_half(scene)
    scene.seat.press(Key.Key_F2)


def finished_and_called(scene: Scene) -> None:
    serving(scene)
    scene.seat.press(Key.Key_F2)
    scene.seat.press(Key.Key_F6)


def keys(scene: Scene) -> None:
    """F1 in the middle of work."""
    serving_half(scene)
    scene.seat.press(Key.Key_F1)


STATES = named(
    called,
    called_often,
    serving,
    serving_question,
    serving_half,
    serving_reason,
    serving_complete,
    error,
    draft_again,
    outcome,
    leaving,
    finished_and_called,
    keys,
)
