from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.money import FeeFacts, FeeKind, fee_facts, rupiah
from counter_app.operations.catalogue import read_catalogue
from counter_app.settings import resource

SERVICES = read_catalogue(resource("catalogue")).services


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "Rp0"), (999, "Rp999"), (30_000, "Rp30.000"), (250_000, "Rp250.000"), (25_000_000, "Rp25.000.000")],
)
def test_rupiah_are_written_with_full_stops(amount: int, text: str) -> None:
    assert rupiah(amount) == text


@given(st.integers(-(10**12), 10**12))
def test_no_amount_loses_a_digit(amount: int) -> None:
    assert int(rupiah(amount).replace("Rp", "").replace(".", "")) == amount


def test_a_free_service_names_the_law_alone() -> None:
    expected = FeeFacts(FeeKind.FREE, amount="", basis="UU 24/2013 Pasal 79A", note="", is_verified=True)
    assert fee_facts(SERVICES["B02"]) == expected


def test_a_fee_is_told_with_its_rule() -> None:
    expected = FeeFacts(FeeKind.AMOUNT, amount="Rp30.000", basis="PP 76/2020", note="", is_verified=True)
    assert fee_facts(SERVICES["C01"]) == expected


def test_a_fee_by_formula_has_no_amount() -> None:
    facts = fee_facts(SERVICES["E03"])
    assert (facts.kind, facts.amount) == (FeeKind.FORMULA, "")
    assert facts.basis == "PP 128/2015: nilai tanah/1.000 + 50.000"


@pytest.mark.parametrize(
    ("basis", "rule", "note"),
    [
        ("tidak dipungut biaya", "", ""),
        ("belum diverifikasi", "", ""),
        ("bebas biaya (pajak reklame terpisah)", "", "pajak reklame terpisah"),
        ("PP 5/2019 (belum diverifikasi)", "PP 5/2019", ""),
        ("5% x (NPOP - NPOPTKP)", "5% x (NPOP - NPOPTKP)", ""),
        ("PKB (UU 1/2022); SWDKLLJ", "PKB (UU 1/2022); SWDKLLJ", ""),
    ],
)
def test_the_rule_is_told_without_remarks(basis: str, rule: str, note: str) -> None:
    facts = fee_facts(replace(SERVICES["B02"], fee_basis=basis))
    assert (facts.basis, facts.note) == (rule, note)


def test_a_figure_that_covers_some_cases_only_carries_its_note() -> None:
    assert "SIM A 80.000" in fee_facts(SERVICES["C05"]).note
