from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import Refused
from counter_app.domain.identity import (
    IdentityKind,
    check_nik,
    mask_nik,
    normalise_identity,
    normalise_phone,
    parse_birth_date,
)
from counter_app.operations.catalogue import read_catalogue
from counter_app.settings import resource

REGIONS = read_catalogue(resource("catalogue")).regions
VECTORS = Path(__file__).parent / "vectors" / "nik_vectors.csv"
EXPECTED = {
    "valid": (True, None),
    "valid-with-warning": (True, "nik_kecamatan_unknown"),
    "suspect": (True, "nik_serial_zero"),
    "invalid": (False, None),
}


def vectors() -> list[tuple[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [(row["nik"], row["expect"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("nik", "expect"), vectors())
def test_every_vector_is_judged_as_listed(nik: str, expect: str) -> None:
    check = check_nik(nik, REGIONS)
    assert (check.is_valid, check.warning) == EXPECTED[expect]


@pytest.mark.parametrize(
    ("nik", "error"),
    [
        ("530412170890000", "nik_length"),
        ("", "nik_length"),
        ("53041217089000O1", "nik_letters"),
        ("5304121708900001x", "nik_letters"),
        ("٥٣٠٤١٢١٧٠٨٩٠٠٠٠١", "nik_letters"),
        ("9904121708900001", "nik_province"),
        ("5304123002990001", "nik_date"),
        ("5304120013990001", "nik_date"),
    ],
)
def test_an_error_says_which_rule_is_broken(nik: str, error: str) -> None:
    check = check_nik(nik, REGIONS)
    assert check.error == error
    assert check.digit_count == len(nik)


@pytest.mark.parametrize(
    "nik", ["5304 1217 0890 0001", "53.04.12.170890.0001", "5304-121708-900001", " 5304121708900001\n"]
)
def test_spaces_dots_and_hyphens_do_not_matter(nik: str) -> None:
    assert check_nik(nik, REGIONS).digits == "5304121708900001"
    assert check_nik(nik, REGIONS).is_valid


@pytest.mark.parametrize(
    ("nik", "region"),
    [
        ("5304121708900001", "Belu"),
        ("5303054101000002", "Timor Tengah Utara"),
        ("5371011506850005", "Kota Kupang"),
        ("5399011506850005", "Nusa Tenggara Timur"),
    ],
)
def test_the_region_is_told_in_words_of_lay_people(nik: str, region: str) -> None:
    assert check_nik(nik, REGIONS).region == region


def test_an_unknown_regency_only_warns() -> None:
    check = check_nik("5399011506850005", REGIONS)
    assert (check.is_valid, check.warning) == (True, "nik_regency_unknown")


def test_kecamatan_are_only_judged_where_they_are_listed() -> None:
    assert check_nik("3171991708450001", REGIONS).warnings == ()


def test_the_29th_of_february_counts_when_either_century_has_it() -> None:
    assert check_nik("5304122902000001", REGIONS).birth_dates == (date(2000, 2, 29),)
    assert check_nik("5304122902010001", REGIONS).error == "nik_date"


def test_forty_is_added_to_the_day_for_women() -> None:
    check = check_nik("5304125708900001", REGIONS)
    assert check.is_woman is True
    assert check.birth_dates == (date(1990, 8, 17), date(2090, 8, 17))


@pytest.mark.parametrize(
    ("nik", "born", "warnings"),
    [
        ("5304121708900001", date(1990, 8, 17), ()),
        ("5304125708900001", date(1990, 8, 17), ()),
        ("5321010503100004", date(2010, 3, 5), ()),
        ("5304121708900001", date(1990, 8, 18), ("nik_birth_date",)),
        ("5304066902880003", date(1988, 2, 28), ("nik_kecamatan_unknown", "nik_birth_date")),
    ],
)
def test_a_birth_date_unlike_the_nik_only_warns(nik: str, born: date, warnings: tuple[str, ...]) -> None:
    check = check_nik(nik, REGIONS, born)
    assert check.is_valid
    assert check.warnings == warnings


@given(st.text(max_size=24))
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    check = check_nik(text, REGIONS)
    assert check.is_valid == (check.error is None)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.booleans(),
    st.sampled_from(sorted(prefix for prefix in REGIONS if len(prefix) == 6)),
    st.integers(1, 9999),
)
def test_every_nik_made_by_the_rule_passes(born: date, is_woman: bool, kecamatan: str, serial: int) -> None:
    day = born.day + (40 if is_woman else 0)
    check = check_nik(f"{kecamatan}{day:02d}{born:%m%y}{serial:04d}", REGIONS, born)
    assert (check.error, check.warnings, check.is_woman) == (None, (), is_woman)


def test_a_masked_nik_shows_region_and_last_two_digits() -> None:
    assert mask_nik("5304121708900001") == "5304**********01"


@pytest.mark.parametrize(
    ("number", "masked"), [("", ""), ("7", "7"), ("B123456", "*****56"), ("C12345678", "C123***78")]
)
def test_other_numbers_are_masked_too(number: str, masked: str) -> None:
    assert mask_nik(number) == masked


@given(st.text(alphabet="0123456789", min_size=3, max_size=30))
def test_a_mask_keeps_the_length_and_hides_something(number: str) -> None:
    masked = mask_nik(number)
    assert len(masked) == len(number)
    assert "*" in masked


@pytest.mark.parametrize(
    "text",
    [
        "31 3 1980", "31/3/1980", "31031980", "31-03-1980", "31.3.1980", " 31  03 1980 ", "1980-03-31",
        "31 Maret 1980", "31 mar 1980", "31-MARET-1980",
    ],
)  # fmt: skip
def test_a_birth_date_is_read_as_people_write_it(text: str) -> None:
    assert parse_birth_date(text) == date(1980, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 2 1980",
        "31 3 80",
        "3131980",
        "1980",
        "31 xyz 1980",
        "31 ma 1980",
        "0 3 1980",
        "31 3 1899",
        "31 13 1980",
        "besok",
    ],
)
def test_what_is_no_birth_date_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="birth_date"):
        parse_birth_date(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 2 1980", "birth_date_unreal"),
        ("31 13 1980", "birth_date_unreal"),
        ("31021980", "birth_date_unreal"),
        ("31 3 80", "birth_date_year"),
        ("31 Maret 80", "birth_date_year"),
        ("besok", "birth_date"),
        ("31 xyz 1980", "birth_date"),
        ("31 3 1899", "birth_date"),
    ],
)
def test_a_wrong_date_is_told_apart_by_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_birth_date(text)
    assert refused.value.code == code


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(Refused, match="birth_date"):
        parse_birth_date("24 11 2026", today=date(2026, 11, 23))
    assert parse_birth_date("23 11 2026", today=date(2026, 11, 23)) == date(2026, 11, 23)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([" ", "/", "-", "."]))
