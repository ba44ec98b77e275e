from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.printing.qr import DOT_PT, QUIET_MODULES, qr_picture
from counter_app.printing.typeset import WEIGHTS, Face, Fonts

FONTS = Fonts()
BODY = Face(400, 10)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_all_digits_of_paper_are_equally_wide(weight: int) -> None:
    assert len({round(FONTS.width(digit, Face(weight, 10)), 6) for digit in "0123456789"}) == 1


@given(st.text(max_size=200), st.floats(min_value=20, max_value=300))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    assert all(FONTS.width(line, BODY) <= width for line in FONTS.wrap(text, BODY, width))


@given(st.text(max_size=200), st.floats(min_value=20, max_value=300))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    wrapped = "".join(FONTS.wrap(text, BODY, width))
    assert wrapped.replace(" ", "") == FONTS.clean(text).replace(" ", "")


@given(st.text(max_size=200))
def test_cleaned_text_is_clean(text: str) -> None:
    cleaned = FONTS.clean(text)
    assert FONTS.clean(cleaned) == cleaned
    assert not set(cleaned) & set("\n\r\t\x00")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Conceição  d'Araújo", "Conceição d'Araújo"),
        ("Łukasz Đorđević Šarić", "Lukasz Dordevic Saric"),
        ("José", "José"),
        ("王小明", "???"),
        ("satu\ndua\ttiga", "satu dua tiga"),
        ("a\u200bb\u00adc", "abc"),
    ],
)
def test_letters_the_font_lacks_get_a_plain_form_or_a_question_mark(text: str, told: str) -> None:
    assert FONTS.clean(text) == told


def test_a_number_and_its_word_stay_on_one_line() -> None:
    lines = FONTS.wrap(
        "Serahkan di loket\N{NO-BREAK SPACE}3", BODY, FONTS.width("Serahkan di loket", BODY) + 1
    )
    assert lines == ["Serahkan di", "loket\N{NO-BREAK SPACE}3"]


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", min_size=1, max_size=30))
def test_a_number_shrinks_to_its_line_but_not_below_the_smallest_size(number: str) -> None:
    face = FONTS.fitted(number, Face(700, 66), 200, 20)
    assert FONTS.width(number, face) <= 200.001 or face.size == 20
    assert face.size <= 66


@pytest.mark.parametrize("content", ["4T8R6WZC1NPVZ", "https://mpp.contoh.go.id/t/4T8R6WZC1NPVZ", "x" * 60])
def test_a_qr_on_a_roll_is_about_30_mm_with_modules_of_whole_dots(content: str) -> None:
    picture = qr_picture(content)
    dots = picture.thermal_module_pt / DOT_PT
    assert dots == pytest.approx(round(dots))
    assert 27 <= picture.modules * picture.thermal_module_pt / 72 * 25.4 <= 31


def test_a_qr_keeps_its_quiet_zone() -> None:
    picture = qr_picture("4T8R6WZC1NPVZ")
    inner = range(QUIET_MODULES, picture.modules - QUIET_MODULES)
    assert {run.row for run in picture.runs} <= set(inner)
    assert {run.column for run in picture.runs} <= set(inner)
    assert max(run.column + run.length for run in picture.runs) == inner.stop
