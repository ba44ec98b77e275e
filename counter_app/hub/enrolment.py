"""How an installation becomes a station of a site: six digits, ten minutes, five tries (DESIGN 6)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Collection
from dataclasses import replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, func, insert, select, update

from counter_app.db import journal
from counter_app.db.hub_tables import ENROL_CODE, STATION
from counter_app.db.journal import Head
from counter_app.db.tables import REPLICA, TICKET, AnyRow
from counter_app.domain.entry import id_of_key
from counter_app.domain.errors import Refused
from counter_app.hub.database import is_postgresql, one_at_a_time
from counter_app.hub.keys import HubKeys
from counter_app.hub.stations import EnrolledStation, stations
from counter_app.settings import FIRST_DESK_ISSUER, STATION_KINDS
from counter_app.wire import EnrolAnswer, EnrolAsk, enrol_text

CODE_MS = 10 * 60_000
MOST_TRIES = 5
DAY_MS = 86_400_000
_ISSUER = re.compile(r"[A-Z]+(\d+)-")


def make_code(
    connection: Connection,
    keys: HubKeys,
    random_bytes: Callable[[int], bytes],
    now_ms: int,
    *,
    site: str,
    kind: str,
    counter: int,
    name: str,
) -> str:
    """A one-time code for one station.

    Raises Refused: station_kind, counter_needed, counter_taken (counter, name).
    """
    if kind not in STATION_KINDS:
        raise Refused("station_kind", kind=kind, known=", ".join(STATION_KINDS))
    if kind == "counter" and counter < 1:
        raise Refused("counter_needed")
    _refuse_taken(stations(connection, site), kind, counter)
    code = f"{int.from_bytes(random_bytes(8), 'big') % 1_000_000:06d}"
    connection.execute(ENROL_CODE.delete().where(ENROL_CODE.c.code_hash == _hash(keys, code)))
    connection.execute(
        insert(ENROL_CODE).values(
            code_hash=_hash(keys, code), site=site, kind=kind, counter=counter if kind == "counter" else 0,
            name=name, expires_at=now_ms + CODE_MS, tries=0, used_by=None,
        )
    )  # fmt: skip
    return code


def _refuse_taken(known: list[EnrolledStation], kind: str, counter: int) -> None:
    for station in known:
        if kind == "counter" and station.counter == counter and station.is_living:
            raise Refused("counter_taken", counter=counter, name=station.name)


def _hash(keys: HubKeys, code: str) -> bytes:
    return hmac.digest(keys.token, f"enrol\n{code}".encode(), "sha256")


def enrol(connection: Connection, keys: HubKeys, ask: EnrolAsk, now_ms: int) -> EnrolAnswer | Refused:
    """Takes a station in, or answers why not: a wrong code is counted in the same transaction.

    A repeated ask of the same station (its answer was lost) gets the same answer.
    """
    one_at_a_time(connection)
    public_key = bytes.fromhex(ask.public_key)
    if not is_signed(public_key, enrol_text(ask.code), bytes.fromhex(ask.signature)):
        return Refused("enrol_code_wrong")
    row = connection.execute(
        select(ENROL_CODE).where(ENROL_CODE.c.code_hash == _hash(keys, ask.code))
    ).first()
    replica_id = id_of_key(public_key)
    if row is None or row.expires_at < now_ms or row.tries >= MOST_TRIES:
        _count_wrong(connection, now_ms)
        return Refused("enrol_code_wrong")
    if row.used_by is not None and row.used_by != replica_id:
        return Refused("enrol_code_wrong")
    return _taken_in(connection, keys, ask, row, replica_id, now_ms)


def _count_wrong(connection: Connection, now_ms: int) -> None:
    """With every code that is still good; where none is, whoever guesses makes nobody's disk write."""
    good = (ENROL_CODE.c.expires_at >= now_ms, ENROL_CODE.c.tries < MOST_TRIES)
    connection.execute(update(ENROL_CODE).where(*good).values(tries=ENROL_CODE.c.tries + 1))


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _taken_in(
    connection: Connection, keys: HubKeys, ask: EnrolAsk, code: AnyRow, replica_id: bytes, now_ms: int
) -> EnrolAnswer | Refused:
    if ask.site and (ask.site, ask.kind, ask.counter) != (code.site, code.kind, code.counter):
        return Refused("enrol_other_station", site=code.site, kind=code.kind, counter=code.counter)
    known = stations(connection, code.site)
    station = next((one for one in known if one.replica_id == replica_id), None)
    if station is None:
        issuer = ask.issuer or free_issuer(
            known, code.counter, now_ms, printed_issuers(connection, code.site)
        )
        if any(one.issuer == issuer and one.is_living for one in known):
            return Refused("issuer_taken", issuer=issuer)
        station = _enrolled(connection, ask, code, replica_id, issuer, now_ms)
    elif not station.is_living:
        gone = "station_replaced" if station.revoked_at is None else "station_revoked"
        return Refused(gone, name=station.name)
    used = update(ENROL_CODE).where(ENROL_CODE.c.code_hash == code.code_hash)
    connection.execute(used.values(used_by=replica_id))
    return answer_of(keys, station, is_site_hub=not is_postgresql(connection))


