from __future__ import annotations

import csv
import string
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.db.queries.service_search import ServiceSearch, bold_spans
from counter_app.operations.catalogue import read_catalogue
from counter_app.settings import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter_app.domain.catalogue import Service

CATALOGUE = read_catalogue(resource("catalogue"))
SEARCH = ServiceSearch(CATALOGUE)
SEED = 20_261_123
MISSPELLINGS_EACH = 10


def phrases() -> list[tuple[str, str]]:
    """What people say at the desk, with the service they mean."""
    with (Path(__file__).parent / "vectors" / "phrases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["service"]) for row in csv.DictReader(file)]


PAIRS = phrases()


def test_signs_alone_are_no_word_of_anything() -> None:
    assert found("!@#$%") == []
    assert len(found("   ")) == len(CATALOGUE.services)


def found(text: str, limit: int | None = None) -> list[str]:
    return [hit.code for hit in SEARCH.find(text, limit)]


def bold(text: str, code: str) -> list[str]:
    name = CATALOGUE.services[code].name
    (spans,) = (hit.spans for hit in SEARCH.find(text) if hit.code == code)
    return [name[start:end] for start, end in spans]


def test_the_phrases_cover_every_service() -> None:
    assert {code for _, code in PAIRS} == set(CATALOGUE.services)
    assert len(PAIRS) >= 60


@pytest.mark.parametrize(("phrase", "code"), PAIRS)
def test_everyday_words_find_their_service_first(phrase: str, code: str) -> None:
    assert found(phrase, 1) == [code]


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda service: service.code)
def test_a_service_is_found_by_its_own_name(service: Service) -> None:
    assert found(service.name, 1) == [service.code]


def test_every_synonym_finds_its_service_first() -> None:
    synonyms = [(text, service.code) for service in CATALOGUE.services.values() for text in service.synonyms]
    assert [(text, code) for text, code in synonyms if found(text, 1) != [code]] == []


def substituted(text: str, place: int, random: Random) -> str:
    letters = string.ascii_lowercase.replace(text[place].lower(), "")
    return text[:place] + random.choice(letters) + text[place + 1 :]


def deleted(text: str, place: int, _random: Random) -> str:
    return text[:place] + text[place + 1 :]


def inserted(text: str, place: int, random: Random) -> str:
    return text[:place] + random.choice(string.ascii_lowercase) + text[place:]


def transposed(text: str, place: int, _random: Random) -> str:
    return text[:place] + text[place + 1 : place + 2] + text[place] + text[place + 2 :]


MISTAKES: tuple[Callable[[str, int, Random], str], ...] = (substituted, deleted, inserted, transposed)


def misspelt(text: str, random: Random) -> str:
    """One letter wrong, at a letter or digit; another text than before."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    while True:
        wrong = random.choice(MISTAKES)(text, random.choice(places), random)
        if wrong.lower() != text.lower():
            return wrong


def test_99_of_100_one_letter_misspellings_find_their_service_among_five() -> None:
    random = Random(SEED)
    names = [(service.name, service.code) for service in CATALOGUE.services.values()]
    wrong = [(misspelt(text, random), code) for text, code in names + PAIRS for _ in range(MISSPELLINGS_EACH)]
    missed = [(text, code) for text, code in wrong if code not in found(text, 5)]
    assert len(missed) <= len(wrong) / 100, missed


def test_empty_text_shows_all_services_in_catalogue_order() -> None:
    assert found("") == list(CATALOGUE.services)
    assert found("   ", 3) == list(CATALOGUE.services)[:3]


def test_filler_words_alone_say_nothing() -> None:
    assert found("mau antrian") == list(CATALOGUE.services)


@pytest.mark.parametrize("text", ["xyzzy", "qqqqqq", "999999", "???x???"])
def test_nothing_found_is_an_empty_answer(text: str) -> None:
    assert found(text) == []


def test_words_stand_in_any_order() -> None:
    assert found("rusak ktp atau hilang", 1) == found("ktp hilang atau rusak", 1) == ["B02"]


def test_words_run_together_are_found() -> None:
    assert found("ktphilang", 1) == ["B02"]
    assert found("bukarekening", 1) == ["R02"]


@pytest.mark.parametrize(
    ("text", "code"), [("kehil", "C07"), ("skc", "C01"), ("rekl", "A07"), ("akta kem", "B07")]
)
def test_a_word_still_being_typed_finds(text: str, code: str) -> None:
    assert found(text, 1) == [code]


def test_an_agency_shows_its_services() -> None:
    assert set(found("polres")) >= {f"C0{number}" for number in range(1, 8)}


def test_services_with_one_of_the_words_follow_the_one_with_both() -> None:
    codes = found("ktp hilang")
    assert codes[0] == "B02"
    assert {"C07", "B01", "B05", "E05"} <= set(codes)
    assert len(codes) < 15


def test_what_was_typed_is_bold_where_it_stands() -> None:
    assert bold("ktp hilang", "B02") == ["KTP", "hilang"]
    assert bold("ktp hilang", "C07") == ["hilang"]
    assert bold("ktp hilang", "B01") == ["KTP"]


def test_a_misspelt_word_makes_the_meant_one_bold() -> None:
    assert bold("akta kelaihran", "B06") == ["Akta", "kelahiran"]


def test_nothing_is_bold_when_a_synonym_was_typed() -> None:
    assert bold("imb", "A05") == []


def test_a_single_letter_is_bold_as_a_whole_word_only() -> None:
    assert bold_spans("SIM A baru", ("a",)) == ((4, 5),)


def test_the_best_hit_has_the_highest_score() -> None:
    scores = [hit.score for hit in SEARCH.find("bayar pajak")]
    assert scores == sorted(scores, reverse=True)


def test_a_pasted_page_is_cut() -> None:
    page = "ktp hilang " * 10_000
    assert found(page) == found(page[:120])
    assert found(page, 1) == ["B02"]


@given(st.text(max_size=40), st.integers(0, 90))
def test_whatever_is_typed_gets_an_answer(text: str, limit: int) -> None:
    hits = SEARCH.find(text, limit)
    assert len(hits) <= limit
    assert len({hit.code for hit in hits}) == len(hits)
    for hit in hits:
        name = CATALOGUE.services[hit.code].name
        ends = [0, *(edge for span in hit.spans for edge in span), len(name)]
        assert ends == sorted(ends)
