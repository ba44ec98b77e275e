"""A station's store: one encrypted file, one writer, readers beside it, one process at a time."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.dialects.sqlite import insert

from counter_app.db import journal, rebuild, schema
from counter_app.db.connection import (
    FAILURES,
    is_whole,
    reader_engine,
    refuse_old_sqlite,
    told,
    writer_engine,
)
from counter_app.db.journal import Head
from counter_app.db.key import Signer, StationKeys, has_keys, new_keys, read_keys, write_keys
from counter_app.db.marks import HighWater, Marks, has_forgotten, merged_series
from counter_app.db.projector import PROJECTION_VERSION
from counter_app.db.series import living_series
from counter_app.db.tables import CATALOGUE_VERSION, SERIES
from counter_app.db.work import HubClock, Surroundings, Work
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json
from counter_app.domain.clock import Clock, NewId, system_clock, uuid7_source
from counter_app.domain.errors import Refused, Unavailable
from counter_app.settings import (
    StationSettings,
    is_initialised,
    read_station,
    refuse_other_place,
    write_station,
)

T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]

DATABASE = "station.db"
_LOCK, _RUNNING = "station.lock", "running"
_NEWEST_CATALOGUE = select(CATALOGUE_VERSION.c.content).order_by(CATALOGUE_VERSION.c.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where time, ids and chance come from; tests and the demonstration bring their own."""

    clock: Clock
    new_id: NewId
    random_bytes: Callable[[int], bytes]


def machine_sources() -> Sources:
    """The machine's own clock and random numbers."""
    return Sources(system_clock, uuid7_source(system_clock), secrets.token_bytes)


