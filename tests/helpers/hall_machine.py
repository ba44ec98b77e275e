"""Three counters and a hub under any weather: what must hold whatever gets lost, doubled, late, or killed.

Real stores, the real hub over its real addresses; what is simulated is the line (``weather``), the clocks
and the place where a program is killed (``crash``).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter as Tally
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Connection, select

from counter_app.db import journal
from counter_app.db.queries.waiting import IS_IN_HAND
from counter_app.db.store import open_store
from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.entry import Entry, EntryRef
from counter_app.domain.errors import CounterError, Refused
from counter_app.domain.ticket import BUSY_PHASES, TicketPhase
from counter_app.operations import issuing, lining_up, presence, serving, sign_in, taking_back
from counter_app.operations.claims import Press
from counter_app.settings import write_station
from counter_app.sync.authority import HubAuthority, _Session
from counter_app.sync.exchange import Exchange
from counter_app.sync.slow_line import SlowLineError
from tests.helpers.crash import Camera
from tests.helpers.desks import SHARED
from tests.helpers.healing import differences, heal
from tests.helpers.hubs import Centre, drain, pull_all
from tests.helpers.stations import (
    MONDAY,
    PINS,
    ScriptedClock,
    Station,
    made_store,
    open_day,
    scripted_sources,
)
from tests.helpers.weather import DEAF, DOWN, GOOD, KINDS, Sky, under

SEATS = (("P03", 3), ("P04", 4), ("P08", 8))
"""Two counters of one queue and one of another agency."""
SERVICES = ("B02", "B06", "C01")
VERBS = ("issue", "start", "finish", "sync")
"""In the middle of which a program is killed."""
PATIENCE_S = 600.0
"""A loaded machine is no fault of the line."""

seats = st.integers(0, len(SEATS) - 1)
which = st.integers(0, 100)
weather = st.lists(st.sampled_from([*[GOOD] * 6, *KINDS]), max_size=8)
paces = st.sampled_from([1, 1, 5, 30, 120])


class Written(NamedTuple):
    """The end of a log after a commit that returned."""

    replica_id: bytes
    seq: int
    hash: bytes


@dataclass
class Seat:
    """One counter: its store, its line, and the press that has no answer yet."""

    station: Station
    sky: Sky = field(default_factory=Sky)
    open_key: str = ""
    starts: int = 0
    session: Exchange | None = None
    authority: HubAuthority | None = None

    @property
    def counter(self) -> int:
        return self.station.actor.counter

    def connect(self, centre: Centre) -> None:
        """Sync and claims each have a session of their own; both go over the same line."""
        self.disconnect()
        store, link = self.station.store, centre.link()
        first, second = under(centre.client(), self.sky), under(centre.client(), self.sky)
        self.session = Exchange(store, link, first)
        self.authority = HubAuthority(store, link, within_s=PATIENCE_S)
        self.authority._session = _Session(second, Exchange(store, link, second, may_rekey=False))

    def disconnect(self) -> None:
        """Lets both lines go."""
        if self.session is not None:
            self.session._client.close()
        if self.authority is not None:
            self.authority.close()

    def killed(self, centre: Centre, image: Path) -> None:
        """The program starts again on what it left."""
        self.disconnect()
        self.station.store.close()
        self.starts += 1
        store = open_store(image, scripted_sources(self.station.clock, 50 * self.counter + self.starts))
        self.station = Station(store, self.station.clock, self.station.actor)
        self.connect(centre)


@cache
def _folders() -> Path:
    """Three data folders of stations that nobody has worked at, made once; every example copies them."""
    made = Path(tempfile.mkdtemp(prefix="hall-machine-"))
    for _, counter in SEATS:
        made_store(made / str(counter), counter=counter, seed=counter, at=SHARED).close()
    return made


class HallMachine(RuleBasedStateMachine):
    """Random verbs, weather and kills at three counters of one hub."""

    def __init__(self, hub: AbstractContextManager[Centre], written: Tally[str]) -> None:
        super().__init__()
        self._written = written
        self._hub = hub
        self.centre = hub.__enter__()
        self._folder = Path(tempfile.mkdtemp(prefix="hall-"))
        self._clock = ScriptedClock()
        self.centre.clock.now_ms = self._clock.now_ms
        self.centre.publish(SHARED)
        self._promised: list[Written] = []
        self._presses = 0
        self._granted: dict[str, set[UUID]] = {}
        self._seats = [self._seat(*seat) for seat in SEATS]
        open_day(self._seats[0].station, MONDAY)
        for number in range(4):
            self.somebody_comes(number % 2, SERVICES[number % 3], 1)
        for _ in range(2):
            for number in range(len(SEATS)):
                self.sync(number, [])

    def _seat(self, officer: str, counter: int) -> Seat:
        folder = self._folder / str(counter)
        shutil.copytree(_folders() / str(counter), folder)
        store = open_store(folder, scripted_sources(self._clock, 20 + counter))
        link = self.centre.enrol(store)
        store.station = replace(store.station, hub=link.hub_id)
        write_station(folder, store.station)
        actor = sign_in.identify(store, officer=officer, pin=PINS[officer], counter=counter)
        made = Seat(Station(store, self._clock, actor))
        made.connect(self.centre)
        return made

    def teardown(self) -> None:
        """The lines are mended; then nothing is lost, nothing doubled, and all nodes say the same."""
        try:
            self._heal()
        finally:
            for seat in self._seats:
                seat.disconnect()
                seat.station.store.close()
            for client in self.centre.clients:
                client.close()
            self.centre.clients.clear()
            self._hub.__exit__(None, None, None)
            shutil.rmtree(self._folder)

    # verbs

    @rule(seat=seats, service=st.sampled_from(SERVICES), pace=paces)
    def somebody_comes(self, seat: int, service: str, pace: int) -> None:
        self._do(seat, lambda work, actor: issuing.issue_ticket(work, actor, service=service), pace)

    @rule(seat=seats, what=weather, where=st.sampled_from(["", "/claims", "/claims", "/pull"]), pace=paces)
    def call_next(self, seat: int, what: list[str], where: str, pace: int) -> None:
        """A press; without an answer the next press is the same one, as the desk does it."""
        self._pass(pace)
        one = self._seats[seat]
        if not one.open_key:
            self._presses += 1
            one.open_key = one.station.store.new_id().hex
        one.sky.forecast(what, where)
        assert one.authority is not None
        try:
            called = one.authority.call(one.station.actor, Press(one.open_key))
        except Refused:
            one.open_key = ""
        except CounterError:
            pass
        else:
            self._granted.setdefault(one.open_key, set()).add(called.ticket_id)
            one.open_key = ""
        one.sky.forecast(())

    @rule(seat=seats, pace=paces)
    def start(self, seat: int, pace: int) -> None:
        self._on_held(seat, serving.start_serving, pace, TicketPhase.CALLED)

    @rule(seat=seats, pace=paces)
    def finish(self, seat: int, pace: int) -> None:
        self._on_held(seat, serving.finish, pace, TicketPhase.SERVING)

    @rule(seat=seats, what=weather)
    def serve_one(self, seat: int, what: list[str]) -> None:
        """What an officer does all day; an answer that is lost is asked for again."""
        self.call_next(seat, what, "/claims", 1)
        if self._seats[seat].open_key:
            self.call_next(seat, [], "", 5)
        self.start(seat, 5)
        self.finish(seat, 30)

    @rule(seat=seats)
    def not_here(self, seat: int) -> None:
        self._on_held(seat, serving.mark_no_show, 1, TicketPhase.CALLED)

    @rule(seat=seats)
    def hand_back(self, seat: int) -> None:
        self._on_held(seat, lining_up.hand_back, 1, *BUSY_PHASES)

    @rule(seat=seats, at=seats, one=which)
    def serve_who_stands_here(self, seat: int, at: int, one: int) -> None:
        """The hub is away: by the number on the paper, which this counter may not have heard of yet."""
        waiting = self._seats[at].station.ask(_waiting)
        if waiting:
            number, service = waiting[one % len(waiting)]
            self._do(seat, lambda work, actor: presence.serve_present(work, actor, number, service), 1)

    @rule(seat=seats, one=which)
    def take_back(self, seat: int, one: int) -> None:
        own = self._seats[seat].station
        last = own.ask(lambda connection: _own_tickets_entries(connection, own))[-3:]
        if last:
            entry = last[one % len(last)]
            named = EntryRef(UUID(bytes=entry.entity_id), entry.replica_id, entry.seq)
            self._do(seat, lambda work, actor: taking_back.take_back(work, actor, named), 1)

    # lines, clocks and kills

    @rule(seat=seats, what=weather)
    def sync(self, seat: int, what: list[str]) -> None:
        """One round of the sync thread, whatever becomes of its messages."""
        one = self._seats[seat]
        one.sky.forecast(what)
        assert one.session is not None
        try:
            drain(one.session)
            pull_all(one.session)
        except Refused as refused:
            if refused.code not in _MAY_BE:
                raise
            one.session.forget()
        except (CounterError, SlowLineError):
            one.session.forget()
        one.sky.forecast(())

    @rule(seat=seats, is_deaf=st.booleans())
    @precondition(lambda self: self._presses > 0)
    def the_line_is_away_for_a_while(self, seat: int, is_deaf: bool) -> None:
        self.sync(seat, [DEAF if is_deaf else DOWN] * 12)

    @rule(seat=seats)
    @precondition(lambda self: any(seat.sky.late for seat in self._seats))
    def what_was_late_arrives(self, seat: int) -> None:
        self._seats[seat].sky.deliver()

    @rule(minutes=st.sampled_from([1, 6]))
    def minutes_pass(self, minutes: int) -> None:
        self._pass(minutes * 60)

    @rule(seat=seats, statement=st.integers(1, 30), verb=st.sampled_from(VERBS))
    def kill(self, seat: int, statement: int, verb: str) -> None:
        """The program is killed before a statement of what it does, and started again."""
        one = self._seats[seat]
        aside = Path(tempfile.mkdtemp(dir=self._folder))
        camera = Camera(one.station.folder, aside, statement, most=1)
        promised = len(self._promised)
        with camera.on_writes(one.station.store):
            {
                "issue": lambda: self.somebody_comes(seat, SERVICES[0], 1),
                "start": lambda: self.start(seat, 1),
                "finish": lambda: self.finish(seat, 1),
                "sync": lambda: self.sync(seat, []),
            }[verb]()  # fmt: skip
        if camera.images:
            del self._promised[promised:]  # it never returned
        else:
            camera.take_now()
        one.killed(self.centre, camera.images[0])

    # what must hold

    @invariant()
    def every_node_holds_a_prefix_of_each_log(self) -> None:
        nodes = [seat.station.ask(journal.heads) for seat in self._seats] + [self.centre.ask(journal.heads)]
        ends = {seat.station.store.own.replica_id: seat.station for seat in self._seats}
        for node in nodes:
            for replica_id, head in node.items():
                owner = ends.get(replica_id)
                if owner is not None and head.seq:
                    assert owner.ask(_hash(owner.store.own.replica_no, head.seq)) == head.hash

    def _heal(self) -> None:
        for seat in self._seats:
            seat.sky.forecast(())
            seat.sky.deliver()
        sessions = [seat.session for seat in self._seats if seat.session is not None]
        heal(self.centre, sessions)
        found = differences(self.centre, [seat.station.store for seat in self._seats])
        assert found == []
        entries = self.centre.entries()
        self._written.update(entry.kind for entry in entries)
        self._nothing_promised_is_lost(entries)
        _issued_is_the_sum(entries, self.centre)
        assert [key for key, tickets in claimed(entries).items() if len(tickets) > 1] == []
        assert [key for key, tickets in self._granted.items() if len(tickets) > 1] == []

    def _nothing_promised_is_lost(self, entries: list[Entry]) -> None:
        held = {(entry.replica_id, entry.seq): entry.hash for entry in entries}
        assert [one for one in self._promised if held.get((one.replica_id, one.seq)) != one.hash] == []

    # pressing keys

    def _pass(self, seconds: int) -> None:
        self._clock.advance_s(seconds)
        self.centre.clock.advance_s(seconds)

    def _do(self, seat: int, verb: Callable[[Work, Any], Any], pace: int) -> None:
        self._pass(pace)
        station = self._seats[seat].station
        with suppress(Refused):
            station.do(lambda work: verb(work, station.actor))
            end = station.ask(lambda connection: journal.head(connection, station.store.own.replica_no))
            self._promised.append(Written(end.replica_id, end.seq, end.hash))

    def _on_held(self, seat: int, verb: Callable[..., Any], pace: int, *phases: TicketPhase) -> None:
        """At the drawn counter, or at the next one where somebody is in such a state."""
        for other in range(len(SEATS)):
            place = (seat + other) % len(SEATS)
            station = self._seats[place].station
            held = station.ask(_held(station.actor.counter, phases))
            if held is not None:
                self._do(place, lambda work, actor: verb(work, actor, UUID(bytes=held)), pace)  # noqa: B023
                return


_MAY_BE = frozenset({"superseded", "token_expired", "token_invalid"})
"""What a hub may say no with while messages of an earlier session are on their way."""


def _waiting(connection: Connection) -> list[tuple[str, str]]:
    """Number and service of who waits."""
    columns = select(TICKET.c.number, TICKET.c.service)
    waiting = columns.where(TICKET.c.phase == TicketPhase.WAITING).order_by(TICKET.c.id)
    return [(row.number, row.service) for row in connection.execute(waiting)]


def _held(counter: int, phases: tuple[TicketPhase, ...]) -> Callable[[Connection], bytes | None]:
    asked = select(TICKET.c.id).where(TICKET.c.counter == counter, TICKET.c.phase.in_(phases), IS_IN_HAND)
    return lambda connection: connection.execute(asked.order_by(TICKET.c.id)).scalars().first()


def _hash(replica_no: int, seq: int) -> Callable[[Connection], bytes | None]:
    return lambda connection: journal.hash_at(connection, replica_no, seq)


def _own_tickets_entries(connection: Connection, station: Station) -> list[Entry]:
    own = station.store.own.replica_id
    return [
        entry
        for entry in journal.all_entries(connection)
        if entry.replica_id == own and entry.kind.startswith("ticket.")
    ]


def claimed(entries: list[Entry]) -> dict[str, set[bytes]]:
    """Which tickets were called for each press."""
    found: dict[str, set[bytes]] = {}
    for entry in entries:
        if entry.kind == "ticket.called" and (key := json.loads(entry.body).get("claim")):
            found.setdefault(key, set()).add(entry.entity_id)
    return found


def _issued_is_the_sum(entries: list[Entry], centre: Centre) -> None:
    given = {entry.entity_id for entry in entries if entry.kind == "ticket.issued"}
    served = {entry.entity_id for entry in entries if entry.kind.startswith("presence.")}
    known = centre.ask(
        lambda connection: set(
            connection.execute(select(TICKET.c.id).where(TICKET.c.phase != TicketPhase.UNKNOWN)).scalars()
        )
    )
    assert given == known - served