def test_every_day_is_read_back(day: date, between: str) -> None:
    assert parse_birth_date(f"{day.day}{between}{day.month}{between}{day.year}") == day
    assert parse_birth_date(f"{day:%d%m%Y}") == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", ""),
        ("  ", ""),
        ("0812-3456-7890", "081234567890"),
        ("+62 812 3456 7890", "081234567890"),
        ("62812 34567890", "081234567890"),
        ("0062 812 34567890", "081234567890"),
        ("+62 0812 34567890", "081234567890"),
        ("812 3456 7890", "081234567890"),
        ("(0389) 21001", "038921001"),
        ("+670 7712 3456", "+67077123456"),
        ("00670 7712 3456", "+67077123456"),
    ],
)
def test_a_phone_number_takes_one_form(text: str, number: str) -> None:
    assert normalise_phone(text) == number


@pytest.mark.parametrize("text", ["123", "tidak ada", "0812", "08123456789012345", "٠٨١٢٣٤٥٦٧٨٩"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="phone"):
        normalise_phone(text)


@pytest.mark.parametrize("kind", [IdentityKind.PASSPORT, IdentityKind.PLB, IdentityKind.KITAS])
def test_other_papers_take_letters_and_digits(kind: IdentityKind) -> None:
    assert normalise_identity(kind, "c 1234-567") == "C1234567"
    with pytest.raises(Refused, match="identity_number"):
        normalise_identity(kind, "C12")
    with pytest.raises(Refused, match="identity_number"):
        normalise_identity(kind, "C1234567?")


def test_a_nik_is_only_cleaned_since_the_officer_may_overrule() -> None:
    assert normalise_identity(IdentityKind.NIK, "5304 1217 0890") == "530412170890"


def test_without_a_paper_there_is_no_number() -> None:
    assert normalise_identity(IdentityKind.NONE, "123") == ""
