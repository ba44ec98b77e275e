"""A senseless value in an entry's body becomes an anomaly, never an exception further up."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.facts import Facts, SenselessError

ID = "00112233445566778899aabbccddeeff"


def code(act: Callable[[], object]) -> str:
    with pytest.raises(SenselessError) as caught:
        act()
    return caught.value.code


def facts(**values: object) -> Facts:
    return Facts(json.dumps(values))


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '"text"', "7", "null", "[" * 100_000, '{"a":' * 50_000, '{"n":' + "9" * 5000 + "}"],
    ids=["empty", "cut", "list", "text", "number", "null", "deep lists", "deep objects", "endless number"],
)
def test_a_body_that_is_no_object_is_unreadable(body: str) -> None:
    assert code(lambda: Facts(body)) == "body_unreadable"


@pytest.mark.parametrize("value", [1, None, True, ["B"], {"a": "b"}, "a\x00b", "x" * 13, "\ud800"])
def test_what_is_no_text_that_can_be_stored_is_senseless(value: object) -> None:
    assert code(lambda: facts(number=value).text("number", limit=12)) == "bad_number"


def test_an_absent_text_is_empty() -> None:
    assert facts().text("reason") == ""
    assert facts(reason="Tidak hadir, ya – é").text("reason") == "Tidak hadir, ya – é"


@pytest.mark.parametrize("value", ["1", 10**30, -1, 1.0, True, None, [1], 2**31])
def test_what_is_no_whole_number_in_range_is_senseless(value: object) -> None:
    assert code(lambda: facts(counter=value).whole("counter")) == "bad_counter"


def test_whole_numbers_have_their_own_bounds() -> None:
    assert facts(copy=1000).whole("copy", low=1, high=1000) == 1000
    assert code(lambda: facts(copy=1001).whole("copy", low=1, high=1000)) == "bad_copy"
    assert facts(due=None).whole_or_none("due") is None
    assert facts().whole_or_none("due") is None
    assert code(lambda: facts(due=2**63).whole_or_none("due")) == "bad_due"


@pytest.mark.parametrize("value", [20261301, 20260230, 0, -20261123, 20261123.0, "20261123", 10**8])
def test_a_day_that_no_calendar_has_is_senseless(value: object) -> None:
    assert code(lambda: facts(due=value).day_or_none("due")) == "bad_due"


def test_a_day_of_the_calendar_is_taken() -> None:
    assert facts(due=20240229).day_or_none("due") == 20240229
    assert facts(due=None).day_or_none("due") is None


@pytest.mark.parametrize("value", [1, 0, "true", None, []])
def test_what_is_neither_true_nor_false_is_senseless(value: object) -> None:
    assert code(lambda: facts(applies=value).flag("applies")) == "bad_applies"


@pytest.mark.parametrize("value", ["", "00", ID + "00", "zz" * 16, 7, [ID], True])
def test_what_is_no_id_is_senseless(value: object) -> None:
    assert code(lambda: facts(visit=value).id("visit")) == "bad_visit"
    assert code(lambda: facts(visit=value).id_or_none("visit")) == "bad_visit"


def test_an_id_has_sixteen_bytes() -> None:
    assert facts(visit=ID).id("visit") == bytes.fromhex(ID)
    assert facts(visit=None).id_or_none("visit") is None
    assert code(lambda: facts().id("visit")) == "bad_visit"


@pytest.mark.parametrize("value", ["text", 7, {"a": []}, [1], [["a"], "b"], [[]] * 201])
def test_what_is_no_table_is_senseless(value: object) -> None:
    assert code(lambda: facts(requirements=value).rows("requirements")) == "bad_requirements"


@pytest.mark.parametrize("value", ["1", 7, [True], [-1], [10**30], [1] * 201, [[1]]])
def test_what_is_no_list_of_small_numbers_is_senseless(value: object) -> None:
    assert code(lambda: facts(open=value).numbers("open")) == "bad_open"


@pytest.mark.parametrize(
    "values", [{"a": 1}, {"a": None}, {"\ud800": "b"}, {"a": "\ud800"}, {"a": "x" * 501}]
)
def test_fields_of_a_service_are_texts_and_nothing_else(values: dict[str, Any]) -> None:
    assert code(lambda: Facts(json.dumps(values)).texts()) == "bad_texts"


def test_an_anomaly_never_carries_the_poison_in_its_code() -> None:
    told = code(lambda: Facts('{"\\ud800":"\\ud800"}').texts())

    assert told.isascii()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(JSON)
def test_no_value_whatever_gets_past_with_another_exception(value: object) -> None:
    body = Facts(json.dumps({"key": value}))
    reads: list[Callable[[], object]] = [
        lambda: body.text("key"),
        lambda: body.whole("key"),
        lambda: body.whole_or_none("key"),
        lambda: body.day_or_none("key"),
        lambda: body.flag("key"),
        lambda: body.id("key"),
        lambda: body.id_or_none("key"),
        lambda: body.rows("key"),
        lambda: body.numbers("key"),
        body.texts,
    ]
    for read in reads:
        try:
            read()
        except SenselessError as senseless:
            assert senseless.code.startswith("bad_")  # noqa: PT017  the point is that nothing else is raised
