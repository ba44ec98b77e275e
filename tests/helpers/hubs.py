"""A centre on a real PostgreSQL server and real HTTP on loopback, and stations that are enrolled there."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import uvicorn
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from counter_app.db import journal, rebuild
from counter_app.db.hub_tables import SETTING
from counter_app.db.key import read_keys
from counter_app.db.store import Store
from counter_app.db.tables import PROJECTIONS
from counter_app.domain.catalogue import Site
from counter_app.domain.entry import Entry
from counter_app.domain.errors import CounterError
from counter_app.hub.app import hub_app
from counter_app.hub.catalogue import publish
from counter_app.hub.centre_database import CentreDatabase
from counter_app.hub.database import hub_engine, prepare
from counter_app.hub.embedded import EmbeddedServer, embedded_server
from counter_app.hub.enrolment import make_code, revoke
from counter_app.hub.hub import Hub
from counter_app.hub.keys import HubKeys, hub_keys
from counter_app.hub.site_hub import site_hub
from counter_app.sync.client import HubClient, enrol_ask, link_of
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import HubLink
from counter_app.sync.slow_line import SlowLineError
from tests.helpers.line import Line
from tests.helpers.stations import ScriptedClock, Station, catalogue, made_store, open_station, site

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """One PostgreSQL server for all tests of a session."""

    embedded: EmbeddedServer
    url: str
    keys: HubKeys

    def run(self, statement: str) -> None:
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))

    def new_database(self) -> str:
        """The URL of an empty one."""
        name = f"hub_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url.replace("/postgres", f"/{name}")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("centre")
    keys = hub_keys(folder)
    embedded = embedded_server(folder, keys.database_password)
    server = Server(embedded, embedded.start(), keys)
    server.run("ALTER SYSTEM SET fsync = off")  # the machine's power is not what is tested here
    server.run("SELECT pg_reload_conf()")
    yield server
    embedded.stop("immediate")
    embedded.remove()


@dataclass
class Centre:
    """A running hub."""

    hub: Hub
    clock: ScriptedClock
    url: str = ""
    clients: list[HubClient] = field(default_factory=list)

    def ask(self, query: Callable[[Connection], Any]) -> Any:
        return self.hub.read(query)

    def code(self, *, site_code: str = "BLU", kind: str = "counter", counter: int = 3) -> str:
        return self.hub.write(
            lambda connection: make_code(
                connection, self.hub.keys, self.hub.random_bytes, self.clock(), site=site_code, kind=kind,
                counter=counter, name=f"{kind} {counter}",
            )
        )  # fmt: skip

    def publish(self, at: Site | None = None) -> str:
        return self.hub.write(lambda connection: publish(connection, catalogue(), at or site(), self.clock()))

    def revoke(self, issuer: int, site_code: str = "BLU") -> None:
        self.hub.write(
            lambda connection: revoke(connection, site=site_code, issuer=issuer, now_ms=self.clock())
        )

    def client(self, url: str = "", timeout_s: float = 4.0, hub_id: str | None = None) -> HubClient:
        wanted = self.hub.keys.hub_id if hub_id is None else hub_id
        made = HubClient(url or self.url, "", wanted, timeout_s)
        self.clients.append(made)
        return made

    def enrol(self, store: Store) -> HubLink:
        """Makes a store's installation a station here."""
        station = store.station
        code = self.code(site_code=station.site, kind=station.kind, counter=station.counter)
        ask = enrol_ask(
            store.sign, read_keys(store.folder).public_key, code, site=station.site, kind=station.kind,
            counter=station.counter, issuer=station.issuer,
        )  # fmt: skip
        return link_of(self.url, "", self.client().enrol(ask))

    def exchange(self, store: Store, url: str = "", timeout_s: float = 4.0) -> Exchange:
        """An enrolled store's session with this hub; through ``url`` where something stands between."""
        return Exchange(store, self.enrol(store), self.client(url, timeout_s))

    def again(self, store: Store, url: str = "", timeout_s: float = 4.0) -> Exchange:
        """Another session of a store that is enrolled already."""
        return Exchange(store, self.link(), self.client(url, timeout_s))

    def link(self) -> HubLink:
        """What a station that is enrolled here keeps."""
        return HubLink(self.url, self.hub.keys.hub_id, self.hub.keys.public_key.hex(), "")

    def entries(self) -> list[Entry]:
        return list(self.ask(lambda connection: list(journal.all_entries(connection, seal=self.hub.seal))))

    def is_clean(self) -> bool:
        """The chains hold, and a rebuild gives what is stored."""

        def judged(connection: Connection) -> bool:
            entries = journal.all_entries(connection, seal=self.hub.seal)
            broken = journal.first_broken(entries, journal.heads(connection))
            return broken is None and rebuild.first_difference(connection, self.hub.seal) is None

        return bool(self.ask(judged))


