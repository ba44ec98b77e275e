"""The hub of a site in a thread of its station's process; it never takes the window with it (DESIGN 2)."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import uvicorn

from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Unavailable
from counter_app.hub.app import hub_app
from counter_app.hub.beacon import Beacon, BeaconPlace
from counter_app.hub.hub import Hub
from counter_app.hub.live import Live
from counter_app.hub.site_hub import hub_folder, site_hub
from counter_app.hub.web import Serving, certificate_of, make_folder, options_of

EVERYWHERE = "0.0.0.0"  # noqa: S104  other PCs of the building come here; with a certificate
AGAIN_S = 5.0
"""So long after a failure it is tried again: another program may have had the port."""
_log = logging.getLogger("counter_app.hub")


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the hub in this process is."""

    hub: Hub | None = None
    """While it answers."""
    fingerprint: str = ""
    """Eight characters of its certificate; empty on loopback."""
    problem: CounterError | None = None
    """Why it does not answer; it tries again by itself."""


class SiteServer:
    """Serves from ``start`` to ``stop``; ``changed`` is called in its thread when ``state`` is another."""

    def __init__(
        self, store: Store, *, host: str = EVERYWHERE, changed: Callable[[], None], first_after_s: float = 0.0
    ) -> None:
        self._store = store
        self._wanted = Serving(hub_folder(store.folder), host=host, port=store.station.hub_port)
        self._changed = changed
        self._first_after_s = first_after_s
        self._stopping = threading.Event()
        self._running: tuple[uvicorn.Server, Live] | None = None
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)
        self.state = ServerState()

    def start(self) -> None:
        """Answers from soon on."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Ends the thread; answers whether it ended in time."""
        self._stopping.set()
        self._end()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _end(self) -> None:
        if self._running is not None:
            server, live = self._running
            live.hang_up()
            server.should_exit = True

    def _run(self) -> None:
        self._stopping.wait(self._first_after_s)
        while not self._stopping.is_set():
            try:
                self._serve()
            except CounterError as error:
                self._fail(error)
            except Exception:  # noqa: BLE001  a worker's loop outlives our own mistakes (DESIGN 9)
                _log.exception("hub failed")
                self._fail(Unavailable("hub_failed"))

    def _fail(self, error: CounterError) -> None:
        _log.warning("hub waits: %s", error.code)
        self._tell(ServerState(problem=error))
        self._stopping.wait(AGAIN_S)

    def _serve(self) -> None:
        make_folder(self._wanted.data)
        with closing(self._bound()) as listener:
            certificate = certificate_of(self._wanted)
            hub = site_hub(self._store)
            live = Live(hub.database)
            config = uvicorn.Config(hub_app(hub, live), **options_of(self._wanted, certificate))
            server = uvicorn.Server(config)
            self._running = server, live
            scheme = "http" if certificate is None else "https"
            site = self._store.station.site
            beacon = Beacon(hub.keys, BeaconPlace(self._wanted.host, self._wanted.port, scheme, site))
            if self._stopping.is_set():  # before there was anything to end
                self._end()
            self._tell(ServerState(hub, "" if certificate is None else certificate.fingerprint))
            beacon.start()
            try:
                server.run([listener])
            finally:
                self._running = None
                beacon.stop()
                self._tell(ServerState())

    def _bound(self) -> socket.socket:
        """Raises Unavailable("hub_port_taken", port=…)."""
        try:
            listener = socket.create_server((self._wanted.host, self._wanted.port))
        except OSError as error:
            raise Unavailable("hub_port_taken", port=self._wanted.port) from error
        # asyncio sets this only on sockets of its own; without it each answer waits 40 ms for an ACK
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener

    def _tell(self, state: ServerState) -> None:
        self.state = state
        self._changed()
