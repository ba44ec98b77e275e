"""The figures of a day by keys: tiles, table, other days, and who may see an officer's figures."""

from __future__ import annotations

from datetime import date

from counter_app.operations.actor import Actor
from counter_app.ui.commands import Scene
from counter_app.ui.supervisor.day_plots import nice_step
from counter_app.ui.supervisor.day_tables import VIEWS, Around, DayReading, table_of
from counter_app.ui.supervisor.figures_page import FiguresPage
from counter_app.ui.supervisor.figuring import _reading
from counter_app.ui.supervisor.heat_map import step_of
from tests.helpers.seat import ALT, CONTROL, Key
from tests.helpers.stations import MONDAY
from tests.helpers.supervisor_desk import SupervisorDesk


def a_short_day(desk: SupervisorDesk) -> None:
    for number in (3, 8):
        desk.hall.sit_down(number)
    for _ in range(3):
        desk.hall.issue("B02")
    desk.hall.issue("C07")
    desk.clock.advance_s(600)
    for number in (3, 8, 3):
        desk.hall.serve_one(number)
    desk.hall.serve_one(3, is_absent=True)
    desk.look()


def page(desk: SupervisorDesk) -> FiguresPage:
    return desk.window.figuring.page()


def around(desk: SupervisorDesk, *roles: str, officer: str = "S01") -> Around:
    store = desk.store
    return Around(store.catalogue, store.site, desk.window._desk.zone, Actor(officer, "", "", roles, 0))


def names(desk: SupervisorDesk) -> list[str]:
    return [f"{row.lead} {row.name}".strip() for row in page(desk).table.list.rows.rows]


def test_ctrl_2_shows_today_and_ctrl_1_the_hall_again(desk: SupervisorDesk) -> None:
    a_short_day(desk)
    desk.press(Key.Key_2, CONTROL)
    shown = page(desk)
    assert desk.window.scene is Scene.FIGURES
    assert shown.title.text().startswith("Hari ini sampai 08.")
    assert shown.tiles.tickets.accessibleName() == "Tiket: 4, 3 dilayani, 1 tidak hadir"
    assert shown.tiles.wait.accessibleName().startswith("Tunggu, median: 13 menit, p90 16 menit")
    assert names(desk) == ["B Disdukcapil", "C Polres"]
    desk.press(Key.Key_1, CONTROL)
    assert not desk.window.hall.isHidden()


def test_every_view_is_a_table_whose_rows_a_screen_reader_hears_with_their_heads(
    desk: SupervisorDesk,
) -> None:
    a_short_day(desk)
    reading = _reading(desk.store, MONDAY)
    for view in VIEWS:
        table = table_of(view, reading, around(desk, "supervisor"))
        assert table.rows, view
        for row in table.rows:
            assert len(row.figures) == len(table.heads) - 1
            assert all(head in table.spoken(row) for head in table.heads[1:])


def test_an_officer_sees_only_their_own_figures_and_a_supervisor_all(desk: SupervisorDesk) -> None:
    a_short_day(desk)
    reading: DayReading = _reading(desk.store, MONDAY)
    everybody = table_of("officer", reading, around(desk, "supervisor")).rows
    own = desk.hall.officer(3).officer
    assert len(everybody) == 2
    assert len(table_of("officer", reading, around(desk, "counter", officer=own)).rows) == 1
    assert table_of("officer", reading, around(desk, "counter", officer="X99")).rows == ()


def test_other_days_are_reached_by_keys_and_by_typing(desk: SupervisorDesk) -> None:
    a_short_day(desk)
    desk.press(Key.Key_2, CONTROL)
    desk.press(Key.Key_Left, ALT)
    assert page(desk).title.text() == "Minggu, 22 November 2026"
    assert page(desk).remark.text() == "Tidak ada nomor antrean pada hari ini."
    page(desk).date.setFocus()
    desk.type("25 12 2026")
    desk.press(Key.Key_Return)
    assert page(desk).title.text() == "Jumat, 25 Desember 2026"
    assert "Hari libur" in page(desk).remark.text()
    assert "belum tiba" in page(desk).remark.text()
    desk.type("kemarin")
    desk.press(Key.Key_Return)
    assert page(desk).remark.text() == "Isi tanggal, contoh 23 11 2026."
    assert desk.window.figuring.day == date(2026, 12, 25)


def test_the_table_has_the_figures_of_the_plot_above_it(desk: SupervisorDesk) -> None:
    a_short_day(desk)
    desk.press(Key.Key_2, CONTROL)
    for view, title in (
        ("hour", "Datang dan dipanggil per jam"),
        ("bands", "Sebaran lama menunggu, menit"),
        ("moments", "Loket buka dan orang menunggu"),
    ):
        page(desk).view.set_key(view)
        page(desk).view.chosen.emit(view)
        assert page(desk).plot.title.text() == title


def test_a_step_of_an_axis_leaves_at_most_five_lines() -> None:
    assert [nice_step(value) for value in (0, 4, 9, 60, 333)] == [1, 1, 2, 20, 100]


def test_colours_of_the_heat_map_follow_the_limit_of_the_site() -> None:
    assert [step_of(minutes, 30) for minutes in (4, 5, 14, 15, 29, 30, 44, 45)] == [0, 1, 1, 2, 2, 3, 3, 4]
