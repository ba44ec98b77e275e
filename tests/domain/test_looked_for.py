"""One text, and all that may be meant by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.looked_for import LookedFor, looked_for
from counter_app.domain.scanned import ScannedCode, scanned_code
from counter_app.domain.tracking_code import grouped

CODE = "4T8R6WZC1NPVZ"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("B012", "B012"), ("b12", "B012"), ("b 012", "B012"), ("B4-012", "B4-012"), ("b51 7", "B51-007"),
     ("b1012", "B1012"), ("b51-1000", "B51-1000"), ("B", ""), ("B000", ""), ("012", ""), ("maria", "")],
)  # fmt: skip
def test_a_tickets_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert looked_for(typed).ticket == number


@pytest.mark.parametrize(
    ("typed", "phone"),
    [("0812", "0812"), ("+62 812", "0812"), ("62812", "0812"), ("812-3456", "08123456"), ("0062 812", "0812"),
     ("+670 7712", "+6707712"), ("081", ""), ("5304", "5304"), ("maria", ""), ("٠٨١٢", "")],
)  # fmt: skip
def test_a_phone_is_looked_for_as_it_is_stored(typed: str, phone: str) -> None:
    assert looked_for(typed).phone == phone


def test_a_papers_number_is_looked_for_without_what_stands_between() -> None:
    assert [looked_for(typed).paper for typed in ("5304 12.71", "rd 123-456", "530", "ab", "maria")] == [
        "53041271", "RD123456", "", "", "",
    ]  # fmt: skip


def test_words_of_a_name_are_letters_and_stay_as_they_are() -> None:
    assert looked_for("  Maria d'Arc  Jo-an O. ").words == ("Maria", "d'Arc", "Jo-an")
    assert looked_for("Joa\u0303o").words == ("João",)
    assert looked_for("maria 12").words == ()
    assert looked_for("a b c").words == ()


def test_an_applications_number_begins_with_the_site() -> None:
    assert looked_for("blu-b06-26").application == "BLU-B06-26"
    assert looked_for("blu").application == ""


def test_a_code_keeps_the_other_readings_since_a_name_may_look_like_one() -> None:
    assert looked_for(CODE) == LookedFor(code=ScannedCode(CODE))
    assert looked_for("0000000000000").code == ScannedCode("0000000000000")
    assert looked_for("0000000000000").phone == "0000000000000"


@given(st.text())
def test_anything_can_be_typed(typed: str) -> None:
    looked_for(typed)


@pytest.mark.parametrize(
    ("text", "code", "correction"),
    [
        (CODE, CODE, 0),
        (f"{CODE}/1", CODE, 1),
        (f"https://mpp.contoh.go.id/t/{CODE}", CODE, 0),
        (f"http://10.0.0.7:8080/x/t/{CODE}/12", CODE, 12),
        (grouped(CODE).lower(), CODE, 0),
        (f" {CODE}\r", CODE, 0),
    ],
)
def test_a_code_is_read_bare_and_from_its_address(text: str, code: str, correction: int) -> None:
    assert scanned_code(text) == ScannedCode(code, correction)


@pytest.mark.parametrize(
    "text",
    ["", "4T8R6WZC1NPVX", f"{CODE}/", f"{CODE}/1/2", f"https://x/{CODE}", f"ftp://x/t/{CODE}", CODE + CODE,
     "5304121708900001", f"{CODE}/123", "x" * 400],
)  # fmt: skip
def test_what_is_none_of_our_codes_is_nothing(text: str) -> None:
    assert scanned_code(text) is None


def test_an_older_paper_is_replaced_by_a_newer_correction() -> None:
    assert ScannedCode(CODE, 0).is_replaced_by(1)
    assert not ScannedCode(CODE, 1).is_replaced_by(1)
    assert not ScannedCode(CODE, 2).is_replaced_by(1), "this station has not heard of the correction yet"
