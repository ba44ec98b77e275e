"""Three counters whose officers press any key at any time, and what must hold whatever they press."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Connection, func, select

from counter_app.db import journal, rebuild
from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.waiting import recent_calls
from counter_app.db.tables import ANOMALY, JOURNAL, TICKET
from counter_app.domain.business_day import day_of
from counter_app.domain.entry import Entry, EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.queue_policy import RETURNED, Waiting, order
from counter_app.domain.ticket import (
    BUSY_PHASES,
    CANCELLED_BECAUSE,
    CHOSEN_BECAUSE,
    OUTCOMES,
    PARKED_AT,
    PRIORITY_CLASSES,
    TicketPhase,
    TicketState,
)
from counter_app.operations import (
    calling,
    days,
    handing_on,
    issuing,
    lining_up,
    parking,
    serving,
    taking_back,
)
from counter_app.operations.priority import set_priority
from tests.helpers import oracle
from tests.helpers.stations import Station, beside, copied_station, open_station, print_all, ticket_row

SEATS = (("P03", 3), ("P04", 4), ("P08", 8))
"""Two counters of one queue and one of another."""
SERVICES = ("B02", "B06", "C01")
EVERY = 200
"""After so many steps everything is looked over: a rebuild, and the oracle."""

T = TypeVar("T")
seats = st.integers(0, len(SEATS) - 1)
which = st.integers(0, 10_000)
seconds = st.sampled_from([1, 5, 30, 120, 600])


def when(*phases: TicketPhase) -> Callable[[Any], Any]:
    """A key that makes sense only while somebody is in one of these states."""
    return precondition(lambda self: bool(self.present.intersection(phases)))


class Done(NamedTuple):
    """One step that can be taken back."""

    seat: int
    entries: tuple[EntryRef, ...]
    before: dict[UUID, TicketState | None]
    """Each ticket that it touched as it was; None for one that was not."""


@cache
def _morning() -> Path:
    """A data folder with the day open, made once; every example copies it."""
    folder = Path(tempfile.mkdtemp(prefix="queue-machine-")) / "morning"
    open_station(folder).store.close()
    return folder


def _of_ticket(result: Any) -> tuple[EntryRef, ...]:
    """What a verb's answer names for undo."""
    if isinstance(result, EntryRef):
        return (result,)
    if isinstance(result, calling.FinishedAndCalled):
        return result.entries
    if isinstance(result, tuple):
        return tuple(one for one in reversed(result) if isinstance(one, EntryRef))
    entry = getattr(result, "entry", None)
    return (entry,) if isinstance(entry, EntryRef) else ()


