"""The sync thread: pushes within a second of a commit, pulls while the window is open, never in the way."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Refused, Unavailable
from counter_app.sync.hub_link import SESSION_ENDED, HubLink
from counter_app.sync.slow_line import SlowLineError

if TYPE_CHECKING:
    from counter_app.sync.exchange import Exchange

PULL_EVERY_S = 2.0
PULL_WHEN_LIVE_S = 40.0
"""While hints arrive."""
RELAY_EVERY_S = 5.0
"""At the hub of a site: a pull tells also what of its stations' logs the centre lacks."""
PUSH_EVERY_S = 30.0
"""Without a commit and without a window: so often it looks whether the hub is there."""
LOST = frozenset({"hub_unreachable", "line_slow", "other_hub", "line_disturbed"})
"""What is heard where a hub has another address now."""
_SLOW = "line_slow"
SHORTEST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
_log = logging.getLogger("counter_app.sync")


def _nothing() -> None:
    """Nobody looks for it."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """How far the hub is, for the status line."""

    last_sent_ms: int | None
    """When the hub last acknowledged; None = never."""
    unsent: int
    """Own entries that the hub has not acknowledged."""
    unsent_since_ms: int | None
    """When the oldest of them was written."""
    problem: str = ""
    """Code of what stands in the way; empty = nothing."""
    new_issuer: int = 0
    """Stands in the numbers from here since an old copy of the data was brought together with the hub."""


class SyncWorker:
    """Runs until it is stopped. ``report`` is called in its thread, only when something changed."""

    def __init__(
        self,
        store: Store,
        link: HubLink,
        report: Callable[[SyncState], None],
        *,
        app_version: str = "",
        pull_every_s: float = PULL_EVERY_S,
        chance: Callable[[], float] | None = None,
        first_after_s: float = 0.0,
        lost: Callable[[], None] = _nothing,
    ) -> None:
        """``lost``: called in the thread where the hub is not at its address."""
        self._lost = lost
        self._store = store
        self._link = link
        self._report = report
        self._app_version = app_version
        self._pull_every_s = pull_every_s
        self._chance = chance or _chance(store)
        self._first_after_s = first_after_s
        self._wake, self._hurry, self._hint = threading.Event(), threading.Event(), threading.Event()
        self._is_live = False
        self._is_stopping = False
        self._is_watched = True
        self._next_pull = 0.0
        self._failures = 0
        self._is_slow = False
        self._said: SyncState | None = None
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        store.subscribe(self._committed)

    def start(self) -> None:
        """Looks first what an earlier run left unsent; ``first_after_s`` later, or at the first commit."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Ends the thread; answers whether it ended in time."""
        self._is_stopping = True
        self._wake.set()
        self._hurry.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def watch(self, *, is_open: bool) -> None:
        """Pulls only while a window is open."""
        self._is_watched = is_open
        self._wake.set()

    def retry_now(self) -> None:
        """An officer asks: don't wait for the next try."""
        self._hurry.set()
        self._wake.set()

    def hinted(self) -> None:
        """The hub says that others wrote something: pull now."""
        self._hint.set()
        self._wake.set()

    def set_live(self, is_live: bool) -> None:  # noqa: FBT001  a fact, not a switch
        """Whether hints arrive: then pulling by the clock is only for safety."""
        if self._is_live and not is_live:
            self._hint.set()
        self._is_live = is_live
        self._wake.set()

    def _committed(self, _changed: frozenset[str]) -> None:
        self._wake.set()

    def _run(self) -> None:
        self._wake.wait(self._first_after_s)
        if not self._is_stopping:
            self._keep_in_step()

    def _keep_in_step(self) -> None:
        from counter_app.sync.client import HubClient  # noqa: PLC0415  HTTP, 60 ms: here no start waits for it
        from counter_app.sync.exchange import Exchange  # noqa: PLC0415  the same

        client = HubClient(self._link.url, self._link.certificate, self._link.hub_id)
        exchange = Exchange(self._store, self._link, client, self._app_version)
        try:
            while not self._is_stopping:
                self._wake.clear()
                waited_s = self._round(exchange)
                if self._is_slow:
                    client.be_patient()
                else:
                    client.be_brisk()
                self._wait(waited_s)
        finally:
            client.close()

    def _round(self, exchange: Exchange) -> float:
        """One try; answers how many seconds to wait, negative = not even for a commit."""
        self._is_slow = False
        try:
            self._talk(exchange)
        except SlowLineError:
            return self._failed(exchange, _SLOW)
        except CounterError as error:
            if error.code in SESSION_ENDED and self._failures == 0:
                exchange.forget()
                self._failures = 1
                return 0.0
            return self._failed(exchange, error.code, is_final=isinstance(error, Refused))
        except Exception:  # noqa: BLE001  a worker's loop outlives our own mistakes (DESIGN 9)
            _log.exception("sync failed")
            return self._failed(exchange, "internal")
        self._failures = 0
        self._tell(exchange, "")
        return self._pull_every() if self._is_watched else PUSH_EVERY_S

    def _talk(self, exchange: Exchange) -> None:
        if not exchange.is_greeted:
            exchange.greet()
        while not self._is_stopping and exchange.push():
            self._tell(exchange, "")
        while not self._is_stopping and self._is_watched and self._is_pull_due():
            self._hint.clear()
            more = exchange.pull()
            self._next_pull = 0.0 if more else time.monotonic() + self._pull_every()

    def _is_pull_due(self) -> bool:
        return self._hint.is_set() or time.monotonic() >= self._next_pull

    def _pull_every(self) -> float:
        if not self._is_live:
            return self._pull_every_s
        return RELAY_EVERY_S if self._store.station.hub_port else PULL_WHEN_LIVE_S

    def _failed(self, exchange: Exchange, problem: str, *, is_final: bool = False) -> float:
        self._failures += 1
        self._is_slow = problem == _SLOW
        if not self._is_slow:
            exchange.forget()  # on a thin line three answers more before the next push would be too many
        self._tell(exchange, problem)
        _log.info("sync waits: %s", problem)
        if problem in LOST and not self._is_stopping:
            self._look_around()
        longest = min(LONGEST_WAIT_S, SHORTEST_WAIT_S * 2.0 ** min(self._failures - 1, 10))
        return -(LONGEST_WAIT_S if is_final else longest * (0.5 + self._chance() / 2))

    def _look_around(self) -> None:
        """A full disk or a network that is just away must not end the thread."""
        try:
            self._lost()
        except Exception:  # noqa: BLE001  a worker's loop outlives our own mistakes (DESIGN 9)
            _log.exception("looking for the hub failed")

    def _tell(self, exchange: Exchange, problem: str) -> None:
        try:
            waiting = exchange.backlog()
        except Unavailable as error:
            waiting, problem = None, error.code
        if waiting is not None:
            said = SyncState(
                waiting.last_sent_ms, waiting.unsent, waiting.unsent_since_ms, problem, exchange.new_issuer
            )
        else:
            said = replace(self._said or SyncState(None, 0, None), problem=problem)
        if said != self._said:
            self._said = said
            self._report(said)

    def _wait(self, seconds: float) -> None:
        if self._is_stopping:
            return
        if seconds >= 0:
            self._wake.wait(seconds)
        else:
            self._hurry.wait(-seconds)
        self._hurry.clear()


def _chance(store: Store) -> Callable[[], float]:
    """Stations that lost the same hub must not all come back in the same second."""
    return lambda: int.from_bytes(store.random_bytes(2), "big") / 65_536