def answer_of(keys: HubKeys, station: EnrolledStation, *, is_site_hub: bool) -> EnrolAnswer:
    """What a station is told that it is."""
    return EnrolAnswer(
        hub_id=keys.hub_id, hub_key=keys.public_key.hex(), site=station.site, kind=station.kind,
        counter=station.counter, issuer=station.issuer, name=station.name, is_site_hub=is_site_hub,
    )  # fmt: skip


def printed_issuers(connection: Connection, site: str) -> frozenset[int]:
    """Who gave numbers on the newest day; a hub that was restored may have forgotten who that was."""
    newest = select(func.max(TICKET.c.business_day)).where(TICKET.c.site == site).scalar_subquery()
    numbers = select(TICKET.c.number).where(TICKET.c.site == site, TICKET.c.business_day == newest)
    found = map(_ISSUER.match, connection.execute(numbers.where(TICKET.c.number.contains("-"))).scalars())
    return frozenset(int(one[1]) for one in found if one is not None)


def free_issuer(
    known: list[EnrolledStation], counter: int, now_ms: int, printed: Collection[int] = ()
) -> int:
    """A counter's own number, else the next from 51: never one that another installation had today.

    That of a replaced log neither: nobody knows what it still printed; nor one that stands on tickets.
    """
    given = {one.issuer for one in known if one.revoked_at is None or one.revoked_at > now_ms - DAY_MS}
    if counter and counter not in given:
        return counter
    taken = given | set(printed)
    return next(number for number in range(FIRST_DESK_ISSUER, 10_000) if number not in taken)


def _enrolled(
    connection: Connection, ask: EnrolAsk, code: AnyRow, replica_id: bytes, issuer: int, now_ms: int
) -> EnrolledStation:
    made = EnrolledStation(
        0, replica_id, bytes.fromhex(ask.public_key), code.site, code.kind, code.counter, issuer, code.name
    )
    return add_station(connection, made, now_ms, ask.app_version)


def add_station(
    connection: Connection, wanted: EnrolledStation, now_ms: int, app_version: str = ""
) -> EnrolledStation:
    """Makes an installation known here; answers it with its number.

    Its log is empty, unless another hub has handed it over already.
    """
    head = _log_of(connection, wanted)
    connection.execute(
        insert(STATION).values(
            replica_no=head.replica_no, site=wanted.site, kind=wanted.kind, counter=wanted.counter,
            issuer=wanted.issuer, name=wanted.name, enrolled_at=now_ms, unsent=0, app_version=app_version,
            session_no=0, run="",
        )
    )  # fmt: skip
    return replace(wanted, replica_no=head.replica_no)


def _log_of(connection: Connection, wanted: EnrolledStation) -> Head:
    known = journal.heads(connection).get(wanted.replica_id)
    if known is None:
        return journal.add_replica(connection, wanted.replica_id, wanted.site, wanted.public_key)
    keyed = update(REPLICA).where(REPLICA.c.replica_no == known.replica_no, REPLICA.c.public_key.is_(None))
    connection.execute(keyed.values(public_key=wanted.public_key))
    return known


def revoke_counter(connection: Connection, *, site: str, counter: int, now_ms: int) -> None:
    """Ends the access of the PC that stands at a counter; another one takes its place."""
    for one in stations(connection, site):
        if one.counter == counter and one.is_living:
            gone = update(STATION).where(STATION.c.replica_no == one.replica_no)
            connection.execute(gone.values(revoked_at=now_ms))


def revoke(connection: Connection, *, site: str, issuer: int, now_ms: int) -> EnrolledStation:
    """Ends a station's access; what it wrote stays. Raises Refused("station_unknown")."""
    with_number = [one for one in stations(connection, site) if one.issuer == issuer]
    found = next((one for one in with_number if one.is_living), next(iter(with_number), None))
    if found is None:
        raise Refused("station_unknown")
    revoked = update(STATION).where(STATION.c.replica_no == found.replica_no)
    connection.execute(revoked.values(revoked_at=now_ms))
    return found
