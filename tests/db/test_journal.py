"""Damage that somebody does with the key in hand: each kind is found, and the entry is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.db import journal
from counter_app.db.connection import WRITER_PRAGMAS, opened
from counter_app.db.journal import BrokenEntry
from counter_app.db.key import read_keys
from counter_app.db.store import Store, open_store
from tests.helpers.stations import Station, entries, finish, serve, show_all_papers, submit


def broken(store: Store) -> BrokenEntry | None:
    return store.read(
        lambda connection: journal.first_broken(journal.all_entries(connection), journal.heads(connection))
    )


def tampered(station: Station, *statements: str) -> Store:
    """The store after somebody who has the key changed its file."""
    station.store.close()
    connection = opened(station.folder / "station.db", read_keys(station.folder).database, WRITER_PRAGMAS)
    for statement in statements:
        assert connection.execute(statement).rowcount != 0
    connection.close()
    return open_store(station.folder)


@pytest.fixture
def served(station: Station) -> Station:
    """A morning with personal data in it."""
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    finish(station, ticket_id)
    return station


def place(station: Station, kind: str) -> int:
    return next(entry.seq for entry in entries(station.store) if entry.kind == kind)


def named(found: BrokenEntry | None) -> tuple[int, str]:
    assert found is not None
    return found.seq, found.kind


def test_a_whole_chain_is_ok(served: Station) -> None:
    assert broken(served.store) is None


CHANGES: dict[str, Callable[[int], str]] = {
    "body": lambda seq: f"UPDATE journal SET body='{{}}' WHERE seq={seq}",
    "pii": lambda seq: f"UPDATE journal SET pii=replace(pii, 'Contoh', 'Orang') WHERE seq={seq}",
    "salt": lambda seq: f"UPDATE journal SET salt_p=randomblob(16) WHERE seq={seq}",
    "hash": lambda seq: f"UPDATE journal SET hash=randomblob(32) WHERE seq={seq}",
    "time": lambda seq: f"UPDATE journal SET at_ms=at_ms+1 WHERE seq={seq}",
    "officer": lambda seq: f"UPDATE journal SET officer='P04' WHERE seq={seq}",
    "day": lambda seq: f"UPDATE journal SET business_day=20261122 WHERE seq={seq}",
    "half of the leaf": lambda seq: f"UPDATE journal SET hp=randomblob(32) WHERE seq={seq}",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_entry_is_named(served: Station, change: str) -> None:
    seq = place(served, "applicant.recorded")

    store = tampered(served, CHANGES[change](seq))

    assert named(broken(store)) == (seq, "applicant.recorded")
    store.close()


def test_personal_data_put_into_an_entry_that_had_none_are_named(served: Station) -> None:
    seq = place(served, "ticket.issued")

    store = tampered(served, f"UPDATE journal SET pii='{{}}' WHERE seq={seq}")

    assert named(broken(store)) == (seq, "ticket.issued")
    store.close()


def test_an_entry_taken_out_of_the_middle_is_found_at_the_next(served: Station) -> None:
    seq = place(served, "ticket.called")

    store = tampered(served, f"DELETE FROM journal WHERE seq={seq}")

    assert named(broken(store)) == (seq + 1, "ticket.started")
    store.close()


def test_a_tail_that_was_cut_off_is_found_by_the_head_of_the_chain(served: Station) -> None:
    last = len(entries(served.store))

    store = tampered(served, f"DELETE FROM journal WHERE seq>{last - 2}")

    assert named(broken(store)) == (last - 1, "missing")
    store.close()


def test_a_tail_cut_off_with_its_head_is_found_by_the_marks_outside_and_goes_on_as_a_new_log(
    served: Station,
) -> None:
    before = served.store.own.replica_id
    last = len(entries(served.store)) - 2

    store = tampered(
        served,
        f"DELETE FROM journal WHERE seq>{last}",
        f"UPDATE replica SET head_seq={last}, head_hash=(SELECT hash FROM journal WHERE seq={last})",
    )

    assert store.own.replica_id != before
    store.close()


def test_two_entries_that_changed_places_are_found(served: Station) -> None:
    seq = place(served, "ticket.called")

    store = tampered(
        served,
        f"UPDATE journal SET seq=-1 WHERE seq={seq}",
        f"UPDATE journal SET seq={seq} WHERE seq={seq + 1}",
        f"UPDATE journal SET seq={seq + 1} WHERE seq=-1",
    )

    assert named(broken(store)) == (seq, "ticket.started")
    store.close()


def test_the_first_of_several_is_named(served: Station) -> None:
    store = tampered(served, "UPDATE journal SET body='{\"x\":1}' WHERE seq IN (3, 5, 7)")

    assert named(broken(store))[0] == 3
    store.close()


def test_personal_data_dropped_by_law_leave_the_chain_whole(served: Station) -> None:
    store = tampered(served, "UPDATE journal SET pii=NULL, salt_p=NULL WHERE pii IS NOT NULL")

    assert broken(store) is None
    store.close()


def test_the_journal_is_read_in_the_order_of_its_chain(served: Station, tmp_path: Path) -> None:
    seqs = [entry.seq for entry in entries(served.store)]

    assert seqs == sorted(seqs)
    assert served.ask(journal.count) == len(seqs)
