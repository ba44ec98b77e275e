"""Times, lengths of time, money and forms as they stand on a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.ui.figures import (
    clock_time,
    date_in_words,
    day_in_words,
    fee,
    fee_basis,
    minutes_between,
    paper_form,
    rounded_minutes,
    service_time,
)
from counter_app.ui.i18n import load_language
from tests.helpers.rail_samples import NOON_MS, ZONE
from tests.helpers.stations import catalogue

BIRTH = catalogue().services["B06"]


def test_times_have_a_full_stop_and_the_sites_zone() -> None:
    assert clock_time(NOON_MS, ZONE) == "12.00"


def test_a_clock_that_was_set_back_gives_no_negative_minutes() -> None:
    assert minutes_between(NOON_MS, NOON_MS - 60_000) == 0
    assert minutes_between(NOON_MS, NOON_MS + 119_999) == 1


@pytest.mark.parametrize(("seconds", "shown"), [(5, 1), (89, 1), (90, 2), (420, 7)])
def test_work_that_was_done_took_at_least_a_minute(seconds: int, shown: int) -> None:
    assert rounded_minutes(seconds) == shown


def test_days_are_written_in_the_language_of_the_screen() -> None:
    day = date(2026, 11, 23)
    assert day_in_words(day) == "Senin, 23 November 2026"
    assert date_in_words(date(2026, 10, 12)) == "12 Oktober 2026"

    load_language("en")

    assert day_in_words(day) == "Monday 23 November 2026"


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, "GRATIS"), (250_000, "Rp250.000"), (-1, "Menurut ketentuan")]
)
def test_a_fee_is_free_an_amount_or_by_a_rule(amount: int, shown: str) -> None:
    assert fee(replace(BIRTH, fee_rp=amount)) == shown


def test_the_basis_of_a_fee_comes_without_its_explanation() -> None:
    assert fee_basis(BIRTH) == "UU 24/2013 Pasal 79A"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(3, "hari_kerja", "3 hari kerja"), (30, "menit", "30 menit"), (2, "jam", "2 jam")],
)
def test_the_time_of_a_service_names_its_unit(value: int, unit: str, shown: str) -> None:
    assert service_time(replace(BIRTH, sla_value=value, sla_unit=unit)) == shown


@pytest.mark.parametrize(
    ("form", "copies", "shown"),
    [("salinan", 1, "salinan, 1"), ("formulir", 2, "formulir, 2 lembar"), ("hadir", 0, "hadir sendiri")],
)
def test_forms_of_papers_stay_in_one_line(form: str, copies: int, shown: str) -> None:
    assert paper_form(form, copies) == shown.replace(" ", "\u00a0")


def test_every_form_of_the_catalogue_has_its_words() -> None:
    forms = {paper.form for service in catalogue().services.values() for paper in service.requirements}

    assert all(paper_form(form, 1) for form in forms)
