"""The centre's database: PostgreSQL, sealed with keys outside of it, several workers on it at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine, text

from counter_app.db.seal import Seal
from counter_app.hub.keys import HubKeys
from counter_app.hub.pii import PersonalSeal

T = TypeVar("T")
CHANNEL = "counter_site"
_LOOK_S, _AGAIN_S = 1.0, 1.0
_TELL = text("SELECT pg_notify(:channel, :said)")
_log = logging.getLogger("counter_app.hub.live")


def tell(connection: Connection, site: str, replica_no: int = 0) -> None:
    """Says with the commit that a site has changed; ``replica_no`` wrote it and need not be told."""
    connection.execute(_TELL, {"channel": CHANNEL, "said": f"{replica_no} {site}"})


class CentreDatabase:
    """What a hub needs of PostgreSQL (see ``HubDatabase``); LISTEN and NOTIFY carry the hints."""

    contact_every_ms = 0

    def __init__(self, engine: Engine, keys: HubKeys) -> None:
        self.engine = engine
        self._seal = PersonalSeal(keys.personal, keys.lookup)
        self._ear: _Ear | None = None

    @property
    def seal(self) -> Seal:
        """Personal data is sealed with the hub's keys."""
        return self._seal

    def read(self, query: Callable[[Connection], T], /) -> T:
        """Runs one query in a transaction of its own."""
        with self.engine.connect() as connection, connection.begin():
            return query(connection)

    def write(self, act: Callable[[Connection], T], /) -> T:
        """Runs one act in a transaction of its own."""
        with self.engine.begin() as connection:
            return act(connection)

    def own_work(self) -> None:
        """The centre keeps a log for each site (``site_log``)."""

    def own_signer(self) -> None:
        """The key of each site's log is made from the hub's own."""

    def leave_log(self) -> None:
        """A log is left by the setting that its key is made of (``restored``)."""

    def tell(self, connection: Connection, site: str, replica_no: int, _changed: frozenset[str]) -> None:
        """NOTIFY, with the commit."""
        tell(connection, site, replica_no)

    def listen(self, heard: Callable[[str | None], None]) -> None:
        """LISTEN on a connection of its own, until ``close``."""
        self._ear = _Ear(self.engine, heard)
        self._ear.start()

    def close(self) -> None:
        """Ends the listening and lets the connections go."""
        if self._ear is not None:
            self._ear.stop()
        self.engine.dispose()


class _Ear:
    """One listening connection; when it was away, everybody is told to look: nobody heard what was said."""

    def __init__(self, engine: Engine, heard: Callable[[str | None], None]) -> None:
        self._url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._heard = heard
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="live", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(2 * _LOOK_S)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._heard(None)
                    self._hear(connection)
            except psycopg.Error as error:
                _log.warning("hints wait: %s", type(error).__name__)
                self._stopping.wait(_AGAIN_S)

    def _hear(self, connection: psycopg.Connection) -> None:
        while not self._stopping.is_set():
            for said in connection.notifies(timeout=_LOOK_S):
                self._heard(said.payload)
