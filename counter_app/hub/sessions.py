"""Hello and pull: who is there, how far both sides are, and what the others of the site wrote.

The hello of a program that was started anew, or on another computer, ends the session before: its token is
refused from then on (SYNC.md 2.6).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple, TypeVar

from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.setting import notes
from counter_app.db.signatures import signatures_between
from counter_app.db.tables import REPLICA
from counter_app.domain.entry import Entry
from counter_app.domain.errors import Refused
from counter_app.hub.enrolment import is_signed
from counter_app.hub.hand_in import is_of_hub, lacking
from counter_app.hub.hub import Hub
from counter_app.hub.owed import whole_to
from counter_app.hub.restored import has_forgotten, is_awaited, note_told_all, recover
from counter_app.hub.site_log import log_id
from counter_app.hub.stations import (
    EnrolledStation,
    agencies_of,
    begin_session,
    note_contact,
    note_superseded,
    station_of,
)
from counter_app.hub.tokens import NONCE_MS, TOKEN_MS, made, subject_of
from counter_app.wire import (
    MOST_BYTES,
    PROTOCOL,
    Batch,
    Hello,
    Nonce,
    PullAsk,
    Run,
    Standing,
    hello_text,
    packed,
)

T = TypeVar("T")
_log = logging.getLogger("counter_app.hub.sessions")


@dataclass(frozen=True, slots=True)
class Session:
    """What a token stands for."""

    replica_id: bytes
    number: int
    run: str
    """Which start of the station's program said hello; empty where it did not say."""


def new_nonce(hub: Hub) -> Nonce:
    """Something to sign within a minute."""
    now = hub.clock()
    proof = made(hub.keys.token, "nonce", hub.random_bytes(16).hex(), now + NONCE_MS)
    return Nonce(nonce=proof, hub_id=hub.keys.hub_id, hub_time_ms=now)


def greet(connection: Connection, hub: Hub, hello: Hello) -> Standing:
    """Answers a station that proves who it is.

    Raises Refused: token_invalid, token_expired (the nonce), station_unknown, station_revoked,
    signature_wrong, protocol_unknown.
    """
    now = hub.clock()
    subject_of(hub.keys.token, "nonce", hello.nonce, now)
    station = station_of(connection, bytes.fromhex(hello.replica))
    text = hello_text(hub.keys.hub_id, hello.nonce)
    if not is_signed(station.public_key, text, bytes.fromhex(hello.signature)):
        raise Refused("signature_wrong")
    if PROTOCOL not in hello.protocols:
        raise Refused("protocol_unknown", known=PROTOCOL)
    head = journal.head(connection, station.replica_no)
    held = whole_to(connection, head)
    session_no = begin_session(connection, station, hello.run)
    note_contact(
        connection, station, now, unsent=hello.unsent, clock_offset_ms=now - hello.wall_ms,
        app_version=hello.app_version,
    )  # fmt: skip
    return Standing(
        token=made(hub.keys.token, "token", f"{hello.replica}.{session_no}.{hello.run}", now + TOKEN_MS),
        protocol=PROTOCOL, standing=_standing(connection, head, hello), acked_seq=held.seq,
        acked_hash=held.hash.hex(), hub_time_ms=now, catalogue=hub.shelf.digest(connection, station.site),
        is_replaced=station.replaced_by is not None, issuer=station.issuer,
        log=log_id(hub, station.site, notes(connection)).hex(),
    )  # fmt: skip


def _standing(connection: Connection, head: Head, hello: Hello) -> Literal["good", "behind", "forked"]:
    if hello.head_seq > head.seq:
        return "good"  # the push tells whether it hangs on what is known here
    same = journal.hash_at(connection, head.replica_no, hello.head_seq) == bytes.fromhex(hello.head_hash)
    if not same:
        return "forked"
    return "good" if hello.head_seq == head.seq else "behind"


def session_of(hub: Hub, token: str) -> Session:
    """Which session a token is of. Raises Refused("token_invalid") and Refused("token_expired")."""
    replica, number, run = subject_of(hub.keys.token, "token", token, hub.clock()).split(".")
    return Session(bytes.fromhex(replica), int(number), run)


def station_in(connection: Connection, session: Session) -> EnrolledStation:
    """The station of the session in force. Raises Refused("superseded") and what ``station_of`` raises."""
    station = station_of(connection, session.replica_id)
    if station.session_no != session.number:
        raise Refused("superseded")
    return station


