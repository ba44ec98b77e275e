"""A station goes on under a new key: the one before vouches for it, and its log is closed (SYNC.md 2.6).

That happens after an old copy of its data was restored. Where the key is still used elsewhere, a copy of
a running station asks: then a person decides, with a code.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, update

from counter_app.db.hub_tables import STATION
from counter_app.domain.entry import id_of_key
from counter_app.domain.errors import Refused
from counter_app.hub.database import is_postgresql, one_at_a_time
from counter_app.hub.enrolment import add_station, answer_of, free_issuer, is_signed, printed_issuers
from counter_app.hub.hub import Hub
from counter_app.hub.stations import EnrolledStation, station_of, stations
from counter_app.hub.tokens import subject_of
from counter_app.wire import EnrolAnswer, RekeyAsk, rekey_text

ELSEWHERE_MS = 2 * 60_000
"""A program that was heard so lately is taken to be running still."""


def rekey(connection: Connection, hub: Hub, ask: RekeyAsk) -> EnrolAnswer:
    """Takes the new log in, with the place of the old one and a number of its own.

    The issuer number belongs to a log: nobody knows what the old one still printed. A repeated ask (its
    answer was lost) gets the same answer.
    Raises Refused: token_invalid, token_expired (the nonce), signature_wrong, station_unknown,
    station_revoked, station_replaced, station_elsewhere.
    """
    one_at_a_time(connection)
    now_ms = hub.clock()
    subject_of(hub.keys.token, "nonce", ask.nonce, now_ms)
    old = station_of(connection, bytes.fromhex(ask.replica))
    public_key = bytes.fromhex(ask.public_key)
    _refuse_unsigned(hub, ask, old, public_key)
    replica_id = id_of_key(public_key)
    known = stations(connection, old.site)
    new = next((one for one in known if one.replica_id == replica_id), None)
    if new is None:
        _refuse_taken(old, now_ms)
        issuer = free_issuer(known, 0, now_ms, printed_issuers(connection, old.site))
        wanted = replace(_blank(old), replica_id=replica_id, public_key=public_key, issuer=issuer)
        new = add_station(connection, wanted, now_ms)
        closed = update(STATION).where(STATION.c.replica_no == old.replica_no)
        connection.execute(closed.values(replaced_by=new.replica_no))
        hub.metrics.add("counter_hub_rekeys_total")
    return answer_of(hub.keys, new, is_site_hub=not is_postgresql(connection))


def _refuse_unsigned(hub: Hub, ask: RekeyAsk, old: EnrolledStation, public_key: bytes) -> None:
    text = rekey_text(hub.keys.hub_id, ask.nonce, public_key)
    is_vouched = is_signed(old.public_key, text, bytes.fromhex(ask.signature))
    if not is_vouched or not is_signed(public_key, text, bytes.fromhex(ask.proof)):
        raise Refused("signature_wrong")


def _refuse_taken(old: EnrolledStation, now_ms: int) -> None:
    if old.replaced_by is not None:
        raise Refused("station_replaced")
    if old.other_run_at is not None and now_ms - old.other_run_at < ELSEWHERE_MS:
        raise Refused("station_elsewhere")


def _blank(old: EnrolledStation) -> EnrolledStation:
    return EnrolledStation(0, b"", b"", old.site, old.kind, old.counter, 0, old.name)
