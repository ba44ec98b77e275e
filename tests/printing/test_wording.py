from __future__ import annotations

import tomllib
from datetime import datetime
from string import Formatter
from typing import Any

import pytest

from counter_app.domain.checklist import RequirementState
from counter_app.operations.catalogue import read_catalogue
from counter_app.printing.typeset import Fonts
from counter_app.printing.wording import load_wording
from counter_app.settings import resource
from tests.helpers.sample_papers import ISSUED, WITA

LANGUAGES = ("id", "en")


def sentences(language: str) -> dict[str, Any]:
    texts = tomllib.loads(resource(f"slips/{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": value for section, names in texts.items() for name, value in names.items()}


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_language_has_the_same_keys() -> None:
    indonesian, english = sentences("id"), sentences("en")
    assert {key for key in english if not key.endswith("_one")} == {
        key for key in indonesian if not key.endswith("_one")
    }


def test_a_translation_fills_in_nothing_that_the_first_language_does_not_know() -> None:
    english = sentences("en")
    for key, sentence in sentences("id").items():
        if isinstance(sentence, str) and key not in {"slip.have_rest", "slip.settled_rest"}:
            assert holes(english[key]) == holes(sentence), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_form_and_unit_of_the_catalogue_has_its_word(language: str) -> None:
    words = load_wording(language)
    services = read_catalogue(resource("catalogue")).services.values()
    assert [state for state in RequirementState if not words.knows(f"state.{state}")] == []
    forms = {requirement.form for service in services for requirement in service.requirements}
    assert {form for form in forms if not words.knows(f"form.{form}")} == set()
    assert {service.sla_unit for service in services if not words.knows(f"unit.{service.sla_unit}")} == set()


def test_no_sentence_uses_a_letter_that_the_font_lacks() -> None:
    fonts = Fonts()
    for language in LANGUAGES:
        for key, value in sentences(language).items():
            for text in value if isinstance(value, list) else [value]:
                assert fonts.clean(text) == text, key


def test_days_and_times_are_written_as_people_say_them() -> None:
    words = load_wording("id")
    assert words.long_day(ISSUED) == "Senin, 23 November 2026"
    assert words.second(ISSUED) == "09.31.07"
    assert words.minute(datetime(2026, 1, 2, 8, 5, tzinfo=WITA)) == "08.05"
    assert load_wording("en").long_day(ISSUED) == "Monday, 23 November 2026"