class Store:
    """Opens, writes, reads and closes one data folder. Made by ``create_store`` or ``open_store``."""

    def __init__(self, folder: Path, keys: StationKeys, lock: FileLock, sources: Sources) -> None:
        self.folder = folder
        self.clock = sources.clock
        self.new_id = sources.new_id
        self.random_bytes = sources.random_bytes
        self.hub_clock: HubClock | None = None
        """Set by the sync worker when it has heard the hub's clock."""
        self.was_unclean = (folder / _RUNNING).exists()
        """The program ended without closing the folder, and nobody has looked over the database since."""
        self._keys = keys
        self._lock = lock
        self._writer: Engine = writer_engine(folder / DATABASE, keys.database)
        self._reader: Engine = reader_engine(folder / DATABASE, keys.database)
        self._listeners: list[Listener] = []
        self._marks_lock = threading.Lock()
        self._high_water = HighWater(folder)
        self._marks: Marks
        self._own: Head
        self._ids: Mapping[int, bytes]
        self.station: StationSettings
        self.catalogue: Catalogue
        self.site: Site

    def write(self, operation: Callable[[Work], T]) -> T:
        """Runs one operation in one transaction; when it answers, everything is on the disk.

        Raises what the operation raises (nothing is kept then) and Unavailable for the disk's faults.
        """
        try:
            with self._writer.begin() as connection:
                work = self._work(connection)
                answer = operation(work)
                work.project()
        except FAILURES as error:
            raise told(error) from error
        self._after_commit(work)
        return answer

    def rekey(self, operation: Callable[[Work], T]) -> T:
        """Goes on under a new key, so as a new replica, and runs one operation in the same transaction.

        The key before stays among the ``signers``. Raises what ``write`` raises; all is then as before.
        """
        before = self._keys, self._own, self._ids
        keys = self._keys.announced()
        write_keys(self.folder, keys)
        try:
            with self._writer.begin() as connection:
                self._become(connection, keys.taken_over())  # who waits for the writer finds the new log
                work = self._work(connection)
                answer = operation(work)
                work.project()
        except BaseException as error:
            self._keys, self._own, self._ids = before
            raise (told(error) if isinstance(error, FAILURES) else error) from error
        write_keys(self.folder, self._keys)
        with self._marks_lock:
            self._marks = Marks(self._own.replica_id, work.head.seq, self._marks.series)
            self._high_water.keep(self._marks)
        self._announce(frozenset(work.changed))
        return answer

    def _become(self, connection: Connection, keys: StationKeys) -> None:
        own = journal.add_replica(connection, keys.replica_id, self.station.site, keys.public_key)
        self._keys, self._own = keys, own
        self._ids = {**self._ids, own.replica_no: own.replica_id}

    def read(self, query: Callable[[Connection], T]) -> T:
        """Runs one query on a snapshot. Raises Unavailable for the disk's faults."""
        try:
            with self._reader.begin() as connection:
                return query(connection)
        except FAILURES as error:
            raise told(error) from error

    def subscribe(self, listener: Listener) -> None:
        """Calls ``listener`` with the names of what changed after each commit, in the writing thread."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Calls it no more; one that was never subscribed is no mistake."""
        self._listeners = [one for one in self._listeners if one != listener]

    def more_readers(self, connections: int) -> Engine:
        """Read-only connections beside those of the screens, for who asks much; disposed of by who asked."""
        return reader_engine(self.folder / DATABASE, self._keys.database, connections)

    def take_catalogue(self, catalogue: Catalogue, site: Site) -> None:
        """Puts a new catalogue in force, whole; the one before stays in the database, the same is kept once.

        Raises Refused("other_site") and Refused("counter_unknown"): the one before stays in force then.
        """
        refuse_other_place(self.station, site)
        content = catalogue_to_json(catalogue, site)
        self.write(lambda work: self._keep_catalogue(work, catalogue.digest + site.digest, content))
        self.catalogue, self.site = catalogue, site

    def rebuild(self) -> int:
        """Drops and rebuilds the projections; answers how many entries were folded.

        Raises Unavailable for the disk's faults; the projections are then as before.
        """
        try:
            with self._writer.begin() as connection:
                folded = rebuild.rebuild(connection)
                connection.execute(text(f"PRAGMA user_version={PROJECTION_VERSION}"))
        except FAILURES as error:
            raise told(error) from error
        self._announce(frozenset({"ticket", "application", "visit", "day", "shift"}))
        return folded

    def look_over(self, goes_on: Callable[[], bool] = lambda: True) -> bool:
        """Lets SQLite look through the file on a connection of its own; no screen waits for it.

        Answers whether it got to the end (False: ``goes_on`` said no). Raises Unavailable for damage.
        """
        if not is_whole(self.folder / DATABASE, self._keys.database, goes_on):
            return False
        self.was_unclean = False
        return True

    def close(self) -> None:
        """Closes the files and lets another process in.

        An unclean end stays remembered until somebody looked over the database.
        """
        self._close_files()
        if not self.was_unclean:
            (self.folder / _RUNNING).unlink(missing_ok=True)
        self._lock.release()

    def _close_files(self) -> None:
        self._writer.dispose()
        self._reader.dispose()
        self._high_water.close()

    @cached_property
    def run(self) -> str:
        """Drawn at each start: by it a hub tells a restart from a copy on another computer."""
        return self.random_bytes(16).hex()

    @property
    def own(self) -> Head:
        """This installation's replica; its seq may be older than the database's."""
        return self._own

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Whose logs this installation wrote, oldest first; the last is in force."""
        return (*self._keys.former, self._keys.signer)

    def sign(self, message: bytes) -> bytes:
        """This installation's Ed25519 signature."""
        return self._keys.signer.sign(message)

    def _work(self, connection: Connection) -> Work:
        around = Surroundings(
            self.station, self.site, self.catalogue, self.clock, self.new_id, self.random_bytes,
            self._reference(),
        )  # fmt: skip
        return Work(connection, around, journal.head(connection, self._own.replica_no), self._ids)

    def _reference(self) -> HubClock | None:
        """The hub of a site is what its stations compare clocks with, whatever a centre's clock says."""
        return HubClock(0, self.clock()) if self.station.hub_port else self.hub_clock

    def _keep_catalogue(self, work: Work, digest: str, content: str) -> None:
        if content == work.connection.execute(_NEWEST_CATALOGUE).scalar():
            return
        work.connection.execute(
            CATALOGUE_VERSION.insert().values(digest=digest, content=content, taken_at=self.clock())
        )
        work.changed.add("catalogue")

    def _after_commit(self, work: Work) -> None:
        if len(work.ids) > len(self._ids):
            self._ids = work.ids
        with self._marks_lock:
            is_own = work.head.replica_id == self._marks.replica_id  # not where another log goes on since
            seq = max(work.head.seq, self._marks.seq) if is_own else self._marks.seq
            if seq > self._marks.seq or work.numbers_given:
                series = merged_series(self._marks.series, work.numbers_given)
                self._marks = Marks(self._marks.replica_id, seq, series)
                self._high_water.keep(self._marks)
        self._announce(frozenset(work.changed))

    def _announce(self, changed: frozenset[str]) -> None:
        if changed:
            for listener in self._listeners:
                listener(changed)

    def _start(self, station: StationSettings, keys: StationKeys) -> None:
        self.station = station
        try:
            self._open(keys)
        except BaseException as error:
            self._close_files()
            self._lock.release()
            if isinstance(error, FAILURES):
                raise told(error) from error
            if isinstance(error, OSError):
                raise _unusable(self.folder, error) from error
            raise

    def _open(self, keys: StationKeys) -> None:
        with self._writer.begin() as connection:
            schema.prepare(connection)
            self._load_catalogue(connection)  # first: of an emptied file nothing is written anew
            self._identify(connection, keys)
        (self.folder / _RUNNING).touch()
        self._refresh_projections()

    def _identify(self, connection: Connection, keys: StationKeys) -> None:
        """Finds or makes this installation's replica; a restored database goes on as a new one."""
        marks, known = self._high_water.marks, journal.heads(connection)
        if keys.coming is not None and keys.coming.replica_id in known:
            keys = keys.taken_over()  # a power cut came between the database's commit and the key file
        own = known.get(keys.replica_id)
        if has_forgotten(0 if own is None else own.seq, keys.replica_id, marks):
            keys, own = keys.announced().taken_over(), None
        if keys != self._keys:
            write_keys(self.folder, keys)
            self._keys = keys
        if own is None:
            own = journal.add_replica(connection, keys.replica_id, self.station.site, keys.public_key)
        self._own = own
        self._ids = {head.replica_no: head.replica_id for head in (*known.values(), own)}
        self._marks = Marks(own.replica_id, own.seq, self._raise_series(connection, marks))

    def _raise_series(self, connection: Connection, marks: Marks | None) -> dict[str, int]:
        """No number is given twice, also when the database forgot that it was given."""
        marked = marks.series if marks else {}
        series = living_series(connection, marked)
        for name, last in marked.items():
            if last > series.get(name, 0):
                statement = insert(SERIES).values(name=name, last=last)
                connection.execute(
                    statement.on_conflict_do_update(index_elements=["name"], set_={"last": last})
                )
                series[name] = last
        return merged_series(series, {})

    def _load_catalogue(self, connection: Connection) -> None:
        content = connection.execute(_NEWEST_CATALOGUE).scalar()
        if content is not None:
            self.catalogue, self.site = catalogue_from_json(content)
        elif is_initialised(self.folder):
            raise Unavailable("database_damaged")  # settings are written after the first catalogue

    def _refresh_projections(self) -> None:
        with self._writer.begin() as connection:
            version = connection.execute(text("PRAGMA user_version")).scalar_one()
        if version != PROJECTION_VERSION:
            self.rebuild()


