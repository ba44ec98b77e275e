"""A hall for measurements: a hub as people start it, one reception that fills it, and light counters.

A light counter speaks as a station does, message by message, but keeps nothing on a disk: sixteen real
programs would measure this machine's cores and not the hub.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from bench.figures import milliseconds
from counter_app.db import journal
from counter_app.db.store import Store, create_store
from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.catalogue import Counter, Site
from counter_app.domain.clock import local_day, system_clock
from counter_app.domain.entry import GENESIS, Entry, chained, written
from counter_app.domain.ticket import TicketPhase
from counter_app.hub.catalogue import publish
from counter_app.hub.enrolment import add_station
from counter_app.hub.hub import Hub
from counter_app.hub.stations import EnrolledStation
from counter_app.operations import days, issuing
from counter_app.operations.actor import Actor
from counter_app.settings import new_station
from counter_app.sync.client import HubClient
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import HubLink
from counter_app.wire import ClaimAnswer, ClaimAsk, Hello, LogEnd, PushAnswer, Run, Standing, signed_text
from tests.helpers.served import ServedHub
from tests.helpers.stations import catalogue, hall

COUNTERS = 16
RECEPTION = 90
"""Its number; it calls nobody."""
OFFICER = "P03"
FULL_CLASS = "elderly"


def big_hall() -> Site:
    """One agency with sixteen counters, and one more for who fills the hall; the hub calls for all."""
    counters = tuple(Counter(number, 1, ("B",)) for number in (*range(1, COUNTERS + 1), RECEPTION))
    others = tuple(Counter(100 + number, 1, ("B",)) for number in range(500))
    return replace(hall(), counters=counters + others, main_issuer=RECEPTION, authority_counter=0)


@contextmanager
def hub_of_hall(folder: Path, workers: int = 1) -> Iterator[ServedHub]:
    """A hub in processes of its own, with the hall's catalogue."""
    served = ServedHub(folder / "hub", ("--workers", str(workers)) if workers > 1 else ())
    served.start()
    try:
        served.do(lambda hub, connection: publish(connection, catalogue(), big_hall(), hub.clock()))
        yield served
    finally:
        served.remove()


@dataclass
class Light:
    """What a station is to the hub: a key, a log, what it holds of others, and a line."""

    hub: ServedHub
    counter: int
    site: str = "BLU"
    key: Ed25519PrivateKey = field(
        default_factory=lambda: Ed25519PrivateKey.from_private_bytes(secrets.token_bytes(32))
    )
    vector: dict[str, int] = field(default_factory=dict)
    log: str = ""
    seq: int = 0
    hash: bytes = GENESIS
    run: str = field(default_factory=lambda: secrets.token_hex(16))
    timeout_s: float = 60.0
    hub_hash: str = ""
    token: str = ""

    def __post_init__(self) -> None:
        self.public_key = self.key.public_key().public_bytes_raw()
        self.replica_id = hashlib.sha256(self.public_key).digest()[:16]
        self.client = HubClient(self.hub.url, "", self.hub.keys.hub_id, self.timeout_s)
        self.hub_key = self.hub.keys.public_key

    def added(self, connection: Connection, now_ms: int) -> None:
        """Takes it in without a code; many are taken in at once."""
        wanted = EnrolledStation(
            0, self.replica_id, self.public_key, self.site, "counter", self.counter, self.counter, "bench"
        )
        add_station(connection, wanted, now_ms)

    def greet(self) -> Standing:
        """Says hello."""

        def hello(nonce: str, signature: str) -> Hello:
            return Hello(
                replica=self.replica_id.hex(), nonce=nonce, signature=signature, head_seq=self.seq,
                head_hash=self.hash.hex(), wall_ms=system_clock(), run=self.run,
            )  # fmt: skip

        standing = self.client.hello(self.key.sign, hello)
        self.log, self.token = standing.log, standing.token
        return standing

    def entry(self, day: int, kind: str, entity: bytes, rev: int, body: dict[str, object]) -> Entry:
        """The next entry of its log."""
        bare = Entry(
            self.replica_id, self.seq + 1, entity, rev, system_clock(), 0, 0, self.site, day, "DISDUKCAPIL",
            kind, 1, OFFICER, "2026-11", written(body), None, secrets.token_bytes(16), None, b"", b"",
        )  # fmt: skip
        made = bare._replace(hash=chained(self.hash, bare))
        self.seq, self.hash = made.seq, made.hash
        return made

    def push(self, entries: tuple[Entry, ...], before: bytes) -> None:
        """Sends them, signed."""
        last = entries[-1]
        signature = self.key.sign(signed_text(self.replica_id, last.seq, last.hash))
        answer = self.client.push(
            Run(self.replica_id, self.site, None, before, entries, signature), self.hub_key
        )
        assert isinstance(answer, PushAnswer), answer
        assert answer.acked_seq == last.seq

    def claim(self) -> ClaimAnswer | None:
        """One press; None where nobody waits."""
        held = self.vector.get(self.log, 0)
        ask = ClaimAsk(
            key=secrets.token_hex(16), officer=OFFICER, head_seq=self.seq,
            hub_log=LogEnd(log=self.log, seq=held, hash=self.hub_hash) if held else LogEnd(),
        )  # fmt: skip
        answer = self.client.claim(ask)
        if isinstance(answer, ClaimAnswer):
            return answer
        assert answer.kind == "nobody_waiting", answer
        return None

    def pull(self) -> dict[bytes, Entry]:
        """What others wrote; the newest call of each ticket."""
        calls: dict[bytes, Entry] = {}
        more = True
        while more:
            batch = self.client.pull(self.vector, 0)
            for run in batch.runs:
                self.vector[run.replica_id.hex()] = run.entries[-1].seq
                if run.replica_id.hex() == self.log:
                    self.hub_hash = run.entries[-1].hash.hex()
                calls |= {one.entity_id: one for one in run.entries if one.kind == "ticket.called"}
            more = batch.more
        return calls

    def serve(self, call: Entry) -> None:
        """The person came and went: two entries, as a counter sends them."""
        before = self.hash
        started = self.entry(
            call.business_day, "ticket.started", call.entity_id, call.rev + 1, {"counter": self.counter}
        )
        finished = self.entry(call.business_day, "ticket.finished", call.entity_id, call.rev + 2, {})
        self.push((started, finished), before)


