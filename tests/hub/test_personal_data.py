"""Personal data at the centre: sealed in the database, handed out only to its agency."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from counter_app.db.store import Store
from counter_app.db.tables import IDENTITY
from counter_app.domain.errors import Unavailable
from counter_app.hub.pii import PersonalSeal
from tests.helpers.hubs import Centre, drain, pull_all
from tests.helpers.stations import SOMEBODY, Station, entries, is_clean, serve, show_all_papers, submit

SEAL = PersonalSeal(bytes(32), bytes(31) + b"1")


@pytest.fixture
def filed(centre: Centre, counter_three: Station) -> Centre:
    called = serve(counter_three)
    show_all_papers(counter_three, called.ticket_id)
    submit(counter_three, called.ticket_id)
    centre.publish()
    drain(centre.exchange(counter_three.store))
    return centre


def _dump(connection: Connection) -> str:
    tables = ("journal", "applicant_identity", "fork", "application", "visit", "ticket")
    rows = [connection.execute(text(f"SELECT t::text FROM {name} t")).scalars().all() for name in tables]
    return "\n".join(row for table in rows for row in table)


def test_no_table_of_the_hub_shows_a_name_or_a_nik(filed: Centre) -> None:
    dump = filed.ask(_dump)

    assert SOMEBODY.full_name not in dump
    assert SOMEBODY.identity_number not in dump
    assert "application.completed" in dump


def test_the_hub_finds_a_nik_by_its_keyed_hash(filed: Centre) -> None:
    assert filed.hub.seal is not None
    wanted = filed.hub.seal.lookup("identity_number", SOMEBODY.identity_number)

    found = filed.ask(lambda connection: connection.execute(IDENTITY.select()).all())

    assert wanted in [row.number_key for row in found]


def test_what_is_sealed_opens_only_at_its_place_and_with_its_key() -> None:
    sealed = SEAL.sealed(b"here", "Maria")

    assert SEAL.opened(b"here", sealed) == "Maria"
    assert "Maria" not in sealed
    for seal, place in ((SEAL, b"there"), (PersonalSeal(b"2" * 32, bytes(32)), b"here")):
        with pytest.raises(Unavailable, match="seal_broken"):
            seal.opened(place, sealed)


def test_the_same_text_is_sealed_the_same_way_at_its_place_only() -> None:
    assert SEAL.sealed(b"here", "Maria") == SEAL.sealed(b"here", "Maria")
    assert SEAL.sealed(b"here", "Maria") != SEAL.sealed(b"there", "Maria")
    assert SEAL.lookup("phone", "0812 345") == SEAL.lookup("phone", "0812-345")
    assert SEAL.lookup("phone", "") is None


def test_a_counter_of_the_same_agency_gets_the_personal_data(filed: Centre, counter_four: Store) -> None:
    exchange = filed.exchange(counter_four)
    exchange.greet()
    pull_all(exchange)

    names = counter_four.read(lambda connection: connection.execute(IDENTITY.select()).all())
    assert SOMEBODY.full_name in [row.full_name for row in names]
    assert is_clean(counter_four)


def test_a_counter_of_another_agency_gets_the_entries_without_it(filed: Centre, counter_eight: Store) -> None:
    exchange = filed.exchange(counter_eight)
    exchange.greet()
    pull_all(exchange)

    held = entries(counter_eight)
    assert [entry.hash for entry in held] == [entry.hash for entry in filed.entries()]
    assert [entry for entry in held if entry.pii is not None or entry.salt_p is not None] == []
    assert is_clean(counter_eight)