def in_session(
    hub: Hub,
    session: Session,
    act: Callable[[Connection], T],
    by: Callable[[Callable[[Connection], T]], T] | None = None,
) -> T:
    """Runs one act in a transaction; where it refuses an older session, that is kept all the same.

    ``by``: how it is run; without it, in one that may write.
    """
    try:
        return (by or hub.write)(act)
    except Refused as refused:
        if refused.code == "superseded":
            _note_superseded(hub, session)
        raise


def _note_superseded(hub: Hub, session: Session) -> None:
    noted = partial(note_superseded, replica_id=session.replica_id, run=session.run, now_ms=hub.clock())
    if hub.write(noted):
        hub.metrics.add("counter_hub_copied_stations_total")
        _log.warning("two computers use the key of station %s", session.replica_id.hex())


def hand_out(hub: Hub, session: Session, ask: PullAsk) -> bytes:
    """What other installations of the site wrote and this one does not hold yet, as one packed batch.

    Personal data only of the agencies that the station serves; everything else arrives without it.
    Where that the station was heard is to be kept, that is committed before this answers, and with it what
    was handed out (see ``database.commit_lazily``).
    Raises Refused("station_replaced") and what ``station_in`` raises.
    """
    found = in_session(hub, session, lambda connection: _found(connection, hub, session, ask), by=hub.read)
    station, now = found.station, hub.clock()
    if station.is_contact_old(now, hub.database.contact_every_ms) or station.unsent != ask.unsent:
        hub.write(lambda connection: note_contact(connection, station, now, unsent=ask.unsent))
    if found.has_told_all:
        hub.write(lambda connection: note_told_all(connection, station.replica_id))
    if found.is_ahead:
        recover(hub, station.site, ask.hub_log)
    return found.content


class _Found(NamedTuple):
    station: EnrolledStation
    content: bytes
    is_ahead: bool
    """The station holds more of the hub's log than the hub: that was restored from an old copy."""
    has_told_all: bool
    """It was waited for, and holds nothing of the hub's own that is missing here."""


def _found(connection: Connection, hub: Hub, session: Session, ask: PullAsk) -> _Found:
    station = station_in(connection, session)
    if station.replaced_by is not None:
        raise Refused("station_replaced")
    published = hub.shelf.of(connection, station.site)
    agencies = agencies_of(station, None if published is None else published.site)
    known = notes(connection)
    lacks = lacking(connection, hub, station, ask.vector, known)
    is_awaited_ = is_awaited(known, station.replica_id)
    has_told_all = is_awaited_ and not any(is_of_hub(connection, hub, station.site, one) for one in lacks)
    is_ahead = has_forgotten(connection, hub, station.site, ask.hub_log, known)
    most = ask.most
    while True:
        runs, more = _runs(connection, hub, station, ask.vector, agencies, most)
        content = packed(Batch(runs, more, "" if published is None else published.digest, lacks))
        if len(content) <= MOST_BYTES or most == 1:
            return _Found(station, content, is_ahead, has_told_all)
        most //= 2


def _runs(
    connection: Connection,
    hub: Hub,
    station: EnrolledStation,
    vector: Mapping[str, int],
    agencies: frozenset[str],
    most: int,
) -> tuple[tuple[Run, ...], bool]:
    runs: list[Run] = []
    left = most
    others = REPLICA.select().where(
        REPLICA.c.site == station.site, REPLICA.c.replica_no != station.replica_no
    )
    for row in connection.execute(others.order_by(REPLICA.c.replica_no)).all():
        head = Head(row.replica_no, row.replica_id, row.head_seq, row.head_hash)
        held = vector.get(head.replica_id.hex(), 0)
        if held >= head.seq:
            continue
        if left == 0:
            return tuple(runs), True
        entries = journal.entries_after(connection, head, held, left, hub.seal)
        left -= len(entries)
        prev = journal.hash_at(connection, head.replica_no, held) or b""
        seen = tuple(_seen_by(entry, agencies) for entry in entries)
        marks = signatures_between(connection, head.replica_no, held + 1, entries[-1].seq)
        runs.append(Run(head.replica_id, row.site, row.public_key, prev, seen, signatures=marks))
        if entries[-1].seq < head.seq:
            return tuple(runs), True
    return tuple(runs), False


def _seen_by(entry: Entry, agencies: frozenset[str]) -> Entry:
    return entry if entry.agency in agencies else entry._replace(pii=None, salt_p=None)
