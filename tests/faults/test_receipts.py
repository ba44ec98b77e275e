"""A receipt is a promise: what the hub signed for is on its disk, whatever happens the moment after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from counter_app.db import journal
from counter_app.hub import ingest
from counter_app.hub.app import hub_app
from counter_app.hub.database import commit_lazily, hub_engine, prepare
from counter_app.hub.embedded import EmbeddedServer, embedded_server
from counter_app.hub.keys import hub_keys
from counter_app.sync.exchange import Exchange
from tests.helpers.hubs import Centre, drain, hub_on, serve
from tests.helpers.stations import ScriptedClock, Station, entries, issue

ROUNDS = 3
PATIENT = ("ALTER SYSTEM SET wal_writer_delay = '10s'", "SELECT pg_reload_conf()")
"""Nothing comes to the disk by the way: only what a commit waited for."""


class Doomed:
    """A centre whose database is stopped as a crash stops it: its own memory is gone, the disk stays."""

    def __init__(self, folder: Path) -> None:
        keys = hub_keys(folder)
        self._server: EmbeddedServer = embedded_server(folder, keys.database_password)
        self._url = self._started()
        self._engine = hub_engine(self._url)
        clock = ScriptedClock()
        hub = hub_on(self._engine, keys, clock)
        prepare(self._engine, hub.seal)
        self._serving = serve(hub_app(hub))
        self.centre = Centre(hub, clock, self._serving.url)

    def end(self) -> None:
        for client in self.centre.clients:
            client.close()
        self._serving.stop()
        self._server.stop("immediate")
        self._server.remove()

    def crash(self) -> None:
        self._server.stop("immediate")
        self._started()
        self._engine.dispose()

    def _started(self) -> str:
        url = self._server.start()
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in PATIENT:
                connection.execute(text(statement))
        return url


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Doomed]:
    made = Doomed(tmp_path)
    yield made
    made.end()


def broken_promises(doomed: Doomed, station: Station) -> list[tuple[int, int]]:
    """(signed for, held after the crash) for each crash that took something away."""
    found = []
    exchange: Exchange = doomed.centre.exchange(station.store)
    for _ in range(ROUNDS):
        for _ in range(5):
            issue(station)
        exchange.forget()
        drain(exchange)
        doomed.crash()
        held = doomed.centre.ask(journal.heads).get(station.store.own.replica_id)
        if held is None or held.seq < exchange._outbox.acked:
            found.append((exchange._outbox.acked, 0 if held is None else held.seq))
    return found


@pytest.mark.long
def test_what_the_hub_signed_for_is_there_after_a_crash_of_its_database(
    doomed: Doomed, counter_three: Station
) -> None:
    assert broken_promises(doomed, counter_three) == []
    assert doomed.centre.entries() == entries(counter_three.store)
    assert doomed.centre.is_clean()


@pytest.mark.long
def test_a_receipt_before_the_commit_breaks_promises_and_the_next_hello_mends_it(
    doomed: Doomed, counter_three: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutation check: the receipt waits for no disk. The station asks how far the hub is, and sends again."""
    keep = ingest._keep_signature

    def at_once(connection: Any, *facts: Any) -> None:
        commit_lazily(connection)
        keep(connection, *facts)

    monkeypatch.setattr(ingest, "_keep_signature", at_once)

    assert broken_promises(doomed, counter_three) != []
    monkeypatch.undo()
    drain(doomed.centre.again(counter_three.store))
    assert doomed.centre.entries() == entries(counter_three.store)
