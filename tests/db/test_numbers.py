"""Numbers never repeat and have no gap, whoever asks at once; and the proof that this test can fail."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from counter_app.db.connection import WRITER_PRAGMAS, engine, opened
from counter_app.db.key import read_keys
from counter_app.db.work import Work
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations.actor import Actor
from counter_app.operations.issuing import issue_ticket
from tests.helpers.stations import Station, entries, is_clean, issue, open_station, reopened

THREADS = 8


def issue_many(station: Station, count: int) -> tuple[list[str], Counter[str]]:
    """The numbers that eight threads were given, and what went wrong."""
    wrong: Counter[str] = Counter()

    def one(_turn: int) -> str | None:
        try:
            return station.do(lambda work: issue_ticket(work, station.actor, service="B02").number)
        except (Unavailable, DBAPIError) as error:
            wrong[getattr(error, "code", type(error).__name__)] += 1
            return None

    with ThreadPoolExecutor(THREADS) as threads:
        given_out = list(threads.map(one, range(count)))
    return [number for number in given_out if number is not None], wrong


def without_gap(count: int) -> list[str]:
    return sorted(f"B{serial:03d}" for serial in range(1, count + 1))


def test_eight_threads_are_given_three_thousand_different_numbers_without_a_gap(station: Station) -> None:
    numbers, wrong = issue_many(station, 3000)

    assert wrong == Counter()
    assert sorted(numbers) == without_gap(3000)
    assert [entry.seq for entry in entries(station.store)] == list(range(1, len(entries(station.store)) + 1))
    assert is_clean(station.store)


def widened(station: Station) -> Engine:
    """What a well-meaning change would make of the writer: four connections, and the plain BEGIN."""
    path, key = station.folder / "station.db", read_keys(station.folder).database
    return engine(lambda: opened(path, key, WRITER_PRAGMAS), begin="BEGIN", size=4)


def test_with_four_connections_and_a_plain_begin_it_goes_wrong(station: Station) -> None:
    station.store._writer.dispose()
    station.store._writer = widened(station)

    numbers, wrong = issue_many(station, 400)

    assert sorted(numbers) != without_gap(400)
    assert sum(wrong.values()) + len(numbers) - len(set(numbers)) > 0


def test_the_chain_is_what_keeps_it_from_going_wrong_unseen(station: Station) -> None:
    """Two writers that do not wait for each other would fork the log: one of them must fail."""
    station.store._writer.dispose()
    station.store._writer = widened(station)

    _numbers, wrong = issue_many(station, 200)

    assert wrong.keys() <= {"database_busy"}
    assert is_clean(station.store)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(["B02", "C01", "D01", "refused", "broken", "restart"]), max_size=12))
def test_numbers_of_a_queue_have_no_gap_whatever_happens_in_between(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    station = open_station(tmp_path_factory.mktemp("numbers") / "station")
    for turn, act in enumerate(acts):
        if act == "restart":
            station = reopened(station, seed=turn + 2)
        elif act in ("refused", "broken"):
            with suppress(Refused, ZeroDivisionError):
                station.do(partial(goes_wrong, station.actor, act))
        else:
            issue(station, act)

    numbers = [
        json.loads(entry.body)["number"] for entry in entries(station.store) if entry.kind == "ticket.issued"
    ]
    for letter in "BCD":
        count = acts.count(f"{letter}02" if letter == "B" else f"{letter}01")
        assert [number for number in numbers if number[0] == letter] == [
            f"{letter}{serial:03d}" for serial in range(1, count + 1)
        ]
    station.store.close()


def goes_wrong(actor: Actor, how: str, work: Work) -> None:
    issue_ticket(work, actor, service="B02")
    if how == "refused":
        raise Refused("never")
    raise ZeroDivisionError
