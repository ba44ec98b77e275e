"""A long walk: thousands of random keys at three counters, one history, several days."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from counter_app.domain.ticket import (
    CANCELLED_BECAUSE,
    CHOSEN_BECAUSE,
    OUTCOMES,
    PARKED_AT,
    PRIORITY_CLASSES,
    TicketPhase,
)
from counter_app.operations.parking import TO_COUNTER, TO_QUEUE
from tests.helpers.queue_machine import SERVICES, QueueMachine

STEPS = 100 * int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
PACE_S = (1, 5, 30, 120, 600)
CLASSES = ("", "", *PRIORITY_CLASSES)
ENDS = ("", *OUTCOMES)
WAYS = (TO_COUNTER, TO_QUEUE)
W, C, N, P, S = (
    TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.NO_SHOW, TicketPhase.PARKED, TicketPhase.SERVING,
)  # fmt: skip


class Walk:
    """Presses keys by chance, those that make sense for somebody."""

    def __init__(self, seed: int) -> None:
        self.machine, self._chance = QueueMachine(), Random(seed)
        self.pressed: Counter[str] = Counter()
        seat, who, one_of, pace = self._seat, self._which, self._chance.choice, self._pace
        at = self.machine
        self._keys: dict[str, tuple[int, set[TicketPhase], Callable[[], None]]] = {
            "comes": (3, set(), lambda: at.somebody_comes(seat(), one_of(SERVICES), one_of(CLASSES), pace())),
            "one more": (1, {W, S}, lambda: at.one_more_number(seat(), one_of(SERVICES), who())),
            "next": (4, {W}, lambda: at.call_next(seat(), pace())),
            "again": (1, {C}, lambda: at.call_again(seat(), who())),
            "number": (1, {W}, lambda: at.call_number(seat(), who(), one_of(CHOSEN_BECAUSE))),
            "start": (4, {C}, lambda: at.start(seat(), who(), pace())),
            "finish": (2, {S, P}, lambda: at.finish(seat(), who(), one_of(ENDS), pace())),
            "finish and call": (2, {S}, lambda: at.finish_and_call(seat(), who(), "")),
            "next service": (1, {S}, lambda: at.next_service(seat(), who(), one_of(SERVICES))),
            "not here": (1, {C, P}, lambda: at.not_here(seat(), who())),
            "bring back": (2, {N}, lambda: at.bring_back(seat(), who())),
            "hand back": (1, {C, S}, lambda: at.hand_back(seat(), who())),
            "cancel": (1, {C}, lambda: at.cancel(seat(), who(), one_of(CANCELLED_BECAUSE))),
            "park": (2, {C, S}, lambda: at.park(seat(), who(), one_of(PARKED_AT), one_of((None, 15)))),
            "back": (3, {P}, lambda: at.unpark(seat(), who(), one_of(WAYS), pace())),
            "hand on": (2, {W, C, S, P}, self._hand_on),
            "first": (1, {W, C, P}, lambda: at.goes_first(seat(), who(), one_of(CLASSES))),
            "slips": (1, set(), at.slips_come_out),
        }  # fmt: skip

    def step(self) -> None:
        """One key; what must hold holds after it."""
        fitting = [
            name
            for name, (weight, phases, _) in self._keys.items()
            for _ in range(weight)
            if not phases or self.machine.present & phases
        ]
        name = self._chance.choice([*fitting, "undo", "undo", "undo"])
        if name != "undo":
            self._keys[name][2]()
        elif self.machine.has_done:
            self.machine.undo(self._chance.choice((1, 1, 1, 2, 3)), self._chance.choice((0, 0, 0, 1)))
        self.pressed[name] += 1
        self.machine.issued_is_the_sum_over_all_states()
        self.machine.a_counter_has_one_person_in_front_and_a_person_one_counter()
        self.machine.nothing_makes_no_sense()

    def _hand_on(self) -> None:
        service, counter, officer = self._chance.choice(
            (
                ("C01", None, ""),
                ("B06", None, ""),
                ("", 4, ""),
                ("", None, "P03"),
                ("C01", 8, ""),
                ("", 5, ""),
            )
        )
        self.machine.hand_on(self._seat(), self._which(), service, counter, officer)

    def _seat(self) -> int:
        return self._chance.randrange(3)

    def _which(self) -> int:
        return self._chance.randrange(10_000)

    def _pace(self) -> int:
        return self._chance.choice(PACE_S)


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_a_long_walk_loses_doubles_and_breaks_nothing(seed: int) -> None:
    walk = Walk(seed)
    for place in range(STEPS // 2):
        walk.step()
        if place % 250 == 249:
            walk.machine.the_day_ends_and_another_begins()
    walk.machine.teardown()

    print(f"seed {seed}: {dict(walk.pressed.most_common())}")  # noqa: T201  make faults shows what was done
    assert walk.pressed["undo"] > STEPS // 40
