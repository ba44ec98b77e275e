"""What happens when the surroundings or we ourselves fail: work goes on, nothing is half done."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.db.store import Store
from counter_app.operations import print_jobs
from counter_app.ui.commands import Scene
from counter_app.ui.counter import queue_verbs
from counter_app.ui.mishap import Mishap
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import Station, kinds
from tests.helpers.window_eyes import cut_words, outside


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def notice(seat: Seat) -> str:
    bar = seat.window.work.notice
    return "" if bar.isHidden() else bar.accessibleName()


def limit_pages(store: Store, pages: int) -> None:
    """The disk has room for so many pages and no more; as many as there are is the least."""
    with store._writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").all()


def test_a_full_disk_is_told_until_something_is_saved_again_and_typing_is_kept(seat: Seat) -> None:
    seat.serve("ktp hilang")
    limit_pages(seat.store, 1)
    line = seat.window.serving_page.fields.name.line_edit
    line.setFocus()
    line.setText("Contoh " * 40_000)
    line.textEdited.emit(line.text())
    seat.window.serving_page.flush_draft()
    seat.settle()
    assert notice(seat) != ""
    assert seat.window.serving_page.fields.typed().name == line.text()

    limit_pages(seat.store, 1_000_000)
    seat.window.serving_page.flush_draft()
    line.setText("Contoh Pemohon")
    seat.window.serving_page.checklist.go_to(1)
    seat.type("A")

    assert notice(seat) == ""
    assert seat.window.scene is Scene.SERVING


def test_a_printer_in_trouble_is_told_until_it_prints(seat: Seat) -> None:
    seat.issue("kia")
    station = behind(seat)
    job = station.do(print_jobs.take_next_job)
    assert job is not None
    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_missing"))
    seat.settle()
    assert notice(seat).startswith("Printer tidak ditemukan")

    stations.came_out(station, job)
    seat.settle()

    assert notice(seat) == ""


def test_work_goes_on_while_the_printer_is_missing(seat: Seat) -> None:
    station = behind(seat)
    stations.issue(station, "B02")
    job = station.do(print_jobs.take_next_job)
    assert job is not None
    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_missing"))
    seat.settle()
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F5)

    assert seat.window.scene is Scene.SERVING
    assert notice(seat) != ""


def test_our_own_mistake_is_one_calm_dialog_with_a_reference_that_the_log_has_too(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    def divide(_store: Store) -> float:
        return 1 / 0

    with caplog.at_level(logging.ERROR, logger="counter_app"):
        for _ in range(3):
            seat.lanes.write(divide, lambda _none: None, lambda _error: None)
        seat.settle()

    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Mishap)]
    assert len([one for one in shown if one.isVisible()]) == 1
    assert len(caplog.records) == 3
    assert cut_words(shown[0]) == outside(shown[0]) == []
    assert shown[0].reference in caplog.records[0].getMessage()
    assert caplog.records[0].exc_info is not None
    shown[0].accept()
    seat.settle()


def test_after_our_own_mistake_the_same_key_works_again(seat: Seat) -> None:
    seat.issue("kia")
    seat.window.acts._errands._under_way.add("call_next")
    seat.lanes.write(lambda _store: 1 / 0, lambda _none: None, lambda _error: None)
    seat.settle()
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, Mishap):
            dialog.accept()
    seat.window.activateWindow()
    seat.settle()
    seat.press(Key.Key_F2)

    assert seat.window.scene is Scene.CALLED


def test_two_officers_keys_at_once_leave_one_call(seat: Seat) -> None:
    stations.issue(behind(seat), "B02")
    stations.call_next(behind(seat))
    seat.press(Key.Key_F2)

    assert kinds(seat.store).count("ticket.called") == 1


def test_an_unknown_service_is_refused_in_a_sentence(seat: Seat) -> None:
    seat.window.acts.run(queue_verbs.issue("Z99", "", None))
    seat.settle()

    assert seat.window.toast.words().startswith("Layanan Z99 tidak ada di katalog.")
    assert "ticket.issued" not in kinds(seat.store)


def test_nothing_is_filed_after_the_day_was_closed(seat: Seat) -> None:
    seat.serve("ktp hilang")
    stations.close_day(behind(seat))
    seat.settle()

    assert seat.window.scene is Scene.DAY
    seat.press(Key.Key_Return, CONTROL)
    assert "application.opened" not in kinds(seat.store)
