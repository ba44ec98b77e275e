"""What is asked of a PIN that a person chooses."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import Refused
from counter_app.domain.officer_pin import check_new_pin


@pytest.mark.parametrize("pin", ["2580", "739104", "900001", "112233445566"])
def test_four_to_twelve_digits_are_a_pin(pin: str) -> None:
    check_new_pin(pin)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("", "pin_digits"), ("12a4", "pin_digits"), ("25 80", "pin_digits"), ("٢٥٨٠", "pin_digits"),
        ("258", "pin_length"), ("2580258025802", "pin_length"),
        ("1111", "pin_obvious"), ("1234", "pin_obvious"), ("67890", "pin_obvious"), ("9876", "pin_obvious"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(pin: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_new_pin(pin)

    assert refused.value.code == code


def test_the_temporary_pin_is_no_new_one() -> None:
    with pytest.raises(Refused) as refused:
        check_new_pin("2580", "2580")

    assert refused.value.code == "pin_same"
