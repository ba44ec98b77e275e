"""The supervisor's window in every state that has a picture, on a real station."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from counter_app.db.hub_tables import STATION
from counter_app.domain.errors import Unavailable
from counter_app.ui.messages import sentence
from tests.helpers.seat import ALT, CONTROL, SHIFT, Key
from tests.helpers.supervisor_desk import SupervisorDesk

MINUTE_S = 60
RUSH = (2, 5, 4, 3, 1, 1, 0)
"""How many come in each hour."""


def sign_in(desk: SupervisorDesk) -> None:
    desk.window.sign_in_page.focus_first()


def closed(desk: SupervisorDesk) -> None:
    """Nobody has opened the day."""
    desk.sign_in()


def empty(desk: SupervisorDesk) -> None:
    desk.begin()


def a_morning(desk: SupervisorDesk) -> None:
    """As supervisor-hall-light: every state of a counter, and three things that need a look."""
    hall, clock = desk.hall, desk.clock
    desk.begin()
    for number in (3, 4, 5, 8, 9, 11, 12, 13):
        hall.sit_down(number)
    services = {one.agency: code for code, one in reversed(list(desk.store.catalogue.services.items()))}
    queues = {queue.letter: services[queue.agency] for queue in desk.store.site.queues}
    first = {one.number: queues[one.queues[0]] for one in desk.store.site.counters}
    hall.serve(9, first[9])
    hall.issue(queues["D"])
    clock.advance_s(16 * MINUTE_S)
    for _ in range(4):
        hall.issue(first[3])
    hall.not_here(8, hall.serve_call(8, first[8]).ticket_id)
    hall.park(11, hall.serve(11, first[11]).ticket_id)
    clock.advance_s(11 * MINUTE_S)
    hall.serve(3, first[3])
    hall.serve(8, first[8])
    hall.serve(13, first[13])
    hall.rest(5)
    for letter in "ABCEFGH":
        for _ in range(3):
            hall.issue(queues[letter])
    clock.advance_s(4 * MINUTE_S)
    hall.call(4)
    desk.look()


def stations_silent(desk: SupervisorDesk) -> None:
    a_morning(desk)
    now, rows = desk.clock.now_ms, []
    for at, number in enumerate((3, 4, 5, 8, 9, 11, 12, 13)):
        quiet_ms = 26 * MINUTE_S * 1000 if number in (8, 12) else 2_000
        rows.append(
            {
                "replica_no": 100 + at, "site": "BLU", "kind": "counter", "counter": number,
                "issuer": number, "name": f"Loket {number}", "enrolled_at": now,
                "unsent": 9 if quiet_ms > MINUTE_S * 1000 else 0, "last_contact_at": now - quiet_ms,
                "clock_offset_ms": 1_400, "app_version": "0", "session_no": 1, "run": "",
            }
        )  # fmt: skip
    desk.store.write(lambda work: work.connection.execute(STATION.insert(), rows))
    desk.look()


def acts_of_a_queue(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.window.hall.queues.list.setFocus()
    desk.press(Key.Key_Return)


def why(desk: SupervisorDesk) -> None:
    acts_of_a_queue(desk)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_1)


def acts_of_a_counter(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.window.hall.grid.choose(3)
    desk.press(Key.Key_Return)


def incident(desk: SupervisorDesk) -> None:
    """Two counters called one number; its note is typed."""
    a_morning(desk)
    called = desk.hall.serve_call(12, "G01")
    desk.hall.call_too(11, called)
    desk.look()
    rows = desk.window.hall.attention.rows()
    next(row for row in rows if row.told.name.startswith("incident")).button.setFocus()
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_2)
    desk.type("Sudah diberi tahu di loket 6")


def opened(desk: SupervisorDesk) -> None:
    """A counter was opened; the toast offers the way back."""
    a_morning(desk)
    desk.window.hall.grid.choose(10)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_1)
    desk.press(Key.Key_Return)


def full(desk: SupervisorDesk) -> None:
    """Every counter open and busy, every queue crowded, many who did not come."""
    hall, clock, site = desk.hall, desk.clock, desk.store.site
    desk.begin()
    services = {one.agency: code for code, one in reversed(list(desk.store.catalogue.services.items()))}
    queues = {queue.letter: services[queue.agency] for queue in site.queues}
    for counter in site.counters:
        hall.sit_down(counter.number)
        for _ in range(2):
            hall.not_here(
                counter.number, hall.serve_call(counter.number, queues[counter.queues[0]]).ticket_id
            )
        hall.serve(counter.number, queues[counter.queues[0]])
    for service in queues.values():
        hall.issue(service)
    clock.advance_s(100 * MINUTE_S)
    desk.look()


def figures(desk: SupervisorDesk) -> None:
    """As supervisor-day-light: a whole day, after a week ago."""
    a_day(desk)
    desk.press(Key.Key_2, CONTROL)
    desk.settle()


def figures_compared(desk: SupervisorDesk) -> None:
    figures(desk)
    desk.window.figuring.page().view.set_key("compared")
    desk.window.figuring.page().view.chosen.emit("compared")
    desk.settle()


def figures_bands(desk: SupervisorDesk) -> None:
    figures(desk)
    desk.window.figuring.page().view.set_key("bands")
    desk.window.figuring.page().view.chosen.emit("bands")
    desk.settle()


def figures_load(desk: SupervisorDesk) -> None:
    figures(desk)
    desk.window.figuring.page().view.set_key("moments")
    desk.window.figuring.page().view.chosen.emit("moments")
    desk.settle()


def figures_services(desk: SupervisorDesk) -> None:
    """The longest names."""
    figures(desk)
    desk.window.figuring.page().view.set_key("service")
    desk.window.figuring.page().view.chosen.emit("service")
    desk.settle()


def figures_empty(desk: SupervisorDesk) -> None:
    figures(desk)
    desk.press(Key.Key_Right, ALT)
    desk.settle()


def a_day(desk: SupervisorDesk) -> None:
    """Seven hours of a hall whose rush is at nine."""
    hall, clock = desk.hall, desk.clock
    desk.begin()
    services = {one.agency: code for code, one in reversed(list(desk.store.catalogue.services.items()))}
    queues = {queue.letter: services[queue.agency] for queue in desk.store.site.queues}
    counters = {3: "B", 8: "C", 9: "D", 11: "G", 14: "H", 15: "F", 1: "A"}
    for number in counters:
        hall.sit_down(number)
    for hour in range(7):
        for number, letter in counters.items():
            for _ in range(RUSH[hour] * (2 if letter in "BG" else 1) // 2 + 1):
                hall.issue(queues[letter])
            for turn in range(2):
                clock.advance_s(90 + 40 * number % 300)
                hall.serve_one(number, is_absent=turn == 1 and number == 8 and hour == 2)
        clock.advance_s(12 * MINUTE_S)
    desk.look()


def reports(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.press(Key.Key_6, CONTROL)


def report_saved(desk: SupervisorDesk) -> None:
    reports(desk)
    desk.press(Key.Key_Return)
    desk.wait_until(lambda: not desk.window.reports.reporting.is_busy)


def report_failed(desk: SupervisorDesk) -> None:
    reports(desk)
    desk.window.reports.page().show_failed(
        sentence(Unavailable("report_disk_full", path="D:/laporan")).sentence
    )
    desk.type("x")
    desk.press(Key.Key_Return)


def report_making(desk: SupervisorDesk) -> None:
    reports(desk)
    page = desk.window.reports.page()
    page.show_started()
    page.show_progress(40)
    page._late.timeout.emit()


def closing_day(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.press(Key.Key_T, CONTROL | SHIFT)
    desk.type("Listrik padam pukul 09.00 sampai 09.40")


def failed(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.window.feed.failed.emit(Unavailable("disk_full"))
    desk.settle()


def locked(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.press(Key.Key_L, CONTROL)


def all_keys(desk: SupervisorDesk) -> None:
    a_morning(desk)
    desk.press(Key.Key_F1)


STATES: dict[str, Callable[[SupervisorDesk], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        sign_in, closed, empty, a_morning, stations_silent, acts_of_a_queue, why, acts_of_a_counter,
        incident, opened, full, failed, figures,
        figures_compared, figures_bands, figures_load, figures_services, figures_empty,
        closing_day, reports, report_saved, report_failed, report_making, locked, all_keys,
    )
}  # fmt: skip
"""Name of the picture -> how to get there."""


@contextmanager
def supervisor_in(state: str, folder: Path, size: tuple[int, int] = (1366, 768)) -> Iterator[SupervisorDesk]:
    """The window in a state; the station is a new one in ``folder``."""
    desk = SupervisorDesk(folder, size=size)
    try:
        STATES[state](desk)
        QApplication.processEvents()
        yield desk
    finally:
        desk.close()
