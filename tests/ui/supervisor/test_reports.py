"""Reports from the screen: saved, printed by a key, cancelled, refused; nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from counter_app.domain.errors import Unavailable
from counter_app.domain.period import Period
from counter_app.ui.commands import Scene
from counter_app.ui.supervisor.reporting import Reporting
from counter_app.ui.supervisor.reports_page import ReportsPage
from tests.helpers.seat import CONTROL, Key
from tests.helpers.supervisor_desk import SupervisorDesk


def page(desk: SupervisorDesk) -> ReportsPage:
    return desk.window.reports.page()


def rest(desk: SupervisorDesk) -> None:
    """The report is made, or not."""
    desk.wait_until(lambda: not desk.window.reports.reporting.is_busy)
    desk.settle()


def open_reports(desk: SupervisorDesk) -> None:
    desk.hall.sit_down(3)
    desk.hall.issue()
    desk.hall.serve_one(3)
    desk.look()
    desk.press(Key.Key_6, CONTROL)


def test_ctrl_6_proposes_today_and_enter_saves_a_pdf(desk: SupervisorDesk) -> None:
    open_reports(desk)
    assert page(desk).date.text() == "23 11 2026"
    desk.press(Key.Key_Return)
    rest(desk)
    file = desk.store.folder / "laporan" / "laporan-blu-2026-11-23.pdf"
    assert page(desk).told.text() == f"Tersimpan: {file}"
    assert file.read_bytes().startswith(b"%PDF")
    assert not page(desk).open.isHidden()


def test_a_month_as_a_spreadsheet_by_keys(desk: SupervisorDesk) -> None:
    open_reports(desk)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CONTROL)
    rest(desk)
    assert page(desk).told.text().endswith("laporan-blu-2026-11.xlsx")


def test_ctrl_p_prints_the_day_that_is_looked_at(desk: SupervisorDesk) -> None:
    open_reports(desk)
    desk.press(Key.Key_2, CONTROL)
    desk.press(Key.Key_P, CONTROL)
    assert "Mencetak laporan Senin" in desk.window.toast.words()
    rest(desk)
    assert desk.window.toast.words() == "Laporan Senin, 23 November 2026 dicetak"
    assert [file.stem for file in (desk.store.folder / "papers").glob("*.pdf")] == ["laporan-blu-2026-11-23"]


def test_no_date_and_a_day_to_come_are_told_where_they_were_typed(desk: SupervisorDesk) -> None:
    open_reports(desk)
    desk.type("besok")
    desk.press(Key.Key_Return)
    assert page(desk).date.error() == "Isi tanggal, contoh 23 11 2026."
    page(desk).date.line_edit.selectAll()
    desk.type("1 12 2026")
    desk.press(Key.Key_Return)
    rest(desk)
    assert (
        page(desk).told.text().startswith("1 Desember 2026 belum tiba")
        or "belum tiba" in page(desk).told.text()
    )
    assert page(desk).open.isHidden()


class SlowMaker:
    """Hears of its end between two percent."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def save(self, _period: Period, _form: str, heard: Callable[[int], None]) -> Path:
        for percent in (10, 50, 100):
            heard(percent)
            self.go_on.wait(5)
        return Path("never")

    def print_out(self, _file: Path) -> None:
        raise AssertionError


def test_esc_stops_a_report_that_takes_long(desk: SupervisorDesk) -> None:
    open_reports(desk)
    maker = SlowMaker()
    reporting = desk.window.reports.reporting
    reporting._maker = maker
    desk.press(Key.Key_Return)
    page(desk)._late.timeout.emit()
    assert not page(desk).bar.isHidden()
    assert reporting.is_busy
    desk.press(Key.Key_Escape)
    maker.go_on.set()
    rest(desk)
    assert page(desk).told.text().startswith("Laporan dibatalkan")
    assert (page(desk).bar.isHidden(), page(desk).open.isHidden()) == (True, True)
    assert desk.window.scene is Scene.REPORTS


class FullDisk(SlowMaker):
    """Has no room."""

    def save(self, _period: Period, _form: str, _heard: Callable[[int], None]) -> Path:
        raise Unavailable("report_disk_full", path="/laporan")


def test_a_full_disk_is_told_in_a_sentence(desk: SupervisorDesk) -> None:
    open_reports(desk)
    desk.window.reports.reporting._maker = FullDisk()
    desk.press(Key.Key_Return)
    rest(desk)
    assert "penuh" in page(desk).told.text()


def test_where_no_reports_are_made_the_key_says_so(desk: SupervisorDesk) -> None:
    assert replace(desk.desk(0), reports=None).reports is None
    desk.window.reports.reporting = Reporting(None, desk.window.reports)
    desk.press(Key.Key_P, CONTROL)
    assert desk.window.toast.words() == "Laporan tidak dapat dibuat di komputer ini."
