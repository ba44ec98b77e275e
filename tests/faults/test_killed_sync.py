"""The program is killed at any statement of what it takes in: a prefix of each log stays, the rest comes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from counter_app.db import journal, schema
from counter_app.db.connection import writer_engine
from counter_app.db.key import read_keys
from counter_app.db.store import DATABASE, Store, open_store
from tests.helpers.crash import Camera, images
from tests.helpers.healing import differences, heads, heal
from tests.helpers.hubs import Centre, drain, unsent
from tests.helpers.stations import (
    ScriptedClock,
    Station,
    entries,
    finish,
    is_clean,
    issue,
    scripted_sources,
    serve,
    show_all_papers,
    submit,
)

IS_FULL = int(os.environ.get("FAULT_HITS", "5")) >= 20
EVERY = 2 if IS_FULL else 15
"""Of so many statements one is looked at."""


def busy_morning(station: Station) -> None:
    """Entries of every sort of thing: visits, tickets, an application with its person."""
    for _ in range(3):
        issue(station)
    called = serve(station)
    show_all_papers(station, called.ticket_id)
    submit(station, called.ticket_id)
    finish(station, called.ticket_id)


def after_the_kill(image: Path, number: int) -> Store:
    return open_store(image, scripted_sources(ScriptedClock(), 100 + number))


def is_prefix(store: Store, whole: dict[bytes, list[bytes]]) -> bool:
    """Whether each log stands here from its first entry on, without a gap."""
    held: dict[bytes, list[bytes]] = {}
    for entry in entries(store):
        held.setdefault(entry.replica_id, []).append(entry.hash)
    return all(whole[one][: len(hashes)] == hashes for one, hashes in held.items())


def test_a_pull_killed_at_any_statement_leaves_a_prefix_and_goes_on(
    centre: Centre, counter_three: Station, counter_four: Store, tmp_path: Path
) -> None:
    busy_morning(counter_three)
    drain(centre.exchange(counter_three.store))
    whole: dict[bytes, list[bytes]] = {}
    for entry in centre.entries():
        whole.setdefault(entry.replica_id, []).append(entry.hash)
    four = centre.exchange(counter_four)
    four.greet()

    left = images(counter_four, tmp_path, four.pull, EVERY)

    assert len(left) > 30 / EVERY
    for number, image in enumerate(left):
        store = after_the_kill(image, number)
        assert is_prefix(store, whole)
        assert is_clean(store)
        heal(centre, [centre.again(store)])
        assert differences(centre, [store]) == []
        store.close()
        shutil.rmtree(image)


@pytest.mark.long
def test_a_push_killed_at_any_statement_is_sent_again_and_held_once(
    centre: Centre, counter_three: Station, tmp_path: Path
) -> None:
    busy_morning(counter_three)
    three = centre.exchange(counter_three.store)
    three.greet()
    own = len(entries(counter_three.store))

    left = images(counter_three.store, tmp_path, lambda: drain(three))

    assert len(left) >= 4
    for number, image in enumerate(left):
        store = after_the_kill(image, number)
        exchange = centre.again(store)
        drain(exchange)
        assert (unsent(exchange), centre.ask(journal.count)) == (0, own)
        assert differences(centre, [store]) == []
        store.close()


@pytest.fixture
def old_folder(tmp_path: Path, counter_three: Station) -> Path:
    """A morning's data in the shape of the first release."""
    busy_morning(counter_three)
    counter_three.store.close()
    folder = tmp_path / "old"
    shutil.copytree(counter_three.folder, folder)
    engine = at(folder)
    with engine.begin() as connection:
        schema.downgrade(connection, schema.KNOWN[0])
        connection.execute(text("PRAGMA user_version=1"))  # its projections were those of that time
    engine.dispose()
    return folder


def at(folder: Path) -> Engine:
    return writer_engine(folder / DATABASE, read_keys(folder).database)


def prepared(folder: Path, camera: Camera) -> None:
    """The migration that a start does, seen by the camera."""
    engine = at(folder)

    def seen(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        with camera.on(driver):
            schema.prepare(connection)

    with engine.begin() as connection:
        seen(connection)
    engine.dispose()


@pytest.mark.long
def test_a_migration_killed_at_any_statement_is_done_by_the_next_start(
    old_folder: Path, tmp_path: Path
) -> None:
    camera = Camera(old_folder, tmp_path, EVERY * 3)

    prepared(old_folder, camera)

    after = [hashes(image, number) for number, image in enumerate(camera.images)]
    assert len(after) > 3
    assert set(after) == {hashes(old_folder, 99)}


def hashes(folder: Path, number: int) -> tuple[bytes, ...]:
    """What stands in the log after a start; everything else must fit to it."""
    store = after_the_kill(folder, number)
    assert is_clean(store)
    found = tuple(store.read(heads).values())
    store.close()
    return found
