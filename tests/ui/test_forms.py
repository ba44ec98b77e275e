"""Drafts as text, dates as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.ui.forms.typed_date import date_as_typed
from counter_app.ui.forms.typed_form import TypedForm, from_text, to_text

words = st.text(max_size=30)


@given(
    st.builds(
        TypedForm,
        kind=st.sampled_from(["nik", "passport", "plb", "kitas", "none"]),
        number=words,
        name=words,
        birth_date=words,
        phone=words,
        extra=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    )
)
def test_what_was_typed_comes_back_as_it_was(typed: TypedForm) -> None:
    assert from_text(to_text(typed)) == typed


@pytest.mark.parametrize("kept", ["", "{}", "[]", "null", '{"extra": 3}', '{"extra": [], "colour": "x"}'])
def test_a_draft_of_another_version_is_no_form(kept: str) -> None:
    assert from_text(kept) is None


@pytest.mark.parametrize(("kept", "shown"), [("1980-03-31", "31 3 1980"), ("31 1980", "31 1980"), ("", "")])
def test_a_recorded_date_is_shown_as_people_type_it(kept: str, shown: str) -> None:
    assert date_as_typed(kept) == shown
