from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.catalogue import Chain
from counter_app.domain.paper_order import circle, in_paper_order

CHAINS = (Chain(("C07", "B02")), Chain(("H03", "C01", "M01")), Chain(("B06", "B04", "B11")))
CODES = st.lists(st.sampled_from(["C07", "B02", "H03", "C01", "M01", "B06", "B04", "B11", "X1"]))


@pytest.mark.parametrize(
    ("added", "ordered"),
    [
        (["B02", "C07"], ("C07", "B02")),
        (["C07", "B02"], ("C07", "B02")),
        (["M01", "X1", "H03"], ("H03", "M01", "X1")),
        (["B11", "B04", "B06"], ("B06", "B04", "B11")),
        (["X1", "B02"], ("X1", "B02")),
        (["X1", "X1"], ("X1",)),
        ([], ()),
    ],
)
def test_who_gives_a_paper_comes_before_who_asks_for_it(added: list[str], ordered: tuple[str, ...]) -> None:
    assert in_paper_order(added, CHAINS) == ordered


def test_a_paper_asked_for_over_two_chains_comes_first() -> None:
    assert in_paper_order(["c", "b", "a"], [Chain(("a", "b")), Chain(("b", "c"))]) == ("a", "b", "c")


@given(CODES)
def test_nothing_is_lost_and_no_chain_is_turned_around(added: list[str]) -> None:
    ordered = in_paper_order(added, CHAINS)
    assert sorted(ordered) == sorted(set(added))
    for chain in CHAINS:
        places = [ordered.index(code) for code in chain.services if code in ordered]
        assert places == sorted(places)


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=2, max_size=4), max_size=4))
def test_senseless_chains_lose_nothing_either(chains: list[list[str]]) -> None:
    made = [Chain(tuple(chain)) for chain in chains]
    assert sorted(in_paper_order("dcba", made)) == list("abcd")


def test_chains_that_turn_in_a_circle_are_found() -> None:
    assert circle(CHAINS) == ()
    assert set(circle([Chain(("a", "b")), Chain(("b", "a"))])) == {"a", "b"}
    assert circle([Chain(("a", "a"))])
