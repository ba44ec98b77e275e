"""The end of every run: the lines are mended, all drain, all nodes hold the same, and it means the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from counter_app.db import journal
from counter_app.db.store import Store
from counter_app.db.tables import TICKET
from counter_app.domain.entry import Entry
from counter_app.domain.errors import Unavailable
from counter_app.domain.ticket import TicketPhase
from counter_app.sync.exchange import Exchange
from counter_app.sync.slow_line import SlowLineError
from tests.helpers import oracle
from tests.helpers.hubs import Centre, drain, projections, pull_all
from tests.helpers.stations import is_clean

BETWEEN_CLOCKS = (*oracle.TIMES.values(), "since", "doubts")
"""Of a ticket that was served under another entity; tests/hub/test_presence.py looks at these."""
ROUNDS = 6
"""What one station sends in a round, the others hear in the next; a new log takes one more."""


def heads(connection: Connection) -> dict[bytes, bytes]:
    """The end of each log: two nodes with the same heads hold the same entries."""
    return {one: head.hash for one, head in journal.heads(connection).items() if head.seq}


def heal(centre: Centre, exchanges: Sequence[Exchange]) -> None:
    """Sends and fetches until nobody has anything that another one has not."""
    for _ in range(ROUNDS):
        for exchange in exchanges:
            _in_step(exchange)
        there = centre.ask(heads)
        if all(exchange._store.read(heads) == there for exchange in exchanges):
            return
    raise AssertionError("the nodes did not come to rest")


def _in_step(exchange: Exchange) -> None:
    """A machine with much to do may answer late; a good line is asked again."""
    for last in (False, False, True):
        exchange.forget()
        try:
            drain(exchange)
            pull_all(exchange)
        except (Unavailable, SlowLineError):
            if last:
                raise
        else:
            return


def differences(centre: Centre, stores: Sequence[Store]) -> list[str]:
    """What is not as it must be after healing; empty where all is well."""
    there = centre.ask(lambda connection: projections(connection, with_personal=False))
    found = [] if centre.is_clean() else ["the centre: its chains, or a rebuild"]
    for store in stores:
        name = f"station {store.station.counter}"
        here = store.read(lambda connection: projections(connection, with_personal=False))
        found += [f"{name}: {table}" for table in there if here[table] != there[table]]
        found += [] if is_clean(store) else [f"{name}: its chains, or a rebuild"]
    return [*found, *centre.ask(lambda connection: told_otherwise(connection, centre.entries()))]


def told_otherwise(connection: Connection, entries: Iterable[Entry]) -> list[str]:
    """Tickets of which the oracle says another thing than the reducers."""
    written: dict[bytes, list[Entry]] = {}
    for entry in entries:
        written.setdefault(entry.entity_id, []).append(entry)
    rows = connection.execute(select(TICKET)).all()
    return [f"ticket {row.number}: {wrong}" for row in rows if (wrong := _other(row, written[row.id]))]


def _other(row: Any, entries: Sequence[Entry]) -> str:
    told = oracle.ticket(entries)
    seen = {name: getattr(row, name) for name in told} | {"phase": TicketPhase(row.phase).name.lower()}
    is_matched = any(entry.kind == "ticket.matched" for entry in entries)
    compared = [name for name in told if not (is_matched and name in BETWEEN_CLOCKS)]
    other = [name for name in compared if seen[name] != told[name]]
    return ", ".join(f"{name} {seen[name]!r}, not {told[name]!r}" for name in other)
