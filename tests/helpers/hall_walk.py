"""A long walk at the counters of ``hall_machine``: chance presses, loses and kills, for a seed of its own."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.helpers.hall_machine import SEATS, SERVICES, VERBS, HallMachine
from tests.helpers.weather import GOOD, KINDS


class Walk:
    """Days of work at those counters: far more acts than drawn histories have, for a seed of its own."""

    def __init__(self, machine: HallMachine, seed: int) -> None:
        self._chance = Random(seed)
        at, seat, one_of = machine, self._seat, self._chance.choice
        self._acts: tuple[tuple[int, Callable[[], None]], ...] = (
            (4, lambda: at.somebody_comes(seat(), one_of(SERVICES), one_of((1, 5, 30)))),
            (6, lambda: at.serve_one(seat(), self._weather())),
            (3, lambda: at.call_next(seat(), self._weather(), one_of(("", "/claims", "/pull")), 1)),
            (1, lambda: at.start(seat(), 5)),
            (1, lambda: at.finish(seat(), 60)),
            (1, lambda: at.not_here(seat())),
            (1, lambda: at.hand_back(seat())),
            (2, lambda: at.serve_who_stands_here(seat(), seat(), self._chance.randrange(100))),
            (1, lambda: at.take_back(seat(), self._chance.randrange(100))),
            (4, lambda: at.sync(seat(), self._weather())),
            (1, lambda: at.the_line_is_away_for_a_while(seat(), one_of((True, False)))),
            (1, lambda: at.what_was_late_arrives(seat())),
            (1, lambda: at.minutes_pass(one_of((1, 1, 1, 6)))),
            (1, lambda: at.kill(seat(), self._chance.randrange(1, 31), one_of(VERBS))),
        )  # fmt: skip
        self._machine = machine

    def step(self) -> None:
        """One act; what must hold holds after it."""
        weights = [weight for weight, _ in self._acts]
        self._chance.choices(self._acts, weights)[0][1]()
        self._machine.every_node_holds_a_prefix_of_each_log()

    def _seat(self) -> int:
        return self._chance.randrange(len(SEATS))

    def _weather(self) -> list[str]:
        kinds = [GOOD] * 8 + list(KINDS)
        return self._chance.choices(kinds, k=self._chance.randrange(9))
