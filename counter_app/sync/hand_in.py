"""Giving a hub what it has forgotten of others: their entries as they wrote and signed them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sqlalchemy import Connection, select

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.signatures import signatures_between
from counter_app.db.store import Store
from counter_app.db.tables import REPLICA
from counter_app.domain.errors import Refused
from counter_app.sync.client import HubClient
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import MOST_ENTRIES, Problem, Run

_OF_THIS_LOG = frozenset({"station_revoked", "signature_wrong", "other_replica", "site_not_yours"})
"""Why a hub does not take one log; our own session is as it was."""
AT_ONCE = 50
"""Entries of one message, where its writer signed so few at a time."""


def hand_in(store: Store, client: HubClient, hub_key: str, lacks: Mapping[str, int]) -> bool:
    """Gives what the hub asks for; answers whether it took some. ``lacks``: replica -> how far it is there.

    Our own logs go by the push. What nobody signed here stays: the hub would not believe it.
    Raises what the client raises.
    """
    own = {signer.replica_id.hex() for signer in store.signers}
    known = store.read(journal.heads)
    given = [
        _hand_in_log(store, client, bytes.fromhex(hub_key), known[bytes.fromhex(log)], held)
        for log, held in lacks.items()
        if log not in own and bytes.fromhex(log) in known
    ]
    return any(given)


def _hand_in_log(store: Store, client: HubClient, hub_key: bytes, end: Head, held: int) -> bool:
    begun, at_once = held, AT_ONCE
    while (run := store.read(partial(_next_run, end=end, held=held, at_once=at_once))) is not None:
        try:
            answer = client.push(run, hub_key, is_of_another=True)
        except SlowLineError:
            if at_once == 1:
                raise
            at_once = 1
            continue
        except Refused as refused:
            if refused.code not in _OF_THIS_LOG:
                raise
            break  # the others are taken all the same
        if isinstance(answer, Problem) or answer.acked_seq <= held:
            break
        held = answer.acked_seq
    return held > begun


def _next_run(connection: Connection, end: Head, held: int, at_once: int) -> Run | None:
    """As many entries as make a message, up to one that their writer signed."""
    signed = signatures_between(connection, end.replica_no, held + 1, held + MOST_ENTRIES)
    if not signed:
        return None
    few = [one for one in signed if one[0] <= held + at_once]
    last, signature = few[-1] if few else signed[0]
    entries = journal.entries_after(connection, end, held, last - held)
    prev = journal.hash_at(connection, end.replica_no, held)
    assert prev is not None
    row = connection.execute(select(REPLICA).where(REPLICA.c.replica_no == end.replica_no)).one()
    return Run(end.replica_id, row.site, row.public_key, prev, tuple(entries), signature)
