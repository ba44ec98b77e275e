from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.db.queries.papers import PaperTime
from counter_app.domain.catalogue import Service
from counter_app.domain.money import FeeFacts, FeeKind, fee_facts
from counter_app.operations.catalogue import read_catalogue
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.wording import load_wording
from counter_app.printing.words_of_facts import fee_promise, fee_sentence, time_promise, time_sentence
from counter_app.settings import resource
from tests.helpers.paper_eyes import text_of
from tests.helpers.sample_papers import (
    FREE,
    MISSING,
    PASSPORT_FEE,
    RECEIPT,
    THREE_DAYS,
    UNVERIFIED_FEE,
    UNVERIFIED_TIME,
)

PRESS = PaperPress()
ID = load_wording("id")
SERVICES = tuple(read_catalogue(resource("catalogue")).services.values())
OFFICIAL_FEE = ("Biaya resmi", "biaya resmi,", "GRATIS", "tidak dipungut", "Tidak dipungut", "Rp")


def papers_of(service: Service) -> tuple[str, str]:
    """The words of a missing-papers slip and of a receipt of this service."""
    fee, time = fee_facts(service), PaperTime(service.sla_value, service.sla_unit, service.is_time_verified)
    due = date(2026, 11, 30) if service.sla_unit == "hari_kerja" else None
    missing = replace(MISSING, service=service.name, fee=fee, time=time)
    receipt = replace(RECEIPT, service=service.name, product=service.product, fee=fee, time=time, due=due)
    return text_of(PRESS.pdf(missing)), text_of(PRESS.pdf(receipt, PaperSize.A5))


@pytest.mark.parametrize(
    "service", [one for one in SERVICES if not one.is_fee_verified], ids=lambda one: one.code
)
def test_no_unverified_fee_of_the_catalogue_looks_official(service: Service) -> None:
    for text in papers_of(service):
        assert [word for word in OFFICIAL_FEE if word in text] == []
        assert "anyakan di loket" in text


@pytest.mark.parametrize(
    "service", [one for one in SERVICES if not one.is_time_verified], ids=lambda one: one.code
)
def test_no_unverified_time_of_the_catalogue_is_promised(service: Service) -> None:
    missing, receipt = papers_of(service)
    assert "mulai dihitung" not in missing
    assert "Senin, 30 November 2026" not in receipt
    assert "sejak berkas lengkap" not in receipt
    assert "Petugas memberi tahu waktu selesai" in missing
    assert "Tanyakan petugas" in receipt


def test_the_catalogue_has_fees_and_times_of_both_kinds() -> None:
    assert {one.is_fee_verified for one in SERVICES} == {True, False}
    assert {one.is_time_verified for one in SERVICES} == {True, False}


def test_a_verified_fee_is_told_with_its_basis() -> None:
    assert fee_sentence(ID, PASSPORT_FEE) == "Biaya resmi: Rp350.000 (PP 45/2024)."
    promise = fee_promise(ID, PASSPORT_FEE)
    assert promise.value == "Rp350.000"
    assert promise.note == "biaya resmi, PP 45/2024; nonelektronik 5 th 350.000, 10 th 650.000"


def test_a_verified_service_without_fee_is_free() -> None:
    assert fee_promise(ID, FREE).value == "GRATIS"
    assert fee_promise(ID, FREE).note == "tidak dipungut, UU 24/2013 Pasal 79A"
    assert fee_promise(ID, replace(FREE, basis="")).note == "tidak dipungut biaya"


def test_brackets_in_a_basis_do_not_stand_in_brackets() -> None:
    fee = replace(PASSPORT_FEE, amount="Rp30.000", basis="PNBP Polri (PP 76/2020)", note="")
    assert fee_sentence(ID, fee) == "Biaya resmi: Rp30.000 (PNBP Polri, PP 76/2020)."


def test_a_fee_by_a_formula_names_its_rule_or_is_asked_for() -> None:
    by_rule = FeeFacts(FeeKind.FORMULA, "", "PP 128/2015: menurut luas", "", is_verified=True)
    assert "menurut aturan (PP 128/2015: menurut luas)" in fee_sentence(ID, by_rule)
    assert fee_promise(ID, by_rule).value == "Menurut aturan"
    assert fee_sentence(ID, replace(by_rule, basis="")) == "Biaya: tanyakan di loket."
    assert fee_promise(ID, replace(by_rule, basis="")).value == "Tanyakan di loket"


def test_the_note_of_an_unverified_fee_stays_off_the_paper() -> None:
    fee = replace(UNVERIFIED_FEE, note="nonelektronik 350.000")
    assert "350.000" not in text_of(PRESS.pdf(replace(MISSING, fee=fee)))
    assert "350.000" not in text_of(PRESS.pdf(replace(RECEIPT, fee=fee)))


def test_a_due_day_is_promised_only_where_the_time_is_verified() -> None:
    due = date(2026, 11, 30)
    assert time_promise(ID, THREE_DAYS, due).value == "Senin, 30 November 2026"
    assert time_promise(ID, UNVERIFIED_TIME, due).value == "Tanyakan petugas"


def test_a_time_in_minutes_is_told_without_a_day() -> None:
    promise = time_promise(ID, PaperTime(30, "menit", is_verified=True), None)
    assert (promise.value, promise.note) == ("30 menit", "sejak berkas lengkap")


def test_the_clock_starts_with_complete_papers() -> None:
    assert time_sentence(ID, THREE_DAYS) == "Waktu 3 hari kerja mulai dihitung setelah berkas lengkap."
    assert "3 hari kerja" not in time_sentence(ID, UNVERIFIED_TIME)
