"""Hello and pull: who is there, how far both sides are, and what the others of the site wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.tables import REPLICA
from counter_app.domain.entry import Entry
from counter_app.domain.errors import Refused
from counter_app.hub.catalogue import digest_in_force
from counter_app.hub.enrolment import is_signed
from counter_app.hub.hub import Hub
from counter_app.hub.stations import EnrolledStation, agencies_of, note_contact, station_of
from counter_app.hub.tokens import NONCE_MS, TOKEN_MS, made, subject_of
from counter_app.wire import (
    MOST_BYTES,
    MOST_ENTRIES,
    PROTOCOL,
    Batch,
    Hello,
    Nonce,
    Run,
    Standing,
    hello_text,
    packed,
)


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
    note_contact(
        connection, station, now, unsent=hello.unsent, clock_offset_ms=now - hello.wall_ms,
        app_version=hello.app_version,
    )  # fmt: skip
    return Standing(
        token=made(hub.keys.token, "token", hello.replica, now + TOKEN_MS), protocol=PROTOCOL,
        standing=_standing(connection, head, hello), acked_seq=head.seq, acked_hash=head.hash.hex(),
        hub_time_ms=now, catalogue=digest_in_force(connection, station.site),
    )  # fmt: skip


def _standing(connection: Connection, head: Head, hello: Hello) -> Literal["good", "behind", "forked"]:
    if hello.head_seq > head.seq:
        return "good"  # the push tells whether it hangs on what is known here
    same = journal.hash_at(connection, head.replica_no, hello.head_seq) == bytes.fromhex(hello.head_hash)
    if not same:
        return "forked"
    return "good" if hello.head_seq == head.seq else "behind"


def replica_of_token(hub: Hub, token: str) -> bytes:
    """Whose token it is. Raises Refused("token_invalid") and Refused("token_expired")."""
    return bytes.fromhex(subject_of(hub.keys.token, "token", token, hub.clock()))


def hand_out(
    connection: Connection, hub: Hub, replica_id: bytes, vector: Mapping[str, int], unsent: int
) -> bytes:
    """What other installations of the site wrote and this one does not hold yet, as one packed batch.

    Personal data only of the agencies that the station serves; everything else arrives without it.
    """
    station = station_of(connection, replica_id)
    note_contact(connection, station, hub.clock(), unsent=unsent)
    published = hub.shelf.of(connection, station.site)
    agencies = agencies_of(station, None if published is None else published.site)
    most = MOST_ENTRIES
    while True:
        runs, more = _runs(connection, hub, station, vector, agencies, most)
        content = packed(Batch(runs, more, digest_in_force(connection, station.site)))
        if len(content) <= MOST_BYTES or most == 1:
            return content
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
        runs.append(Run(head.replica_id, row.site, row.public_key, prev, seen))
        if entries[-1].seq < head.seq:
            return tuple(runs), True
    return tuple(runs), False


def _seen_by(entry: Entry, agencies: frozenset[str]) -> Entry:
    return entry if entry.agency in agencies else entry._replace(pii=None, salt_p=None)
