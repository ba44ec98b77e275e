"""How far the hub is, in words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.ui.commands import Scene
from counter_app.ui.desk.sync_news import SyncNews, hub_notice, overdue, sync_words
from counter_app.ui.widgets.themed import TextLabel
from tests.helpers.front_desk import FrontDesk
from tests.helpers.reception_windows import AnyHub
from tests.helpers.seat import CONTROL, Key
from tests.helpers.stations import ScriptedClock

ZONE = ZoneInfo("Asia/Makassar")
MINUTE_MS = 60_000


@dataclass(frozen=True)
class Report:
    last_sent_ms: int | None = None
    unsent: int = 0
    unsent_since_ms: int | None = None
    problem: str = ""
    new_issuer: int = 0


@pytest.fixture
def news(qapp: QApplication) -> SyncNews:
    made = SyncNews()
    made.is_linked = True
    return made


@pytest.fixture
def now_ms() -> int:
    return ScriptedClock().now_ms


def said(news: SyncNews | None, at_ms: int = 0) -> tuple[str, str]:
    words = sync_words(news, ZONE, at_ms)
    return words.words, words.color


def test_a_station_without_a_hub_says_so_quietly() -> None:
    assert said(None) == said(SyncNews()) == ("Tanpa pusat loket", "muted")


def test_before_the_first_contact_nothing_is_claimed(news: SyncNews) -> None:
    assert said(news) == ("Belum pernah terkirim", "muted")


def test_what_is_sent_is_told_with_its_time(news: SyncNews, now_ms: int) -> None:
    news.report(Report(last_sent_ms=now_ms))
    assert said(news) == ("Terkirim 08.10", "success")


def test_what_waits_is_counted_from_the_oldest(news: SyncNews, now_ms: int) -> None:
    news.report(Report(now_ms, 12, now_ms + 4 * MINUTE_MS, "hub_away"))
    assert said(news) == ("12 menunggu sinkron, sejak 08.14", "warning")


def test_what_was_written_just_now_is_no_news_while_the_line_is_good(news: SyncNews, now_ms: int) -> None:
    news.report(Report(now_ms, 1, now_ms + MINUTE_MS))
    assert said(news, now_ms + MINUTE_MS + 4_999) == ("Terkirim 08.10", "success")
    assert said(news, now_ms + MINUTE_MS + 5_000) == ("1 menunggu sinkron, sejak 08.11", "warning")


def test_what_was_written_just_now_waits_where_something_stands_in_the_way(
    news: SyncNews, now_ms: int
) -> None:
    news.report(Report(now_ms, 1, now_ms, "hub_unreachable"))
    assert said(news, now_ms) == ("1 menunggu sinkron, sejak 08.10", "warning")


def test_only_after_the_limit_there_is_a_notice(news: SyncNews, now_ms: int) -> None:
    assert overdue(None, now_ms, 15) is None
    news.report(Report(now_ms, 12, now_ms, "hub_away"))
    assert overdue(news, now_ms + 14 * MINUTE_MS, 15) is None
    told = overdue(news, now_ms + 15 * MINUTE_MS, 15)
    assert told is not None
    assert told.title == "12 catatan sudah 15 menit menunggu sinkron"
    news.report(Report(now_ms + 15 * MINUTE_MS))
    assert overdue(news, now_ms + 15 * MINUTE_MS, 15) is None


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("station_replaced", "Di pusat loket, komputer lain sudah melanjutkan pekerjaan loket ini."),
        ("station_elsewhere", "Kunci loket ini juga dipakai komputer lain saat ini."),
        ("station_revoked", "Hubungan stasiun ini sudah dicabut di pusat loket."),
        ("station_unknown", "Stasiun ini tidak dikenal pusat loket."),
    ],
)
def test_what_no_waiting_mends_is_told_at_once(news: SyncNews, now_ms: int, code: str, title: str) -> None:
    news.report(Report(now_ms, 1, now_ms, code))
    told = hub_notice(news, now_ms, 15)
    assert told is not None
    assert (told.title, news.needs_a_person) == (title, True)


def test_a_line_that_is_down_needs_nobody(news: SyncNews, now_ms: int) -> None:
    news.report(Report(now_ms, 1, now_ms, "hub_unreachable"))
    assert (hub_notice(news, now_ms, 15), news.needs_a_person) == (None, False)


def test_a_new_number_in_the_tickets_is_told_with_an_example(news: SyncNews, now_ms: int) -> None:
    news.report(Report(now_ms, new_issuer=52))
    told = hub_notice(news, now_ms, 15)
    assert told is not None
    assert told.title == "Data lama di komputer ini sudah disatukan dengan pusat loket"
    assert "misalnya B52-001" in told.action


@pytest.fixture
def door(tmp_path: Path, news: SyncNews, dressed: None) -> Iterator[FrontDesk]:
    made = FrontDesk(tmp_path / "reception", sync=news)
    made.begin()
    yield made
    made.close()


def test_a_report_of_the_sync_thread_reaches_the_status_line(door: FrontDesk, news: SyncNews) -> None:
    thread = threading.Thread(target=news.report, args=(Report(last_sent_ms=door.clock.now_ms),))
    thread.start()
    thread.join()
    door.settle()
    shown = {label.text() for label in door.window.status.findChildren(TextLabel)}
    assert "Terkirim 08.10" in shown


def test_the_notice_comes_with_time_alone_and_goes_when_all_is_sent(door: FrontDesk, news: SyncNews) -> None:
    news.report(Report(None, 3, door.clock.now_ms))
    door.settle()
    assert door.window.work.notice.isHidden()
    door.clock.advance_s(15 * 60)
    door.window.feed.ask()
    door.settle()
    assert not door.window.work.notice.isHidden()
    news.report(Report(door.clock.now_ms))
    door.settle()
    assert door.window.work.notice.isHidden()


def test_a_station_that_its_hub_refuses_may_be_connected_anew(
    tmp_path: Path, news: SyncNews, dressed: None
) -> None:
    door = FrontDesk(tmp_path / "reception", sync=news, finder=AnyHub())
    button = door.window.sign_in_page.connect_button
    assert button.isHidden()
    news.report(Report(problem="station_replaced"))
    door.settle()
    assert not button.isHidden()
    door.press(Key.Key_H, CONTROL)
    door.settle()
    assert door.window.scene is Scene.CONNECT
    door.close()
