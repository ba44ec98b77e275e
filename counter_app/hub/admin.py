"""Opening a hub's database from its data folder, for serving it and for the commands beside it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter_app.domain.clock import Clock, system_clock
from counter_app.hub.centre_database import CentreDatabase
from counter_app.hub.database import hub_engine, prepare
from counter_app.hub.embedded import embedded_server
from counter_app.hub.hub import Hub
from counter_app.hub.keys import hub_keys
from counter_app.hub.metrics import Metrics, counts_folder
from counter_app.hub.restored import notice_moved
from counter_app.hub.web import make_folder
from counter_app.operations.silence import note_listening

_URL_NOTE = "database.url"


def hub_of(folder: Path, url: str, clock: Clock = system_clock) -> Hub:
    """The hub of a data folder on the database at ``url``."""
    metrics = Metrics(counts_folder(folder) / f"{os.getpid()}.json")
    keys = hub_keys(folder)
    return Hub(CentreDatabase(hub_engine(url), keys), keys, clock, secrets.token_bytes, metrics=metrics)


def prepare_database(folder: Path, url: str, *, is_served: bool = False) -> None:
    """Brings the database at ``url`` up to date; raises what ``database.prepare`` raises.

    ``is_served``: stations can speak to the hub from now on.
    """
    engine = hub_engine(url)
    try:
        hub = Hub(
            CentreDatabase(engine, hub_keys(folder)), hub_keys(folder), system_clock, secrets.token_bytes
        )
        prepare(engine, hub.seal)
        hub.write(lambda connection: notice_moved(connection, hub))
        if is_served:
            hub.write(lambda connection: note_listening(connection, hub.clock()))
    finally:
        engine.dispose()


def remember_url(folder: Path, url: str) -> None:
    """Keeps which external database a hub is on, so that the commands beside it find it."""
    path = folder / _URL_NOTE
    path.touch(mode=0o600)
    path.write_text(url, encoding="utf-8")


def known_url(folder: Path) -> str:
    """The external database of a data folder; empty where it is the embedded one."""
    path = folder / _URL_NOTE
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


@contextmanager
def open_hub(folder: Path) -> Iterator[Hub]:
    """The hub of a data folder for one command; the embedded server is started where none runs."""
    make_folder(folder)
    server = embedded_server(folder, hub_keys(folder).database_password) if not known_url(folder) else None
    running = known_url(folder) if server is None else server.url()
    url = running or (server.start() if server is not None else "")
    hub = hub_of(folder, url)
    try:
        prepare_database(folder, url)
        yield hub
    finally:
        hub.database.close()
        if server is not None and running is None:
            server.stop()
