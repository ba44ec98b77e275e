"""Who is enrolled at this hub, and what it may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from counter_app.db.hub_tables import STATION
from counter_app.db.tables import REPLICA
from counter_app.domain.catalogue import Site
from counter_app.domain.errors import Refused

COPIED_MS = 10 * 60_000

_ENROLLED = select(
    REPLICA.c.replica_no, REPLICA.c.replica_id, REPLICA.c.public_key, STATION.c.site, STATION.c.kind,
    STATION.c.counter, STATION.c.issuer, STATION.c.name, STATION.c.revoked_at, STATION.c.session_no,
    STATION.c.run, STATION.c.last_contact_at, STATION.c.other_run_at, STATION.c.superseded_at,
    STATION.c.copied_at, STATION.c.replaced_by, STATION.c.unsent,
).join(STATION, STATION.c.replica_no == REPLICA.c.replica_no)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnrolledStation:
    """One installation that was enrolled here."""

    replica_no: int
    replica_id: bytes
    public_key: bytes
    site: str
    kind: str
    counter: int
    issuer: int
    name: str
    revoked_at: int | None = None
    session_no: int = 0
    run: str = ""
    last_contact_at: int | None = None
    other_run_at: int | None = None
    superseded_at: int | None = None
    copied_at: int | None = None
    replaced_by: int | None = None
    unsent: int = 0

    def is_contact_old(self, now_ms: int, every_ms: int) -> bool:
        """Whether it is time again to keep that the station was heard."""
        return self.last_contact_at is None or not 0 <= now_ms - self.last_contact_at < every_ms

    @property
    def is_living(self) -> bool:
        """Whether it may still write: neither revoked nor replaced."""
        return self.revoked_at is None and self.replaced_by is None


def station_of(connection: Connection, replica_id: bytes) -> EnrolledStation:
    """The station with this log.

    Raises Refused("station_unknown") and Refused("station_revoked", name=…).
    """
    row = connection.execute(_ENROLLED.where(REPLICA.c.replica_id == replica_id)).first()
    if row is None:
        raise Refused("station_unknown")
    station = EnrolledStation(*row)
    if station.revoked_at is not None:
        raise Refused("station_revoked", name=station.name)
    return station


def stations(connection: Connection, site: str) -> list[EnrolledStation]:
    """All installations of a site, revoked ones too, oldest first."""
    rows = connection.execute(_ENROLLED.where(STATION.c.site == site).order_by(REPLICA.c.replica_no))
    return [EnrolledStation(*row) for row in rows]


def note_contact(
    connection: Connection,
    station: EnrolledStation,
    now_ms: int,
    *,
    unsent: int,
    clock_offset_ms: int | None = None,
    app_version: str | None = None,
) -> None:
    """Keeps what a station said of itself: local, never journalled."""
    said: dict[str, object] = {"last_contact_at": now_ms, "unsent": unsent}
    if clock_offset_ms is not None:
        said["clock_offset_ms"] = clock_offset_ms
    if app_version is not None:
        said["app_version"] = app_version
    connection.execute(update(STATION).where(STATION.c.replica_no == station.replica_no).values(said))


def begin_session(connection: Connection, station: EnrolledStation, run: str) -> int:
    """Numbers a session; keeps when another start of the program was last heard with this key.

    One start of the program has one session, however often it says hello, and by how many lines.
    """
    ours = STATION.c.replica_no == station.replica_no
    if run:
        # one statement: two lines of one start that say hello at once must not number two sessions
        other = update(STATION).where(ours, STATION.c.run != run, STATION.c.run != "")
        connection.execute(other.values(other_run_at=STATION.c.last_contact_at))
        begun = update(STATION).where(ours, STATION.c.run != run)
        begun = begun.values(session_no=STATION.c.session_no + 1, run=run)
    else:
        begun = update(STATION).where(ours).values(session_no=STATION.c.session_no + 1)
    connection.execute(begun)
    return int(connection.execute(select(STATION.c.session_no).where(ours)).scalar_one())


def note_superseded(connection: Connection, *, replica_id: bytes, run: str, now_ms: int) -> bool:
    """Keeps that a token of an older session was used; answers whether two computers share this key.

    One such token may have been on its way when its program ended; a second within ten minutes was not.
    """
    station = station_of(connection, replica_id)
    if run in ("", station.run):
        return False
    before = station.superseded_at
    is_copied = before is not None and now_ms - before < COPIED_MS
    seen: dict[str, object] = {"other_run_at": now_ms, "superseded_at": now_ms}
    if is_copied:
        seen["copied_at"] = now_ms
    connection.execute(update(STATION).where(STATION.c.replica_no == station.replica_no).values(seen))
    return is_copied


def agencies_of(station: EnrolledStation, site: Site | None) -> frozenset[str]:
    """Whose personal data this station may see: that of the agencies whose queues its counter serves."""
    if site is None or station.kind != "counter":
        return frozenset()
    letters = {
        letter for counter in site.counters if counter.number == station.counter for letter in counter.queues
    }
    return frozenset(queue.agency for queue in site.queues if queue.letter in letters)
