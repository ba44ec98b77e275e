"""Entries that are written again under another name keep what they say, and name each other anew."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from counter_app.db import journal
from counter_app.db.work import Work
from counter_app.operations.reissue import REISSUED_FROM, reissue_branch
from tests.helpers.stations import Station, entries, is_clean, issue

THING = UUID(int=7)


def written(station: Station, body: dict[str, Any]) -> int:
    """An entry of a kind that this version does not know; answers its seq."""

    def record(work: Work) -> int:
        return work.record("thing.done", THING, body, officer="P03", business_day=20261123).seq

    return station.do(record)


def bodies(station: Station, kind: str = "thing.done") -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in entries(station.store) if one.kind == kind]


def test_an_entry_names_those_of_its_branch_by_their_new_names(station: Station) -> None:
    old = station.store.own.replica_id
    kept = written(station, {"step": 0})
    first = written(station, {"step": 1})
    last = written(
        station,
        {
            "replica": old.hex(), "seq": first,
            "acts": [[old.hex(), kept], [old.hex(), first], ["00", first], [1, 2], []],
            "inner": {"replica": old.hex(), "seq": first, "n": None},
        },
    )  # fmt: skip

    assert station.store.rekey(lambda work: reissue_branch(work, old, first)) == 2

    new = station.store.own.replica_id.hex()
    assert bodies(station)[1:] == [
        {"step": 1, REISSUED_FROM: [old.hex(), first]},
        {
            "replica": new, "seq": 1, "acts": [[old.hex(), kept], [new, 1], ["00", first], [1, 2], []],
            "inner": {"replica": new, "seq": 1, "n": None}, REISSUED_FROM: [old.hex(), last],
        },
    ]  # fmt: skip
    assert is_clean(station.store)


def test_what_was_written_twice_before_keeps_its_first_name(station: Station) -> None:
    first = station.store.own.replica_id
    seq = written(station, {})
    station.store.rekey(lambda work: reissue_branch(work, first, seq))
    second = station.store.own.replica_id

    station.store.rekey(lambda work: reissue_branch(work, second, 1))

    assert bodies(station) == [{REISSUED_FROM: [first.hex(), seq]}]
    assert len(station.store.signers) == 3
    assert is_clean(station.store)


def test_where_nothing_stands_behind_nothing_is_written_again(station: Station) -> None:
    old, before = station.store.own, station.ask(journal.count)

    assert station.store.rekey(lambda work: reissue_branch(work, old.replica_id, 10_000)) == 0

    assert station.ask(journal.count) == before
    assert issue(station).number == "B001"
    assert is_clean(station.store)


def test_a_rekey_that_fails_leaves_all_as_it_was(station: Station) -> None:
    old, before = station.store.own.replica_id, entries(station.store)

    def fail(work: Work) -> None:
        reissue_branch(work, old, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        station.store.rekey(fail)

    assert (station.store.own.replica_id, entries(station.store)) == (old, before)
    assert issue(station).number == "B001"
    assert entries(station.store)[-1].replica_id == old
    assert is_clean(station.store)
