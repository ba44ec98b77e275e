"""Joins the window, the sync thread and the enrolment of a station."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from counter_app.db.store import Store
from counter_app.sync.hub_link import fingerprint_of, read_link
from counter_app.sync.live import LiveHints
from counter_app.sync.worker import SyncWorker
from counter_app.ui.connect.hub import FoundHub
from counter_app.ui.desk.sync_news import SyncNews

_FIRST_AFTER_S = 0.5
"""The window stands by then: what the sync thread loads does not make its start longer."""


class StationSync:
    """The sync thread of a station, from the moment it belongs to a hub."""

    def __init__(self, store: Store, news: SyncNews) -> None:
        self._store = store
        self._news = news
        self._stop: Callable[[], bool] = lambda: True

    def start(self) -> None:
        """Starts the thread where this station belongs to a hub; raises Refused("settings_broken")."""
        link = read_link(self._store.folder)
        if link is None:
            return
        worker = SyncWorker(self._store, link, self._news.report, first_after_s=_FIRST_AFTER_S)
        hints = LiveHints(self._store, link, worker.hinted, worker.set_live, first_after_s=2 * _FIRST_AFTER_S)
        self._news.is_linked = True
        self._stop = lambda: all([hints.stop(), worker.stop()])
        worker.start()
        hints.start()

    def stop(self) -> bool:
        """Ends the thread; answers whether it ended in time."""
        return self._stop()

    def look(self, address: str) -> FoundHub:
        """Asks a hub for its certificate. Raises Unavailable("hub_unreachable")."""
        from counter_app.sync.client import certificate_of  # noqa: PLC0415  HTTP, which no start waits for

        certificate = certificate_of(address)
        return FoundHub(address, certificate, fingerprint_of(certificate))

    def enrol(self, hub: FoundHub, code: str) -> None:
        """Connects this station and starts its sync thread; raises what ``sync.enrol`` raises."""
        from counter_app.sync.enrol import enrol_store  # noqa: PLC0415  the same

        enrol_store(self._store, hub.address, hub.certificate, code)
        self.start()


@contextmanager
def syncing(store: Store, news: SyncNews) -> Iterator[StationSync]:
    """The sync of a station while its window is open."""
    sync = StationSync(store, news)
    sync.start()
    try:
        yield sync
    finally:
        sync.stop()
