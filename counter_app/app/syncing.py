"""Joins the window, the sync thread and the enrolment of a station."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from counter_app.app.network import BUILDING, Network
from counter_app.db.store import Store
from counter_app.domain.errors import Unavailable
from counter_app.operations.actor import Actor
from counter_app.operations.authority import asks_hub
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press
from counter_app.sync.hub_link import fingerprint_of, read_link, write_link
from counter_app.sync.live import LiveHints
from counter_app.sync.worker import SyncWorker
from counter_app.ui.connect.hub import FoundHub, NearbyHub
from counter_app.ui.desk.sync_news import SyncNews

if TYPE_CHECKING:
    from counter_app.sync.authority import HubAuthority

_FIRST_AFTER_S = 0.5
"""The window stands by then: what the sync thread loads does not make its start longer."""


class StationSync:
    """The sync thread of a station, from the moment it belongs to a hub."""

    def __init__(self, store: Store, news: SyncNews, network: Network = BUILDING) -> None:
        self._network = network
        self._store = store
        self._news = news
        self._stop: Callable[[], bool] = lambda: True
        self._turn = threading.Lock()
        self._is_over = False
        self._authority: HubAuthority | None = None
        self._asked_at = ""

    def start(self) -> None:
        """Starts the thread where this station belongs to a hub; raises Refused("settings_broken")."""
        link = read_link(self._store.folder)
        if link is None:
            return
        worker = SyncWorker(
            self._store, link, self._news.report, first_after_s=_FIRST_AFTER_S, lost=self._look_around
        )
        hints = LiveHints(self._store, link, worker.hinted, worker.set_live, first_after_s=2 * _FIRST_AFTER_S)
        self._news.is_linked = True

        def stop() -> bool:
            have_ended = [hints.stop(), worker.stop()]
            return all(have_ended)

        self._stop = stop
        worker.start()
        hints.start()

    def stop(self) -> bool:
        """Ends the thread; answers whether it ended in time."""
        with self._turn:
            self._is_over = True
            if self._authority is not None:
                self._authority.close()
            return self._stop()

    def _look_around(self) -> None:
        """In the sync thread: a hub of the building whose address has changed is known again (DESIGN 6)."""
        from counter_app.sync.finding import moved  # noqa: PLC0415  signatures, which no start waits for

        link = read_link(self._store.folder)
        found = moved(link, self._network.near) if link is not None and link.is_site else None
        if found is not None:
            write_link(self._store.folder, found)
            threading.Thread(target=self._begin_anew, name="sync anew", daemon=True).start()

    def _begin_anew(self) -> None:
        with self._turn:
            if not self._is_over:
                self._stop()
                self.start()

    @property
    def is_asked(self) -> bool:
        """Whether the hub decides who is called at this counter."""
        return asks_hub(self._store.station, self._store.site)

    def call(self, actor: Actor, press: Press) -> CalledTicket:
        """Asks the hub; in the hub lane only. Raises what ``HubAuthority.call`` raises."""
        from counter_app.sync.authority import HubAuthority  # noqa: PLC0415  HTTP, which no start waits for

        link = read_link(self._store.folder)
        if link is None:
            raise Unavailable("authority_away", reason="not_linked")
        if self._authority is not None and self._asked_at != link.url:
            self._authority.close()
            self._authority = None
        if self._authority is None:
            self._authority, self._asked_at = HubAuthority(self._store, link), link.url
        return self._authority.call(actor, press)

    def nearby(self) -> tuple[NearbyHub, ...]:
        """Hubs that answer on this network; takes a second."""
        from counter_app.sync.finding import hubs_nearby  # noqa: PLC0415  see _look_around

        return tuple(
            NearbyHub(one.url, one.name)
            for one in hubs_nearby(
                self._network.port, to=self._network.near, within_s=self._network.patience_s
            )
        )

    def look(self, address: str) -> FoundHub:
        """Asks a hub for its certificate. Raises Unavailable("hub_unreachable")."""
        from counter_app.sync.client import certificate_of  # noqa: PLC0415  HTTP, which no start waits for

        certificate = certificate_of(address)
        return FoundHub(address, certificate, fingerprint_of(certificate))

    def enrol(self, hub: FoundHub, code: str) -> None:
        """Connects this station and starts its sync thread; raises what ``sync.enrol`` raises."""
        from counter_app.sync.enrol import enrol_store  # noqa: PLC0415  the same

        with self._turn:
            self._stop()  # a thread of a hub that will not have this station any more
            try:
                enrol_store(self._store, hub.address, hub.certificate, code)
            finally:
                self.start()


@contextmanager
def syncing(store: Store, news: SyncNews, network: Network = BUILDING) -> Iterator[StationSync]:
    """The sync of a station while its window is open."""
    sync = StationSync(store, news, network)
    sync.start()
    try:
        yield sync
    finally:
        sync.stop()