class QueueMachine(RuleBasedStateMachine):
    """Random verbs at three counters of one store."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(prefix="queue-machine-"))
        first = copied_station(_morning(), self._folder / "station")
        self._seats: list[Station] = [first, *(beside(first, *seat) for seat in SEATS[1:])]
        self._done: list[Done] = []
        self._steps = self._steps_today = 0
        self.present: set[int] = set()
        """States that somebody is in today."""

    def teardown(self) -> None:
        """Everything that was written makes one sense, and the same again."""
        self._look_over()
        self._seats[0].store.close()
        shutil.rmtree(self._folder)

    @property
    def has_done(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    # verbs

    @initialize(n=st.integers(1, 6))
    def some_people_come(self, n: int) -> None:
        for number in range(n):
            self.somebody_comes(0, SERVICES[number % 3], "", 5)

    @rule(
        seat=seats,
        service=st.sampled_from(SERVICES),
        priority=st.sampled_from(["", "", *PRIORITY_CLASSES]),
        passing=seconds,
    )
    def somebody_comes(self, seat: int, service: str, priority: str, passing: int) -> None:
        self._do(seat, passing, partial(issuing.issue_ticket, service=service, priority=priority))

    @when(TicketPhase.WAITING, TicketPhase.SERVING)
    @rule(seat=seats, service=st.sampled_from(SERVICES), one=which)
    def one_more_number(self, seat: int, service: str, one: int) -> None:
        visit = self._pick(one).visit_id
        assert visit is not None
        self._do(seat, 1, partial(issuing.issue_ticket, service=service, visit_id=UUID(bytes=visit)))

    @when(TicketPhase.WAITING)
    @rule(seat=seats, passing=seconds)
    def call_next(self, seat: int, passing: int) -> None:
        expected = self._expected_next(seat, passing)
        called = self._do(seat, passing, calling.call_next)
        assert called is None or called.ticket_id.bytes == expected

    @when(TicketPhase.CALLED)
    @rule(seat=seats, one=which)
    def call_again(self, seat: int, one: int) -> None:
        self._on(seat, one, calling.call_again, TicketPhase.CALLED)

    @when(TicketPhase.WAITING)
    @rule(seat=seats, one=which, reason=st.sampled_from(CHOSEN_BECAUSE))
    def call_number(self, seat: int, one: int, reason: str) -> None:
        number = self._pick(one, TicketPhase.WAITING).number
        self._do(seat, 1, partial(calling.call_number, number=number, reason=reason))

    @when(TicketPhase.CALLED)
    @rule(seat=seats, one=which, passing=seconds)
    def start(self, seat: int, one: int, passing: int) -> None:
        self._on(seat, one, serving.start_serving, TicketPhase.CALLED, passing=passing)

    @when(TicketPhase.SERVING, TicketPhase.PARKED)
    @rule(seat=seats, one=which, outcome=st.sampled_from(["", *OUTCOMES]), passing=seconds)
    def finish(self, seat: int, one: int, outcome: str, passing: int) -> None:
        verb = partial(serving.finish, outcome=outcome)
        self._on(seat, one, verb, TicketPhase.SERVING, TicketPhase.PARKED, passing=passing)

    @when(TicketPhase.SERVING)
    @rule(seat=seats, one=which, outcome=st.sampled_from(["", *OUTCOMES]))
    def finish_and_call(self, seat: int, one: int, outcome: str) -> None:
        self._on(seat, one, partial(calling.finish_and_call, outcome=outcome), TicketPhase.SERVING)

    @when(TicketPhase.SERVING)
    @rule(seat=seats, one=which, service=st.sampled_from(SERVICES))
    def next_service(self, seat: int, one: int, service: str) -> None:
        self._on(seat, one, partial(issuing.next_service, service=service), TicketPhase.SERVING)

    @when(TicketPhase.CALLED, TicketPhase.PARKED)
    @rule(seat=seats, one=which)
    def not_here(self, seat: int, one: int) -> None:
        self._on(seat, one, serving.mark_no_show, TicketPhase.CALLED, TicketPhase.PARKED)

    @when(TicketPhase.NO_SHOW)
    @rule(seat=seats, one=which)
    def bring_back(self, seat: int, one: int) -> None:
        self._on(seat, one, lining_up.bring_back, TicketPhase.NO_SHOW)

    @when(TicketPhase.CALLED, TicketPhase.SERVING)
    @rule(seat=seats, one=which)
    def hand_back(self, seat: int, one: int) -> None:
        self._on(seat, one, lining_up.hand_back, *BUSY_PHASES)

    @when(TicketPhase.CALLED)
    @rule(seat=seats, one=which, reason=st.sampled_from(CANCELLED_BECAUSE))
    def cancel(self, seat: int, one: int, reason: str) -> None:
        verb = partial(lining_up.cancel_ticket, reason=reason)
        self._on(seat, one, verb, TicketPhase.WAITING, TicketPhase.CALLED)

    @when(TicketPhase.CALLED, TicketPhase.SERVING)
    @rule(seat=seats, one=which, place=st.sampled_from(PARKED_AT), minutes=st.sampled_from([None, 0, 15]))
    def park(self, seat: int, one: int, place: str, minutes: int | None) -> None:
        until = None if minutes is None else self._seats[0].clock() + minutes * 60_000
        self._on(seat, one, partial(parking.park, place=place, until_ms=until), *BUSY_PHASES)

    @when(TicketPhase.PARKED)
    @rule(seat=seats, one=which, to=st.sampled_from([parking.TO_COUNTER, parking.TO_QUEUE]), passing=seconds)
    def unpark(self, seat: int, one: int, to: str, passing: int) -> None:
        self._on(seat, one, partial(parking.unpark, to=to), TicketPhase.PARKED, passing=passing)

    @when(TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.SERVING, TicketPhase.PARKED)
    @rule(
        seat=seats, one=which, service=st.sampled_from(["", "", *SERVICES]),
        counter=st.sampled_from([None, None, 3, 4, 5, 8]), officer=st.sampled_from(["", "", "P03", "P08"]),
    )  # fmt: skip
    def hand_on(self, seat: int, one: int, service: str, counter: int | None, officer: str) -> None:
        verb = partial(handing_on.transfer, service=service, counter=counter, officer=officer)
        self._on(seat, one, verb, *BUSY_PHASES, TicketPhase.WAITING, TicketPhase.PARKED)

    @rule()
    def slips_come_out(self) -> None:
        print_all(self._seats[0])

    @when(TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.PARKED)
    @rule(seat=seats, one=which, priority=st.sampled_from(["", *PRIORITY_CLASSES]))
    def goes_first(self, seat: int, one: int, priority: str) -> None:
        phases = (TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.PARKED)
        self._on(seat, one, partial(set_priority, priority=priority), *phases)

    @rule(back=st.integers(1, 3), stranger=st.sampled_from([0, 0, 0, 1]))
    @precondition(lambda self: bool(self._done))
    def undo(self, back: int, stranger: int) -> None:
        """The last step, or one before it; now and then at a counter that did not do it."""
        step = self._done[-min(back, len(self._done))]
        seat = (step.seat + stranger) % len(SEATS)
        verb = partial(taking_back.take_back_all, entries=step.entries)
        if self._do(seat, 1, verb, is_undo=True) is None:
            return
        for ticket_id, before in step.before.items():
            self._is_as_before(ticket_id, before)

    @rule()
    @precondition(lambda self: self._steps_today > 40)
    def the_day_ends_and_another_begins(self) -> None:
        station = self._seats[0]
        yesterday = self._day()
        station.do(lambda work: days.open_day(work, station.actor, day_of(yesterday) + timedelta(days=1)))
        self._steps_today, self.present, self._done = 0, set(), []
        assert not self._counts(TicketPhase.CALLED, TicketPhase.PARKED, TicketPhase.SERVING)

    # what must hold

    @invariant()
    def issued_is_the_sum_over_all_states(self) -> None:
        numbers, known, unknown = self._ask(_sums)
        assert (numbers, unknown) == (known, 0)

    @invariant()
    def a_counter_has_one_person_in_front_and_a_person_one_counter(self) -> None:
        for column in (TICKET.c.counter, TICKET.c.visit_id):
            assert self._ask(partial(_most_busy, column=column)) <= 1

    @invariant()
    def nothing_makes_no_sense(self) -> None:
        assert self._ask(lambda connection: connection.execute(select(ANOMALY)).all()) == []

    def _look_over(self) -> None:
        assert self._ask(rebuild.first_difference) is None
        written: dict[bytes, list[Entry]] = {}
        for entry in self._ask(lambda connection: list(journal.all_entries(connection))):
            written.setdefault(entry.entity_id, []).append(entry)
        for row in self._ask(lambda connection: connection.execute(select(TICKET)).all()):
            told = oracle.ticket(written[row.id])
            assert TicketPhase(row.phase).name.lower() == told["phase"]
            assert {name: getattr(row, name) for name in told if name != "phase"} == {
                name: value for name, value in told.items() if name != "phase"
            }

    def _is_as_before(self, ticket_id: UUID, before: TicketState | None) -> None:
        now = ticket_row(self._seats[0], ticket_id)
        if before is None:  # a number that was given stays given
            assert now.phase == TicketPhase.CANCELLED
        else:
            assert now == before._replace(slips=now.slips)

    # pressing keys

    def _on(
        self, seat: int, one: int, verb: Callable[..., Any], *phases: TicketPhase, passing: int = 1
    ) -> None:
        """A verb on one ticket, mostly in a fitting state and at its own counter, now and then on any."""
        ticket = self._pick(one, *(phases if one % 16 else ()))
        counters = [counter for _, counter in SEATS]
        if ticket.counter in counters and one % 8:
            seat = counters.index(ticket.counter)
        self._do(seat, passing, partial(verb, ticket_id=UUID(bytes=ticket.id)))

    def _do(self, seat: int, passing: int, verb: Callable[..., Any], *, is_undo: bool = False) -> Any:
        """Presses a key. A refusal writes nothing; anything but a refusal is our mistake."""
        self._steps, self._steps_today = self._steps + 1, self._steps_today + 1
        if self._steps % EVERY == 0:
            self._look_over()
        station = self._seats[seat]
        station.clock.advance_s(passing)
        before, end = self._states(), self._ask(_end)
        try:
            result = station.do(lambda work: verb(work, station.actor))
        except Refused:
            assert self._ask(_end) == end
            return None
        self.present = {state.phase for state in self._states().values()}
        entries = () if is_undo else _of_ticket(result)
        if entries:
            touched = self._touched(end)
            self._done = [*self._done[-5:], Done(seat, entries, {one: before.get(one) for one in touched})]
        return result

    def _touched(self, end: int) -> list[UUID]:
        """The tickets about which something was written since."""
        about = select(JOURNAL.c.entity_id).where(
            JOURNAL.c.replica_no == 1, JOURNAL.c.seq > end, JOURNAL.c.kind.like("ticket.%")
        )
        ids = self._ask(lambda connection: connection.execute(about).scalars().all())
        return [UUID(bytes=one) for one in dict.fromkeys(ids)]

    def _states(self) -> dict[UUID, TicketState]:
        rows = self._ask(lambda connection: connection.execute(_today(self._day())).all())
        return {UUID(bytes=row[0]): TicketState(*row) for row in rows}

    def _pick(self, one: int, *phases: TicketPhase) -> TicketState:
        states = list(self._states().values())
        fitting = [state for state in states if not phases or state.phase in phases] or states
        return fitting[one % len(fitting)]

    def _expected_next(self, seat: int, passing: int) -> bytes | None:
        """Who is first by the order over all who can be called by this officer at this counter."""
        officer, counter = SEATS[seat]
        letters = next(one.queues for one in self._seats[0].store.site.counters if one.number == counter)
        states = self._states().values()
        busy = {state.visit_id for state in states if state.phase in BUSY_PHASES}
        line = [
            Waiting(state.id, state.issued_at or 0, bool(state.priority), state.returned_at, state.behind)
            for state in states
            if state.phase == TicketPhase.WAITING and state.queue in letters and state.visit_id not in busy
            if state.for_counter in (None, counter) and state.for_officer in ("", officer)
        ]
        calls = [state for state in states if state.called_at is not None and state.queue in letters]
        last = max(calls, key=lambda state: state.called_at or 0, default=None)
        policy, day = self._seats[0].store.site.order, self._day()
        recent = self._ask(lambda connection: recent_calls(connection, "BLU", day, letters, policy))
        turns = order(
            line, recent, policy, self._seats[0].clock() + passing * 1000,
            after_return=last is not None and last.rule == RETURNED,
        )  # fmt: skip
        return turns[0].ticket.id if turns else None

    def _day(self) -> int:
        found = self._ask(lambda connection: open_day_number(connection, "BLU"))
        assert found is not None
        return found

    def _counts(self, *phases: TicketPhase) -> int:
        counted = select(func.count()).select_from(TICKET).where(TICKET.c.phase.in_(phases))
        return self._ask(lambda connection: connection.execute(counted).scalar_one())

    def _ask(self, query: Callable[[Connection], T]) -> T:
        return self._seats[0].ask(query)


def _today(day: int) -> Any:
    columns: Sequence[str] = TicketState._fields
    return (
        select(*(TICKET.c[name] for name in columns))
        .where(TICKET.c.business_day == day)
        .order_by(TICKET.c.issued_at, TICKET.c.id)
    )


def _sums(connection: Connection) -> tuple[int, int, int]:
    """Numbers ever given, tickets in any state, tickets in none."""
    given = connection.exec_driver_sql("SELECT coalesce(sum(last), 0) FROM series WHERE name LIKE 't/%'")
    known = connection.execute(select(func.count()).select_from(TICKET)).scalar_one()
    unknown = connection.execute(
        select(func.count()).select_from(TICKET).where(TICKET.c.phase == TicketPhase.UNKNOWN)
    ).scalar_one()
    return given.scalar_one(), known, unknown


def _end(connection: Connection) -> int:
    """How many entries there are."""
    newest = select(func.max(JOURNAL.c.seq)).where(JOURNAL.c.replica_no == 1)
    return int(connection.execute(newest).scalar_one())


def _most_busy(connection: Connection, column: Any) -> int:
    counted = select(func.count()).where(TICKET.c.phase.in_(BUSY_PHASES)).group_by(column)
    return max(connection.execute(counted).scalars(), default=0)