def create_store(
    folder: Path, station: StationSettings, catalogue: Catalogue, site: Site, sources: Sources | None = None
) -> Store:
    """Makes a new data folder: keys, settings, database, catalogue.

    Raises Refused("already_initialised") where there is one, Refused("other_site"),
    Refused("counter_unknown"), Refused("sqlite_too_old") and Unavailable("folder_unusable").
    """
    refuse_old_sqlite()
    refuse_other_place(station, site)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unusable(folder, error) from error
    if is_initialised(folder):
        raise Refused("already_initialised", folder=str(folder))
    lock = locked(folder)
    keys = read_keys(folder) if has_keys(folder) else new_keys()
    write_keys(folder, keys)  # first: a database whose key was never kept would be lost
    store = Store(folder, keys, lock, sources or machine_sources())
    store.catalogue, store.site = catalogue, site
    store._start(station, keys)  # noqa: SLF001  the two makers finish what __init__ may not do
    store.take_catalogue(catalogue, site)
    write_station(folder, station)  # last: a folder with settings is a whole one
    return store


def open_store(folder: Path, sources: Sources | None = None) -> Store:
    """Opens a data folder for this process alone.

    Raises Refused("not_initialised"), Refused("already_running"), Refused("sqlite_too_old"),
    Refused("database_newer"), Unavailable("wrong_key") and Unavailable for the disk's faults.
    """
    refuse_old_sqlite()
    station = read_station(folder)
    if not (folder / DATABASE).is_file():
        raise Unavailable("database_missing", folder=str(folder))
    keys, lock = read_keys(folder), locked(folder)
    store = Store(folder, keys, lock, sources or machine_sources())
    store._start(station, keys)  # noqa: SLF001  the two makers finish what __init__ may not do
    return store


def locked(folder: Path) -> FileLock:
    """Holds a data folder for this process. Raises Refused("already_running") and Unavailable."""
    lock = FileLock(folder / _LOCK, is_singleton=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused("already_running", folder=str(folder)) from error
    except OSError as error:
        raise _unusable(folder, error) from error
    return lock


def _unusable(folder: Path, error: OSError) -> Unavailable:
    return Unavailable("folder_unusable", folder=str(folder), reason=error.strerror)


def with_language(store: Store, language: str) -> None:
    """Keeps the language of this station's slips and screens."""
    store.station = replace(store.station, language=language)
    write_station(store.folder, store.station)
