"""How far the hub is: reports of the sync thread, brought to the window and put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from counter_app.ui.figures import clock_time, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName
from counter_app.ui.messages import Message, problem

NEEDS_A_PERSON = ("station_unknown", "station_revoked", "station_replaced", "station_elsewhere")
"""What no waiting mends: told at once, and the station may be connected anew."""
CONTINUED = "log_continued"
QUIET_MS = 5_000
"""While nothing stands in the way, what was written just now is on its way and no news."""


class SyncReport(Protocol):
    """What the sync thread reports whenever it changed."""

    @property
    def last_sent_ms(self) -> int | None:
        """When the hub last acknowledged; None = never."""

    @property
    def unsent(self) -> int:
        """Own entries that the hub has not acknowledged."""

    @property
    def unsent_since_ms(self) -> int | None:
        """When the oldest of them was written."""

    @property
    def problem(self) -> str:
        """Code of what stands in the way; empty = nothing."""

    @property
    def new_issuer(self) -> int:
        """Stands in the numbers from here since old data was brought together with the hub; 0 = never."""


class SyncNews(QObject):
    """Hands reports from the sync thread to the GUI thread, and keeps the latest.

    The composition root sets ``is_linked``.

    Signals: ``arrived()``.
    """

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest: SyncReport | None = None
        self.is_linked = False
        """Whether this station belongs to a hub."""

    def report(self, state: SyncReport) -> None:
        """Take a report; called in any thread."""
        self._latest = state
        self.arrived.emit()

    @property
    def needs_a_person(self) -> bool:
        """Whether the hub will not have this station until somebody connects it anew."""
        return self._latest is not None and self._latest.problem in NEEDS_A_PERSON

    def latest(self) -> SyncReport | None:
        """The last report, or None before the first."""
        return self._latest


@dataclass(frozen=True, slots=True)
class SyncWords:
    """What the status line says about the hub."""

    words: str
    sign: IconName
    color: str


def sync_words(
    news: SyncNews | None, zone: ZoneInfo, now_ms: int, *, is_hub: bool = False, is_silent: bool = False
) -> SyncWords:
    """Terkirim 09.41, "12 menunggu sinkron, sejak 09.14", or that there is no hub, or that this PC is it."""
    if is_silent:
        return SyncWords(text("place.silent_hub"), "warning", "warning")
    if news is None or not news.is_linked:
        if is_hub:
            return SyncWords(text("place.own_hub"), "check", "success")
        return SyncWords(text("place.no_hub"), "dash", "muted")
    state = news.latest()
    if state is not None and state.unsent_since_ms is not None and _is_stuck(state, now_ms):
        since = clock_time(state.unsent_since_ms, zone)
        return SyncWords(text("status.queued", n=state.unsent, time=since), "warning", "warning")
    if state is None or state.last_sent_ms is None:
        return SyncWords(text("status.not_sent"), "dash", "muted")
    return SyncWords(text("status.sent", time=clock_time(state.last_sent_ms, zone)), "check", "success")


def _is_stuck(state: SyncReport, now_ms: int) -> bool:
    if not state.unsent or state.unsent_since_ms is None:
        return False
    return bool(state.problem) or now_ms - state.unsent_since_ms >= QUIET_MS


def hub_notice(news: SyncNews | None, now_ms: int, limit_min: int) -> Message | None:
    """What stands above the work: what a person must mend, what waits too long, what has changed."""
    if news is not None and news.needs_a_person and (state := news.latest()) is not None:
        return problem(state.problem)
    return overdue(news, now_ms, limit_min) or _continued(news)


def _continued(news: SyncNews | None) -> Message | None:
    state = news.latest() if news is not None else None
    if state is None or not state.new_issuer:
        return None
    words = text("notice.continued_text", issuer=state.new_issuer)
    return Message(CONTINUED, text("notice.continued"), words, "")


def overdue(news: SyncNews | None, now_ms: int, limit_min: int) -> Message | None:
    """The notice once entries wait longer than the site's limit; work goes on all the same."""
    state = news.latest() if news is not None else None
    if state is None or not state.unsent or state.unsent_since_ms is None:
        return None
    waited_min = minutes_between(state.unsent_since_ms, now_ms)
    if waited_min < limit_min:
        return None
    title = text("notice.unsent", n=state.unsent, minutes=waited_min)
    return Message("unsent", title, text("notice.unsent_text"), "")
