"""What people remember of a lost slip is read as they say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.lost_slip import Remembered, remembered


@pytest.mark.parametrize(
    ("typed", "minute", "words"),
    [
        ("", None, ""),
        ("ktp hilang", None, "ktp hilang"),
        ("9.15", 9 * 60 + 15, ""),
        ("09:15 ktp", 9 * 60 + 15, "ktp"),
        ("ktp 0915", 9 * 60 + 15, "ktp"),
        ("kira-kira jam 9 akta lahir", 9 * 60, "akta lahir"),
        ("Pukul 10.30 pagi KIA", 10 * 60 + 30, "KIA"),
        ("jam 2 kia", 14 * 60, "kia"),
        ("2 siang", 14 * 60, ""),
        ("12 siang", 12 * 60, ""),
        ("14.05", 14 * 60 + 5, ""),
        ("jam 6 sore", 18 * 60, ""),
        ("7", 7 * 60, ""),
        ("25.00 ktp", None, "25.00 ktp"),
        ("9.75", None, "9.75"),
        ("B012", None, "B012"),
    ],
)
def test_time_and_words_are_told_apart(typed: str, minute: int | None, words: str) -> None:
    assert remembered(typed) == Remembered(minute, words)


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str) -> None:
    found = remembered(typed)

    assert found.minute is None or 0 <= found.minute < 24 * 60
    assert set(found.words.split()) <= set(typed.split())
