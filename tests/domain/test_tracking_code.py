from __future__ import annotations

import secrets
import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.domain.errors import Refused
from counter_app.domain.tracking_code import ALPHABET, grouped, new_code, parse_code, spelled, tracking_url

CODES = st.integers(0, 2**60 - 1).map(lambda value: new_code(lambda _bits: value))


@pytest.mark.parametrize("code", ["4T8R-6WZC-1NPV-Z", "7K3M-9QXT-2HBD-J"])
def test_the_samples_of_the_drawings_are_valid(code: str) -> None:
    assert grouped(parse_code(code)) == code


def test_sixty_random_bits_are_asked_for() -> None:
    asked: list[int] = []

    def bits(count: int) -> int:
        asked.append(count)
        return secrets.randbits(count)

    assert len(new_code(bits)) == 13
    assert asked == [60]


def test_every_bit_changes_the_code() -> None:
    drawn = iter(1 << bit for bit in range(60))
    codes = {new_code(lambda _bits: next(drawn)) for _ in range(60)}
    assert len(codes) == 60
    assert new_code(lambda _bits: 0) == "0" * 13


@given(CODES)
def test_a_new_code_is_read_back(code: str) -> None:
    assert parse_code(code) == code
    assert parse_code(grouped(code).lower()) == code


@given(CODES)
def test_letters_that_look_like_digits_are_forgiven(code: str) -> None:
    assert parse_code(code.replace("0", "O").replace("1", "l")) == code
    assert parse_code(code.replace("0", "o").replace("1", "I")) == code


@given(CODES, st.integers(0, 12), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code: str, place: int, wrong: str) -> None:
    assume(code[place] != wrong)
    with pytest.raises(Refused, match="code_check"):
        parse_code(code[:place] + wrong + code[place + 1 :])


@given(CODES, st.integers(0, 11))
def test_swapped_neighbours_are_found(code: str, place: int) -> None:
    pair = {code[place], code[place + 1]}
    assume(len(pair) == 2 and pair != {"0", "Z"})
    with pytest.raises(Refused, match="code_check"):
        parse_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize(("text", "n"), [("", 0), ("7K3M-9QXT", 8), ("7K3M-9QXT-2HBD-JJ", 14)])
def test_a_code_of_another_length_says_how_long_it_is(text: str, n: int) -> None:
    with pytest.raises(Refused) as refused:
        parse_code(text)
    assert (refused.value.code, refused.value.facts) == ("code_length", {"n": n})


@pytest.mark.parametrize("text", ["7K3M9QXT2HBDU", "7K3M9QXT2HBD?", "７K3M9QXT2HBDJ"])
def test_characters_outside_the_alphabet_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="code_check"):
        parse_code(text)


@pytest.mark.parametrize(
    ("base", "revision", "expected"),
    [
        ("https://mpp.contoh.go.id", 0, "https://mpp.contoh.go.id/t/7K3M9QXT2HBDJ"),
        ("https://mpp.contoh.go.id/", 0, "https://mpp.contoh.go.id/t/7K3M9QXT2HBDJ"),
        ("https://mpp.contoh.go.id", 1, "https://mpp.contoh.go.id/t/7K3M9QXT2HBDJ/1"),
        ("", 0, "7K3M9QXT2HBDJ"),
        ("", 1, "7K3M9QXT2HBDJ/1"),
    ],
)
def test_the_address_holds_the_code_and_its_revision(base: str, revision: int, expected: str) -> None:
    assert tracking_url(base, "7K3M9QXT2HBDJ", revision) == expected


ROOT = Path(__file__).parents[2]
WORDS = [
    tomllib.loads((ROOT / f"resources/pages/{language}.toml").read_text("utf-8"))["spelling"]["words"]
    for language in ("id", "en")
]


@pytest.mark.parametrize("words", WORDS)
def test_every_sign_has_a_word_of_its_own_that_begins_with_it(words: str) -> None:
    named = dict(zip(ALPHABET, words.split(), strict=True))
    letters = {sign: word for sign, word in named.items() if sign.isalpha()}

    assert len(set(named.values())) == len(ALPHABET)
    assert {sign for sign, word in letters.items() if word[0] != sign} == set()


def test_a_code_is_spelled_in_groups_of_four() -> None:
    told = spelled("7K3M9QXT2HBDJ", WORDS[0])

    assert told[0] == ("7 tujuh", "K Kupang", "3 tiga", "M Maumere")
    assert [len(group) for group in told] == [4, 4, 4, 1]
