"""Papers that are stuck or in doubt: asked above the work, answered by F9 and its neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.db.queries.printing import open_papers
from counter_app.domain.thermal import ThermalSettings
from counter_app.operations import print_jobs
from counter_app.ui.commands import Scene
from tests.helpers import stations
from tests.helpers.seat import CONTROL, SHIFT, Key, Seat
from tests.helpers.stations import Station, kinds

SPARE = ThermalSettings("device", "/dev/null")


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def notice(seat: Seat) -> str:
    bar = seat.window.work.notice
    return "" if bar.isHidden() else bar.accessibleName()


def papers(seat: Seat) -> list[tuple[str, str]]:
    return [(one.state, one.printer) for one in seat.store.read(open_papers)]


@pytest.fixture
def in_doubt(seat: Seat) -> Seat:
    """The power failed while B001 was printed."""
    station = behind(seat)
    stations.issue(station, "B02")
    station.do(print_jobs.take_next_job)
    station.do(print_jobs.doubt_cut_jobs)
    seat.settle()
    return seat


def test_a_paper_in_doubt_is_asked_about(in_doubt: Seat) -> None:
    assert notice(in_doubt) == "Tiket B001: sudah keluar dari printer?"
    assert "DUPLIKAT" in in_doubt.window.work.notice.accessibleDescription()


def test_shift_f9_says_that_it_is_out(in_doubt: Seat) -> None:
    in_doubt.press(Key.Key_F9, SHIFT)

    assert notice(in_doubt) == ""
    assert papers(in_doubt) == []
    assert kinds(in_doubt.store).count("slip.printed") == 1
    assert in_doubt.window.toast.words() == "Dicatat sudah keluar."


def test_f9_prints_it_again_as_a_copy(in_doubt: Seat) -> None:
    woken = in_doubt.woken
    in_doubt.press(Key.Key_F9)

    assert notice(in_doubt) == ""
    assert papers(in_doubt) == [("queued", "")]
    assert in_doubt.woken == woken + 1
    job = behind(in_doubt).do(print_jobs.take_next_job)
    assert job is not None
    assert job.copy == 2


def test_both_answers_are_reached_by_tab(in_doubt: Seat) -> None:
    bar = in_doubt.window.work.notice
    bar.setFocus()
    assert in_doubt.focus() is bar._button
    in_doubt.press(Key.Key_Tab, SHIFT)
    assert in_doubt.focus() is bar._second
    in_doubt.press(Key.Key_Space)

    assert papers(in_doubt) == []


def test_work_goes_on_beside_the_question(in_doubt: Seat) -> None:
    in_doubt.press(Key.Key_F2)
    in_doubt.press(Key.Key_F5)

    assert in_doubt.window.scene is Scene.SERVING
    assert notice(in_doubt) != ""


def test_several_doubts_are_asked_one_after_the_other(seat: Seat) -> None:
    station = behind(seat)
    for _ in range(3):
        stations.issue(station, "B02")
        station.do(print_jobs.take_next_job)
    station.do(print_jobs.doubt_cut_jobs)
    seat.settle()

    asked = []
    while notice(seat):
        asked.append(notice(seat))
        seat.press(Key.Key_F9, SHIFT)
    assert asked == [f"Tiket B00{n}: sudah keluar dari printer?" for n in (1, 2, 3)]


def test_without_a_doubt_shift_f9_says_so(seat: Seat) -> None:
    seat.press(Key.Key_F9, SHIFT)

    assert seat.window.toast.words() == "Tidak ada kertas yang perlu dipastikan."


def stuck(seat: Seat) -> None:
    station = behind(seat)
    stations.issue(station, "B02")
    stations.issue(station, "B06")
    job = station.do(print_jobs.take_next_job)
    assert job is not None
    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "paper_out"))
    seat.settle()


def test_stuck_papers_go_to_the_spare_printer(seat: Seat) -> None:
    seat.store.station = replace(seat.store.station, spare=SPARE)
    stuck(seat)
    assert notice(seat) == "Kertas printer habis."

    seat.press(Key.Key_F9, CONTROL)

    assert notice(seat) == ""
    assert papers(seat) == [("queued", "spare"), ("queued", "spare")]
    assert seat.window.toast.words() == "2 kertas dipindahkan ke printer lain."


def test_without_another_printer_nothing_is_moved(seat: Seat) -> None:
    stuck(seat)
    seat.press(Key.Key_F9, CONTROL)

    assert papers(seat) == [("failed", ""), ("queued", "")]
    assert "Ctrl+Shift+P" in seat.window.toast.words()


def test_what_is_not_stuck_is_not_moved(seat: Seat) -> None:
    seat.store.station = replace(seat.store.station, spare=SPARE)
    seat.press(Key.Key_F9, CONTROL)

    assert seat.window.toast.words() == "Tidak ada kertas yang tertahan."
