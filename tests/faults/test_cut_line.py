"""A line cut at any byte, in both directions: no entry is lost, none is there twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from random import Random

import pytest

from counter_app.db import journal
from counter_app.db.store import Store
from counter_app.domain.errors import Unavailable
from counter_app.sync.exchange import Exchange
from counter_app.wire import MOST_ENTRIES, Batch, packed
from tests.helpers.hubs import Centre, drain, pull_all, unsent
from tests.helpers.line import GOOD, Fault, Line
from tests.helpers.pushes import Pusher
from tests.helpers.stations import Station, entries, issue, print_all

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
IS_FULL = HITS >= 20
EVERY = 1 if IS_FULL else 67
"""Bytes between two cuts."""
PLACES = 200 if IS_FULL else HITS
"""Cuts of a full batch."""
LEAST_BYTES = 400
"""No answer to a push is shorter, and no question of a pull."""

Cut = Callable[[int], Fault]


def up(byte: int) -> Fault:
    return Fault(cut_up=byte)


def down(byte: int) -> Fault:
    return Fault(cut_down=byte)


BOTH_WAYS = pytest.mark.parametrize("way", [up, down])


def is_cut(line: Line, fault: Fault, act: Callable[[], object]) -> bool:
    """Whether the act fails over a line that is cut there; the line is good again afterwards."""
    line.cut()
    line.fault = fault
    try:
        act()
    except Unavailable:
        return True
    else:
        return False
    finally:
        line.cut()
        line.fault = GOOD


def swept(line: Line, way: Cut, act: Callable[[], object], check: Callable[[], None]) -> int:
    """Cuts an act after every byte, with a check after each, until it is through; answers the last cut."""
    for byte in count(1, EVERY):
        if not is_cut(line, way(byte), act):
            return byte - EVERY
        check()
    raise AssertionError


def drawn(most: int) -> list[int]:
    return sorted(Random(SEED).sample(range(1, most), PLACES))


def held(centre: Centre) -> int:
    return int(centre.ask(journal.count))


def known(store: Store) -> int:
    return int(store.read(journal.count))


def full_push(centre: Centre, station: Station) -> int:
    """Makes a backlog that fills one push; answers how many bytes its entries take."""
    while known(station.store) < MOST_ENTRIES:
        issue(station)
    run = Pusher(centre, station.store, "").run(1, MOST_ENTRIES)
    return len(packed(Batch((run,))))


def push_all_at_once(exchange: Exchange) -> int:
    exchange.batch_size = MOST_ENTRIES
    return exchange.push()


def pull_all_at_once(exchange: Exchange) -> bool:
    """Without what it learnt from the cuts before: it would ask for less each time."""
    exchange._pulled_at_once = MOST_ENTRIES
    return exchange.pull()


@BOTH_WAYS
def test_three_entries_pushed_over_a_line_cut_after_every_byte(
    centre: Centre, line: Line, counter_three: Station, way: Cut
) -> None:
    exchange = centre.exchange(counter_three.store, line.url, timeout_s=5.0)
    drain(exchange)
    before = held(centre)
    issue(counter_three)
    print_all(counter_three)
    waiting = unsent(exchange)
    assert waiting == 3

    def check() -> None:
        assert unsent(exchange) == waiting
        assert held(centre) in ({before, before + waiting} if way is up else {before + waiting})

    assert swept(line, way, exchange.push, check) >= LEAST_BYTES
    drain(exchange)
    assert centre.entries() == entries(counter_three.store)
    assert centre.is_clean()


@BOTH_WAYS
def test_three_entries_pulled_over_a_line_cut_after_every_byte(
    centre: Centre, line: Line, counter_three: Station, counter_four: Store, way: Cut
) -> None:
    sender = centre.exchange(counter_three.store)
    drain(sender)
    exchange = centre.exchange(counter_four, line.url, timeout_s=5.0)
    exchange.greet()
    pull_all(exchange)
    issue(counter_three)
    print_all(counter_three)
    drain(sender)
    before = known(counter_four)

    def check() -> None:
        assert known(counter_four) == before

    assert swept(line, way, lambda: pull_all_at_once(exchange), check) >= LEAST_BYTES
    pull_all(exchange)
    assert known(counter_four) == before + 3
    assert hashes(counter_four) == hashes(counter_three.store)


def hashes(store: Store) -> list[bytes]:
    return [entry.hash for entry in entries(store)]


def test_a_full_batch_pushed_over_a_line_cut_at_drawn_places(
    centre: Centre, line: Line, counter_three: Station
) -> None:
    size = full_push(centre, counter_three)
    exchange = centre.exchange(counter_three.store, line.url, timeout_s=5.0)
    exchange.greet()
    waiting = unsent(exchange)

    for byte in drawn(size):
        assert is_cut(line, up(byte), lambda: push_all_at_once(exchange))
        assert (unsent(exchange), held(centre)) == (waiting, 0)
    for byte in drawn(LEAST_BYTES):
        assert is_cut(line, down(byte), lambda: push_all_at_once(exchange))
        assert (unsent(exchange), held(centre)) == (waiting, MOST_ENTRIES)
    drain(exchange)
    assert centre.entries() == entries(counter_three.store)
    assert centre.is_clean()


def test_a_full_batch_pulled_over_a_line_cut_at_drawn_places(
    centre: Centre, line: Line, counter_three: Station, counter_four: Store
) -> None:
    size = full_push(centre, counter_three)
    drain(centre.exchange(counter_three.store))
    exchange = centre.exchange(counter_four, line.url, timeout_s=5.0)
    exchange.greet()

    for way, most in ((up, LEAST_BYTES), (down, size)):
        for byte in drawn(most):
            assert is_cut(line, way(byte), lambda: pull_all_at_once(exchange))
            assert known(counter_four) == 0
    pull_all(exchange)
    assert hashes(counter_four) == hashes(counter_three.store)