def lights(hub: ServedHub, counters: range | tuple[int, ...]) -> list[Light]:
    """So many counters, taken in and greeted."""
    made = [Light(hub, number) for number in counters]

    def add(centre: Hub, connection: Connection) -> None:
        for one in made:
            one.added(connection, centre.clock())

    hub.do(add)
    for one in made:
        one.greet()
    return made


@dataclass
class Reception:
    """A real station that opens the day and gives numbers, as fast as its disk lets it."""

    store: Store
    exchange: Exchange
    day: int = 0

    def open_day(self) -> None:
        """Today."""
        today = local_day(system_clock(), ZoneInfo(self.store.site.zone_name))
        self.day = self.store.write(lambda work: days.open_day(work, self.actor, today))

    @property
    def actor(self) -> Actor:
        """Who sits there."""
        return Actor(OFFICER, "Petugas Contoh", "DISDUKCAPIL", ("counter",), RECEPTION)

    def issue(self, count: int) -> None:
        """So many numbers of one queue, every tenth with priority; the hub has them afterwards."""
        for place in range(count):
            priority = "" if place % 10 else FULL_CLASS
            self.store.write(partial(self._issue, priority=priority))
        self.exchange.greet()
        while self.exchange.push():
            pass

    def issue_only(self) -> None:
        """One number that stays here."""
        self.store.write(partial(self._issue, priority=""))

    def _issue(self, work: Work, priority: str) -> None:
        issuing.issue_ticket(work, self.actor, service="B02", priority=priority)

    def close(self) -> None:
        """Lets the store go."""
        self.store.close()


def _taken_in(hub: ServedHub, folder: Path, counter: int) -> Store:
    store = create_store(
        folder / f"station-{counter}", new_station("BLU", "counter", counter), catalogue(), big_hall()
    )
    own = store.signers[-1]
    wanted = EnrolledStation(
        0, own.replica_id, own.public_key, "BLU", "counter", counter, counter, f"Loket {counter}"
    )
    hub.do(lambda centre, connection: add_station(connection, wanted, centre.clock()))
    return store


def link_to(hub: ServedHub) -> HubLink:
    """What a station keeps of its hub."""
    return HubLink(hub.url, hub.keys.hub_id, hub.keys.public_key.hex(), "")


def reception(hub: ServedHub, folder: Path) -> Reception:
    """Taken in with its own key; the day is open."""
    store = _taken_in(hub, folder, RECEPTION)
    made = Reception(store, Exchange(store, link_to(hub), HubClient(hub.url, "", hub.keys.hub_id, 60.0)))
    made.open_day()
    return made


def second_station(hub: ServedHub, folder: Path) -> Store:
    """A real counter of the hall that only looks on."""
    return _taken_in(hub, folder, 100)


def is_called(connection: Connection, ticket_id: bytes) -> bool:
    """Whether a station knows that a ticket was called."""
    phase = connection.execute(select(TICKET.c.phase).where(TICKET.c.id == ticket_id)).scalar()
    return phase is not None and phase != TicketPhase.WAITING


def entries_at(hub: ServedHub) -> list[Entry]:
    """All that the hub holds, personal data sealed."""
    return list(hub.ask(lambda connection: list(journal.all_entries(connection))))


def timed(act: Any) -> tuple[float, Any]:
    """Milliseconds, and the answer."""
    began = milliseconds()
    answer = act()
    return milliseconds() - began, answer
