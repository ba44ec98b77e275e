"""What officers type into the lists and the field of a time, and what is understood by it."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from counter_app.ui.forms.typed_time import soon, today_at, typed_time
from counter_app.ui.widgets.choice_row import matches

ATAMBUA = ZoneInfo("Asia/Makassar")
NINE_FORTY_TWO = 1_795_398_120_000
"""Monday 23 November 2026, 09.42 in Atambua."""


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("10.30", time(10, 30)), ("10:30", time(10, 30)), ("1030", time(10, 30)), ("10 30", time(10, 30)),
        ("930", time(9, 30)), ("10", time(10, 0)), (" 8.05 ", time(8, 5)),
        ("24.00", None), ("10.60", None), ("sepuluh", None), ("", None), ("10.3", None),
    ],
)  # fmt: skip
def test_a_time_is_understood_as_people_type_it(words: str, meant: time | None) -> None:
    assert typed_time(words) == meant


def test_a_typed_time_is_of_today_on_the_sites_clock() -> None:
    assert today_at(time(10, 30), NINE_FORTY_TWO, ATAMBUA) - NINE_FORTY_TWO == 48 * 60_000


def test_a_proposed_time_is_round_and_never_too_early() -> None:
    assert soon(NINE_FORTY_TWO, 15, 5) - NINE_FORTY_TWO == 18 * 60_000
    assert soon(NINE_FORTY_TWO + 3 * 60_000, 15, 5) - NINE_FORTY_TWO == 18 * 60_000


@pytest.mark.parametrize(
    ("words", "title", "spans"),
    [
        ("", "Loket 4", ()),
        ("lok", "Loket 4", ((0, 3),)),
        ("4", "Loket 4", ((6, 7),)),
        ("4 lok", "Loket 4", ((0, 3), (6, 7))),
        ("4", "Loket 14", None),
        ("1", "Loket 14", None),
        ("kasir", "Bank atau kasir", ((10, 15),)),
        ("asir", "Bank atau kasir", None),
    ],
)
def test_each_typed_word_begins_a_word_of_the_row(
    words: str, title: str, spans: tuple[tuple[int, int], ...] | None
) -> None:
    assert matches(words, title) == spans
