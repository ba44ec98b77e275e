"""A station as a process of its own, which works by itself: ``python -m tests.helpers.station_process``.

Arguments: folder, counter, seed, what the PC's clock is off by (ms). Every commit that returned is promised
on standard output ("p REPLICA SEQ HASH"), every call that was answered is told ("c KEY TICKET"); whoever
started it may kill or stop it at any moment. SIGTERM ends it.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import Connection, select

from counter_app.db import journal
from counter_app.db.queries.waiting import IS_IN_HAND
from counter_app.db.store import Sources, Store, open_store
from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.clock import system_clock, uuid7_source
from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.ticket import TicketPhase
from counter_app.operations import issuing, presence, serving
from counter_app.operations.actor import Actor
from counter_app.operations.claims import Press
from counter_app.sync.authority import HubAuthority
from counter_app.sync.hub_link import HubLink, read_link
from counter_app.sync.worker import SyncWorker

PULL_EVERY_S = 0.5
SERVICES = ("B02", "B06")


class Working:
    """An officer who never pauses."""

    def __init__(self, store: Store, link: HubLink, counter: int, seed: int) -> None:
        self._store = store
        self._actor = Actor("P03", "Petugas Contoh", "DISDUKCAPIL", ("counter",), counter)
        self._authority = HubAuthority(store, link)
        self._chance = Random(seed)
        self._open_key = ""

    def act(self) -> None:
        """Somebody comes, or the one in hand is served further, or the next one is called."""
        held = self._store.read(self._held)
        if held is not None and self._chance.random() < 0.7:
            ticket, phase = UUID(bytes=held[0]), held[1]
            verb = serving.start_serving if phase == TicketPhase.CALLED else serving.finish
            self._do(lambda work: verb(work, self._actor, ticket))
        elif self._chance.random() < 0.5:
            service = self._chance.choice(SERVICES)
            self._do(lambda work: issuing.issue_ticket(work, self._actor, service=service))
        else:
            self._call()

    def close(self) -> None:
        """Lets the line go."""
        self._authority.close()

    def _call(self) -> None:
        self._open_key = self._open_key or self._store.new_id().hex
        try:
            called = self._authority.call(self._actor, Press(self._open_key))
        except Refused:
            self._open_key = ""
        except Unavailable:
            self._serve_who_stands_here()
        else:
            say("c", self._open_key, called.ticket_id.hex)
            self._open_key = ""

    def _serve_who_stands_here(self) -> None:
        waiting = self._store.read(_waiting)
        if waiting:
            number = self._chance.choice(waiting)
            self._do(lambda work: presence.serve_present(work, self._actor, number))

    def _do(self, verb: Callable[[Work], object]) -> None:
        try:
            self._store.write(verb)
        except Refused:
            return
        end = self._store.read(partial(journal.head, replica_no=self._store.own.replica_no))
        say("p", end.replica_id.hex(), str(end.seq), end.hash.hex())

    def _held(self, connection: Connection) -> tuple[bytes, int] | None:
        phases = (TicketPhase.CALLED, TicketPhase.SERVING)
        mine = select(TICKET.c.id, TICKET.c.phase).where(
            TICKET.c.counter == self._actor.counter, TICKET.c.phase.in_(phases), IS_IN_HAND
        )
        row = connection.execute(mine.order_by(TICKET.c.id)).first()
        return None if row is None else (row.id, row.phase)


def _waiting(connection: Connection) -> list[str]:
    return list(
        connection.execute(select(TICKET.c.number).where(TICKET.c.phase == TicketPhase.WAITING)).scalars()
    )


def say(*words: str) -> None:
    """One line, at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Works until it is told to end."""
    folder, counter, seed, off_ms = Path(sys.argv[1]), *(int(word) for word in sys.argv[2:5])
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: ending.set())
    random = Random(f"{folder} {seed}")

    def clock() -> int:
        return system_clock() + off_ms

    store = open_store(folder, Sources(clock, uuid7_source(clock), random.randbytes))
    link = read_link(folder)
    assert link is not None
    worker = SyncWorker(store, link, lambda _state: None, pull_every_s=PULL_EVERY_S)
    worker.start()
    working = Working(store, link, counter, seed)
    say("ready")
    while not ending.wait(random.uniform(0.0, 0.15)):
        working.act()
    worker.stop()
    working.close()
    store.close()


if __name__ == "__main__":
    main()
