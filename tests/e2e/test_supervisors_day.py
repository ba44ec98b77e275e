"""The supervisor's day by keyboard alone: a queue grows, a counter opens, a no-show is back, on to paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.db.incident_tables import INCIDENT
from counter_app.db.tables import COUNTER, TICKET
from counter_app.domain.ticket import TicketPhase
from counter_app.ui.i18n import load_language
from counter_app.ui.theme import apply_theme, load_fonts, make_theme
from tests.helpers.seat import CONTROL, SHIFT, Key
from tests.helpers.stations import is_clean, kinds
from tests.helpers.supervisor_desk import SupervisorDesk

MOST_TABS = 40


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[SupervisorDesk]:
    load_fonts()
    load_language("id")
    apply_theme(qapp, make_theme("light"))
    made = SupervisorDesk(tmp_path / "supervisor")
    yield made
    made.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def tab_to(desk: SupervisorDesk, is_there: Callable[[QWidget], bool]) -> None:
    """Tab, as often as it takes; a screen with a hole in its order never gets there."""
    for _ in range(MOST_TABS):
        if is_there(desk.focus()):
            return
        desk.press(Key.Key_Tab)
    pytest.fail("no tab leads there")


def is_button(words: str) -> Callable[[QWidget], bool]:
    return lambda part: part.accessibleName().startswith(words)


def test_the_supervisors_day_by_keyboard_alone(desk: SupervisorDesk) -> None:
    hall = desk.hall
    hall.open_day()
    hall.sit_down(9)
    desk.type("9001")
    desk.press(Key.Key_Return)

    # a queue grows
    hall.serve(9, "D01")
    waiting = [hall.issue("D01") for _ in range(4)]
    desk.clock.advance_s(46 * 60)
    desk.look()
    (crowded, long) = [row.told.title for row in desk.window.hall.attention.rows()]
    assert crowded == "Imigrasi: D51-002 menunggu 46 menit"
    assert long.startswith("D51-001 dilayani 46 menit")

    # opens a counter
    tab_to(desk, is_button("Buka loket 10: Imigrasi"))
    desk.press(Key.Key_Return)
    row = desk.store.read(lambda it: it.execute(COUNTER.select().where(COUNTER.c.counter == 10)).one())
    assert (row.state, row.officer) == ("open", "S01")

    # brings back a no-show
    hall.sit_down(10)
    missed = hall.call(10)
    hall.not_here(10, missed.ticket_id)
    desk.look()
    assert missed.ticket_id == waiting[0]
    tab_to(desk, lambda part: part is desk.window.hall.absent.list)
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_2, Key.Key_Return):
        desk.press(key)
    ticket = desk.store.read(
        lambda it: it.execute(TICKET.select().where(TICKET.c.id == waiting[0].bytes)).one()
    )
    assert ticket.phase == TicketPhase.WAITING

    # closes an incident
    hall.call_too(9, hall.call(10))
    desk.look()
    tab_to(desk, is_button("Lihat: D51-003: Dipanggil dua loket"))
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_2):
        desk.press(key)
    desk.type("Menunggu di loket 10")
    desk.press(Key.Key_Return)
    closed = desk.store.read(lambda it: it.execute(INCIDENT.select()).one())
    assert (closed.closed_by, closed.reason) == ("S01", "person_told")

    # prints the day
    desk.press(Key.Key_P, CONTROL)
    desk.wait_until(lambda: not desk.window.reports.reporting.is_busy)
    (paper,) = (desk.store.folder / "papers").glob("*.pdf")
    page = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_bounded()
    assert "23 November 2026" in page
    assert paper.stat().st_size <= 300_000, "small enough to be sent by phone"

    # closes the day
    desk.look()
    desk.press(Key.Key_T, CONTROL | SHIFT)
    assert (
        "Loket yang tidak pernah buka hari ini: 1, 2, 3" in desk.window.overlays.closing.page().never.text()
    )
    desk.type("Listrik padam satu jam")
    desk.press(Key.Key_T, CONTROL | SHIFT)
    assert desk.window.toast.words() == "Hari kerja ditutup"

    said = [kind for kind in kinds(desk.store) if kind in STEPS]
    assert said == list(STEPS)
    assert is_clean(desk.store)


STEPS = (
    "counter.opened",
    "counter.opened",
    "counter.opened",
    "ticket.brought_back",
    "incident.closed",
    "day.closed",
)
"""Loket 9 by its officer, Loket 10 by the supervisor, then by its officer; the rest by the supervisor."""
