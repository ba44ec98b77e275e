"""The hash chain: every change is found, and what the law lets go does not break it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.entry import (
    _NOT_KNOWN,
    GENESIS,
    NO_PII,
    Entry,
    EntryRef,
    _packed,
    chained,
    is_intact,
    leaf,
    personal_half,
    ref,
    written,
)
from counter_app.domain.errors import Refused
from tests.helpers.histories import Scribe

TICKET = bytes(range(16))


def recorded() -> Entry:
    """An entry with personal data."""
    return Scribe(1).write(
        "applicant.recorded", TICKET, {"identity_kind": "nik"}, pii={"full_name": "Contoh Pemohon"}
    )


def issued() -> Entry:
    """An entry without personal data."""
    return Scribe(1).write("ticket.issued", TICKET, {"number": "B001"})


def test_an_entry_as_it_was_written_is_intact() -> None:
    assert is_intact(GENESIS, recorded())
    assert is_intact(GENESIS, issued())


@pytest.mark.parametrize(
    "change",
    [
        {"body": '{"identity_kind":"plb"}'},
        {"pii": '{"full_name":"Orang Lain"}'},
        {"salt_b": bytes(16)},
        {"salt_p": bytes(16)},
        {"salt_p": None},
        {"hp": bytes(32)},
        {"hp": NO_PII},
        {"hash": bytes(32)},
        {"replica_id": bytes(16)},
        {"seq": 2},
        {"entity_id": bytes(16)},
        {"rev": 2},
        {"at_ms": 1},
        {"offset_ms": 0},
        {"offset_age_s": 0},
        {"site": "TTU"},
        {"business_day": 20261124},
        {"agency": "POLRES"},
        {"kind": "ticket.called"},
        {"kind_version": 2},
        {"officer": "P04"},
        {"catalogue_version": "2026-12"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_any_field_is_found(change: dict[str, Any]) -> None:
    assert not is_intact(GENESIS, recorded()._replace(**change))


def test_an_entry_behind_another_hash_is_found() -> None:
    assert not is_intact(bytes([1]) * 32, issued())


def test_personal_data_added_to_an_entry_that_had_none_are_found() -> None:
    assert not is_intact(GENESIS, issued()._replace(pii='{"full_name":"Orang Lain"}'))
    assert not is_intact(GENESIS, issued()._replace(pii="{}", salt_p=bytes(16)))


def test_dropping_personal_data_keeps_the_chain_verifiable() -> None:
    entry = recorded()

    assert is_intact(GENESIS, entry._replace(pii=None))
    assert is_intact(GENESIS, entry._replace(pii=None, salt_p=None))
    assert len(entry.hp) == 32


def test_a_body_that_was_dropped_leaves_a_chain_that_its_half_of_the_leaf_still_proves() -> None:
    entry = recorded()
    body_half = hashlib.sha256(entry.salt_b + entry.body.encode()).digest()

    without_body = hashlib.sha256(body_half + entry.hp).digest()

    assert leaf(entry) == without_body
    assert hashlib.sha256(GENESIS + _packed(entry) + without_body).digest() == entry.hash


def test_the_salts_hide_what_two_equal_bodies_would_tell() -> None:
    scribe = Scribe(1)
    one, two = scribe.write("day.opened", TICKET), scribe.write("day.opened", TICKET)

    assert one.body == two.body
    assert leaf(one) != leaf(two)


def test_words_do_not_run_into_each_other() -> None:
    entry = issued()

    assert chained(GENESIS, entry._replace(site="BL", agency="UDISDUKCAPIL")) != chained(
        GENESIS, entry._replace(site="BLU", agency="DISDUKCAPIL")
    )


def test_an_entry_without_personal_data_has_an_empty_half() -> None:
    assert issued().hp == NO_PII == personal_half(None, None)


def test_a_chain_breaks_at_the_entry_that_is_missing() -> None:
    scribe = Scribe(1)
    one, two, three = (scribe.write("ticket.issued", TICKET) for _ in range(3))

    assert is_intact(one.hash, two)
    assert not is_intact(one.hash, three)


@pytest.mark.parametrize(
    "change",
    [
        {"rev": 2**31},
        {"business_day": 2**40},
        {"at_ms": 2**70},
        {"site": "x" * 70_000},
        {"offset_ms": 10**30},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_header_that_fits_no_column_is_not_intact_and_no_exception(change: dict[str, Any]) -> None:
    assert not is_intact(GENESIS, issued()._replace(**change))


@given(st.text(st.characters(), max_size=30), st.text(st.characters(), max_size=30))
def test_every_text_can_be_hashed_even_a_lone_surrogate(body: str, pii: str) -> None:
    entry = Scribe(1).write("anything", TICKET, body, pii=pii)

    assert is_intact(GENESIS, entry)
    assert not is_intact(GENESIS, entry._replace(body=body + "\ud800"))


def test_a_clock_that_was_never_compared_is_not_one_that_agreed() -> None:
    entry = issued()

    assert chained(GENESIS, entry._replace(offset_ms=0)) != chained(GENESIS, entry)
    assert _NOT_KNOWN < -(2**30)


def test_the_order_puts_cause_before_effect_whatever_the_clocks_say() -> None:
    cause, effect = issued()._replace(rev=1, at_ms=9000), issued()._replace(rev=2, at_ms=10)

    assert sorted([effect, cause], key=lambda entry: entry.order) == [cause, effect]


def test_within_one_rev_the_corrected_clock_decides() -> None:
    slow = issued()._replace(at_ms=1000, offset_ms=500)
    right = issued()._replace(at_ms=1200, offset_ms=None)

    assert right.order < slow.order


def test_an_entry_is_named_by_its_replica_and_seq() -> None:
    entry = issued()

    named = ref(entry)

    assert (named.entity_id.bytes, named.replica_id, named.seq) == (TICKET, entry.replica_id, 1)
    assert isinstance(named, EntryRef)


@pytest.mark.parametrize("facts", [{"a": 1.5}, {"a": [1, 2.0]}, {"a": {"b": float("nan")}}, {"a": (1.0,)}])
def test_a_number_that_two_machines_might_write_differently_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        written(facts)

    assert caught.value.code == "body_has_float"


def test_a_body_is_written_without_spaces_and_in_its_own_letters() -> None:
    assert written({"name": "Nón", "n": [1, None, True]}) == '{"name":"Nón","n":[1,null,true]}'
