"""A day of random verbs, recounted from the journal in plain Python that shares no code with the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from counter_app.domain.errors import Refused
from counter_app.operations.calling import call_again
from counter_app.operations.handing_on import transfer
from counter_app.operations.lining_up import bring_back, cancel_ticket
from counter_app.operations.parking import park, unpark
from counter_app.operations.serving import finish, mark_no_show
from counter_app.reports.day import day_report
from tests.helpers import oracle, stations
from tests.helpers.stations import MONDAY, Station

STEPS = 160
HOUR_MS = 3_600_000
WITA_H = 8
TIMES = {"wait_s": "waited_ms", "walk_s": "walked_ms", "serve_s": "served_ms", "park_s": "parked_ms"}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = stations.open_station(tmp_path / "station")
    yield made
    made.store.close()


def work_at_random(station: Station, chance: Random) -> None:
    """Whatever somebody might press; what a rule refuses is not done."""
    known: list[Any] = []
    front: list[Any] = []

    def on(tickets: list[Any], operation: Callable[..., object], **facts: object) -> None:
        stations.act(
            station, operation, chance.choice(tickets[-3:] if tickets is front else tickets), **facts
        )

    def issue() -> None:
        known.append(stations.issue(station, chance.choice(("B01", "B02", "B04"))).ticket_id)

    def call() -> None:
        front.append(stations.call_next(station).ticket_id)

    verbs: list[Callable[[], object]] = [
        issue, issue, issue, call, call,
        lambda: on(front, call_again),
        *[lambda: stations.start(station, front[-1])] * 3,
        lambda: on(front, finish, outcome=chance.choice(("served", "left"))),
        lambda: on(front, finish),
        lambda: on(front, mark_no_show),
        lambda: on(front, park, place="copies"), lambda: on(front, unpark),
        lambda: on(known, bring_back), lambda: on(known, cancel_ticket, reason="left"),
        lambda: on(front, transfer, service=chance.choice(("B03", "C01"))),
    ]  # fmt: skip
    for _ in range(STEPS):
        station.clock.advance_s(chance.choice((7, 61, 200, 1_300)))
        with suppress(Refused, IndexError):
            chance.choice(verbs)()


def recounted(station: Station) -> dict[str, Any]:
    """The same figures, from the sentences of docs/definitions.md."""
    entries: dict[bytes, list[Any]] = {}
    for entry in stations.entries(station.store):
        if entry.kind.startswith(("ticket.", "slip.")):
            entries.setdefault(entry.entity_id, []).append(entry)
    tickets = [oracle.ticket(one) for one in entries.values()]
    hours = {hour(one["issued_at"]) for one in tickets} | {hour(one["called_at"]) for one in tickets}
    return {
        **totals(tickets),
        "by_hour": [
            {
                "hour": at,
                "issued": sum(hour(one["issued_at"]) == at for one in tickets),
                "called": sum(hour(one["called_at"]) == at for one in tickets),
                "wait_s": spread(times([one for one in tickets if hour(one["issued_at"]) == at], "wait_s")),
            }
            for at in sorted(hours - {-1})
        ],
        "by_queue": [
            {"queue": letter, **totals([one for one in tickets if one["queue"] == letter])}
            for letter in sorted({one["queue"] for one in tickets})
        ],
        "by_counter": [
            {"counter": number, **totals([one for one in tickets if one["counter"] == number])}
            for number in sorted({one["counter"] for one in tickets} - {None})
        ],
    }


def hour(at_ms: int | None) -> int:
    return -1 if at_ms is None else (at_ms // HOUR_MS + WITA_H) % 24


def totals(tickets: list[dict[str, Any]]) -> dict[str, Any]:
    states = Counter(one["phase"] for one in tickets)
    return {
        "tickets": len(tickets),
        **{state: states[state] for state in oracle.PHASES[1:]},
        "abandoned": sum(
            (one["phase"], one["reason"]) == ("cancelled", "left")
            or (one["phase"], one["outcome"]) == ("finished", "left")
            for one in tickets
        ),
        "called_total": sum(one["called_at"] is not None for one in tickets),
        **{name: spread(times(tickets, name)) for name in TIMES},
    }


def times(tickets: list[dict[str, Any]], name: str) -> list[int]:
    is_there: dict[str, Callable[[dict[str, Any]], bool]] = {
        "wait_s": lambda one: one["called_at"] is not None,
        "walk_s": lambda one: one["called_at"] is not None and begun(one),
        "serve_s": lambda one: one["ended_at"] is not None and begun(one) and one["reason"] != "day_closed",
        "park_s": lambda one: one["parked_ms"] > 0,
    }
    return sorted((one[TIMES[name]] + 500) // 1000 for one in tickets if is_there[name](one))


def begun(one: dict[str, Any]) -> bool:
    return one["started_at"] is not None or one["served_ms"] > 0


def spread(ranked: list[int]) -> dict[str, int | None]:
    if not ranked:
        return {"n": 0, "mean": None, "median": None, "p90": None, "max": None}
    n = len(ranked)
    middle = ranked[(n - 1) // 2] + ranked[n // 2]
    rank = next(place for place in range(1, n + 1) if 10 * place >= 9 * n)
    return {
        "n": n, "mean": int(sum(ranked) / n + 0.5), "median": (middle + 1) // 2, "p90": ranked[rank - 1],
        "max": ranked[-1],
    }  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_was_pressed_the_figures_equal_a_plain_recount(station: Station, seed: int) -> None:
    work_at_random(station, Random(seed))

    told = station.ask(partial(day_report, site=station.store.site, day=MONDAY))
    wanted = recounted(station)

    assert wanted["tickets"] > 20
    assert min(wanted[name]["n"] for name in TIMES) > 0
    assert cut(told, wanted) == wanted


def cut(told: Any, wanted: Any) -> Any:
    """What was told under the keys that were recounted."""
    if isinstance(wanted, dict):
        return {key: cut(told[key], wanted[key]) for key in wanted}
    if isinstance(wanted, list) and len(told) == len(wanted):
        return [cut(one, other) for one, other in zip(told, wanted, strict=True)]
    return told