def hub_on(engine: Engine, keys: HubKeys, clock: Callable[[], int]) -> Hub:
    return Hub(CentreDatabase(engine, keys), keys, clock, Random(7).randbytes)


@dataclass
class Serving:
    """A uvicorn server in a thread."""

    server: uvicorn.Server
    thread: threading.Thread
    url: str

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


def serve(app: Any) -> Serving:
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="on")
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    sockets[0].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    port = sockets[0].getsockname()[1]
    thread = threading.Thread(target=server.run, args=(sockets,), name="centre", daemon=True)
    thread.start()
    return Serving(server, thread, f"http://127.0.0.1:{port}")


@pytest.fixture(scope="session")
def running(postgres: Server) -> Iterator[Centre]:
    """One hub for all tests of a session."""
    engine, clock = hub_engine(postgres.url), ScriptedClock()
    hub = hub_on(engine, postgres.keys, clock)
    prepare(engine, hub.seal)
    serving = serve(hub_app(hub))
    yield Centre(hub, clock, serving.url)
    serving.stop()
    engine.dispose()


def _emptied(connection: Connection) -> None:
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name != "setting":
            connection.execute(table.delete())
    connection.execute(SETTING.delete().where(SETTING.c.name != "projection_version"))


def empty(centre: Centre) -> None:
    """As if it had just been made."""
    centre.hub.write(_emptied)
    centre.clock.now_ms = ScriptedClock().now_ms
    centre.hub.shelf.forget()


@pytest.fixture
def postgresql_centre(running: Centre) -> Iterator[Centre]:
    """A hub with nothing in it, answering on loopback."""
    empty(running)
    yield running
    for client in running.clients:
        client.close()
    running.clients.clear()


@dataclass
class SiteHub(Centre):
    """The hub of a site on the store of Loket 1."""

    store: Store | None = None

    def publish(self, at: Site | None = None) -> str:
        assert self.store is not None
        self.store.take_catalogue(catalogue(), at or site())
        return self.hub.read(lambda connection: self.hub.shelf.digest(connection, "BLU"))


@contextmanager
def serving_site(folder: Path) -> Iterator[SiteHub]:
    """A station that is the hub of its site, answering on loopback."""
    clock = ScriptedClock()
    store = made_store(folder, counter=1, clock=clock, seed=77)
    store.station = replace(store.station, hub_port=1)
    hub = site_hub(store)
    serving = serve(hub_app(hub))
    made = SiteHub(hub, clock, serving.url, store=store)
    yield made
    for client in made.clients:
        client.close()
    serving.stop()
    store.close()


@pytest.fixture
def site_centre(tmp_path: Path) -> Iterator[SiteHub]:
    """The hub on a station's own store."""
    with serving_site(tmp_path / "host") as made:
        yield made


@pytest.fixture
def centre(postgresql_centre: Centre) -> Centre:
    """The hub of a test; a module for both databases overrides it with one of ``BOTH``."""
    return postgresql_centre


BOTH = ("postgresql_centre", pytest.param("site_centre", marks=pytest.mark.slow))
"""The same program on PostgreSQL and on a station's own store."""


@pytest.fixture
def line(centre: Centre) -> Iterator[Line]:
    """Stands between the stations and the centre."""
    with Line(centre.url) as made:
        yield made


@pytest.fixture
def counter_three(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "three")
    yield made
    made.store.close()


@pytest.fixture
def counter_four(tmp_path: Path) -> Iterator[Store]:
    made = made_store(tmp_path / "four", counter=4, seed=2)
    yield made
    made.close()


@pytest.fixture
def counter_eight(tmp_path: Path) -> Iterator[Store]:
    """A counter of the police: another agency."""
    made = made_store(tmp_path / "eight", counter=8, seed=3)
    yield made
    made.close()


def projections(connection: Connection, *, with_personal: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every projection's rows with replicas by id, so that two databases can be compared."""
    ids = {head.replica_no: head.replica_id for head in journal.heads(connection).values()}
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in PROJECTIONS:
        if table.name == "applicant_identity" and not with_personal:
            continue
        aside = {"number_key", "phone_key"}
        rows = connection.execute(select(*[column for column in table.c if column.name not in aside]))
        named = [
            tuple(
                ids[value] if name.endswith("replica_no") else value for name, value in row._mapping.items()
            )
            for row in rows
        ]
        found[table.name] = sorted(named)
    return found


def drain(exchange: Exchange) -> int:
    """Says hello and sends all that waits; answers in how many pushes."""
    exchange.greet()
    pushes = 0
    while exchange.push():
        pushes += 1
    return pushes


def unsent(exchange: Exchange) -> int:
    return exchange.backlog().unsent


def tried(exchange: Exchange) -> None:
    """One round over whatever line there is."""
    exchange.forget()
    with suppress(CounterError, SlowLineError):
        drain(exchange)


def pull_all(exchange: Exchange) -> None:
    while exchange.pull():
        pass
