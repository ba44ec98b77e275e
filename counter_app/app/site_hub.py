"""The hub of a site as a switch on this station: kept in its settings, served in its process (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from counter_app.app.network import BUILDING, Network
from counter_app.db.store import Store
from counter_app.domain.errors import Refused, Unavailable
from counter_app.settings import write_station
from counter_app.sync.hub_link import read_link
from counter_app.sync.worker import SyncWorker
from counter_app.ui.hub_setup.switch import ConnectedStation, HubPlace, HubShown, ShownCode

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from counter_app.hub.hub import Hub
    from counter_app.hub.site_server import ServerState, SiteServer
    from counter_app.hub.stations import EnrolledStation

_FIRST_AFTER_S = 0.5
"""The window stands by then: a web server does not make its start longer."""


class SiteHub:
    """Turns the hub on and off; while it is on, a thread of this process serves it."""

    def __init__(self, store: Store, network: Network = BUILDING) -> None:
        self._store = store
        self._network = network
        self._server: SiteServer | None = None
        self._listeners: list[Callable[[], None]] = []

    def start(self, first_after_s: float = 0.0) -> None:
        """Serves where the settings say so."""
        if not self._store.station.hub_port or self._server is not None:
            return
        from counter_app.hub.site_server import EVERYWHERE, SiteServer  # noqa: PLC0415  a web server: 200 ms

        host = self._network.host or EVERYWHERE
        self._server = SiteServer(self._store, host=host, changed=self._changed, first_after_s=first_after_s)
        self._server.start()

    def stop(self) -> bool:
        """Ends the thread, if any; answers whether it ended in time. The settings stay."""
        server, self._server = self._server, None
        return server is None or server.stop()

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Calls it, in the hub's thread, whenever the hub began or ceased to answer."""
        self._listeners.append(listener)

    @property
    def is_silent(self) -> bool:
        """Whether it is the hub and can't answer."""
        return self._server is not None and self._server.state.problem is not None

    def turn_on(self) -> None:
        """From now on this PC is the hub.

        Raises Refused: hub_elsewhere where this PC belongs to another one, hub_second (name) where another
        one of the site answers on this network; Unavailable("folder_unusable").
        """
        self._refuse_second()
        self.keep_on(self._network.port)
        self.start()

    def keep_on(self, port: int) -> None:
        """Keeps it in the settings. Raises Refused("hub_elsewhere") and Unavailable("folder_unusable")."""
        link = read_link(self._store.folder)
        if link is not None and link.is_site:
            raise Refused("hub_elsewhere")
        self._keep(port)

    def _refuse_second(self) -> None:
        """Two hubs in one building would call one person twice."""
        from counter_app.sync.finding import hubs_nearby  # noqa: PLC0415  see start

        site = self._store.station.site
        for one in hubs_nearby(self._network.port, to=self._network.near, within_s=self._network.patience_s):
            if one.site == site:
                raise Refused("hub_second", name=one.name)

    def refuse_off(self) -> None:
        """Raises Unavailable("hub_off") where this PC is not the hub."""
        if not self._store.station.hub_port:
            raise Unavailable("hub_off")

    def told(self) -> str:
        """One line for a log: where it answers, or the code of what is in the way."""
        shown = self.shown()
        if shown.problem is not None:
            return f"hub waits: {shown.problem.code}"
        return (
            f"hub at {' '.join(shown.addresses)} fingerprint {shown.fingerprint}"
            if shown.is_answering
            else "hub ended"
        )

    def turn_off(self) -> None:
        """From now on it is a station like the others. Raises Unavailable("folder_unusable")."""
        self._keep(0)
        self.stop()
        self._changed()

    def _keep(self, port: int) -> None:
        """On the disk first: who takes itself for the hub and is none would call whom others call."""
        folder, station = self._store.folder, replace(self._store.station, hub_port=port)
        try:
            write_station(folder, station)
        except OSError as error:
            raise Unavailable("folder_unusable", folder=str(folder), reason=error.strerror) from error
        self._store.station = station

    def shown(self) -> HubShown:
        """How it is now."""
        port = self._store.station.hub_port
        server = self._server
        if not port or server is None:
            return HubShown()
        from counter_app.wire.addresses import own_addresses  # noqa: PLC0415  see start

        state = server.state
        shown = HubShown(
            is_on=True, addresses=tuple(f"{one}:{port}" for one in own_addresses()), problem=state.problem
        )
        return shown if state.hub is None else self._with_stations(shown, state, state.hub)

    def _with_stations(self, shown: HubShown, state: ServerState, hub: Hub) -> HubShown:
        from counter_app.hub.stations import stations  # noqa: PLC0415  see start

        site = self._store.station.site
        living = [one for one in hub.read(lambda connection: stations(connection, site)) if one.is_living]
        connected = tuple(self._connected(one) for one in living)
        return replace(
            shown, is_answering=True, fingerprint=state.fingerprint, stations=connected,
            free=self._free({one.place for one in connected}),
        )  # fmt: skip

    def _connected(self, one: EnrolledStation) -> ConnectedStation:
        return ConnectedStation(
            HubPlace(one.kind, one.counter), one.name, one.last_contact_at, one.unsent,
            one.replica_id == self._store.own.replica_id,
        )  # fmt: skip

    def _free(self, taken: set[HubPlace]) -> tuple[HubPlace, ...]:
        """Counters that nobody has, desks that may be several, and counters whose PC is to be replaced."""
        counters = [HubPlace("counter", one.number) for one in self._store.site.counters]
        own = HubPlace("counter", self._store.station.counter)
        return (
            *(one for one in counters if one not in taken),
            HubPlace("reception", 0),
            HubPlace("supervisor", 0),
            *(replace(one, is_taken=True) for one in counters if one in taken and one != own),
        )

    def make_code(self, place: HubPlace, name: str) -> ShownCode:
        """A one-time code. Raises Refused("counter_taken") and Unavailable("hub_off")."""
        from counter_app.hub.enrolment import CODE_MS, make_code, revoke_counter  # noqa: PLC0415  see start

        hub = None if self._server is None else self._server.state.hub
        if hub is None:
            raise Unavailable("hub_off")
        now = hub.clock()

        def made(connection: Connection) -> str:
            if place.is_taken:
                revoke_counter(connection, site=self._store.station.site, counter=place.counter, now_ms=now)
            return make_code(
                connection, hub.keys, hub.random_bytes, now, site=self._store.station.site, kind=place.kind,
                counter=place.counter, name=name,
            )  # fmt: skip

        return ShownCode(hub.write(made), now + CODE_MS)

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()


@contextmanager
def relaying(store: Store) -> Iterator[None]:
    """Where no window is open: kept in step with the centre, if this station belongs to one."""
    link = read_link(store.folder)
    worker = None if link is None else SyncWorker(store, link, lambda _state: None)
    if worker is not None:
        worker.start()
    try:
        yield
    finally:
        if worker is not None:
            worker.stop()


@contextmanager
def serving_site(store: Store, network: Network = BUILDING) -> Iterator[SiteHub]:
    """The hub of this station, if it is one, while its window is open."""
    switch = SiteHub(store, network)
    switch.start(_FIRST_AFTER_S)
    try:
        yield switch
    finally:
        switch.stop()
