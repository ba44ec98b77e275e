"""The words of the papers: one TOML file a language in ``resources/slips``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from counter_app.settings import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

FIRST_LANGUAGE = "id"
"""UU 24/2009 asks for Indonesian; a language without a file falls back to it."""


class Wording:
    """Sentences and dates of one language; keys are ``section.name``, a missing one is our bug."""

    def __init__(self, texts: Mapping[str, Mapping[str, Any]]) -> None:
        self._texts = texts

    def say(self, key: str, **facts: object) -> str:
        """Fill in the braces of the sentence."""
        return str(self._value(key)).format(**facts)

    def count(self, key: str, n: int, **facts: object) -> str:
        """Fill in the sentence for this number: the one with the ending _one where n is 1 and it exists."""
        one = f"{key}_one"
        return self.say(one if n == 1 and self.knows(one) else key, n=n, **facts)

    def knows(self, key: str) -> bool:
        """Say whether there is such a key."""
        section, _, name = key.partition(".")
        return name in self._texts[section]

    def day(self, day: date) -> str:
        """A day as 23 November 2026."""
        return self.say("time.day", **self._day_facts(day))

    def long_day(self, day: date) -> str:
        """A day as Senin, 23 November 2026."""
        return self.say("time.long_day", **self._day_facts(day))

    def minute(self, at: datetime) -> str:
        """A time as 09.31."""
        return self.say("time.minute", hour=f"{at.hour:02}", minute=f"{at.minute:02}")

    def second(self, at: datetime) -> str:
        """A time as 09.31.07."""
        return self.say(
            "time.second", hour=f"{at.hour:02}", minute=f"{at.minute:02}", second=f"{at.second:02}"
        )

    def number_word(self, n: int) -> str:
        """A number that begins a sentence: in words where the language has them, else in digits."""
        words: list[str] = self._value("number.words")
        return words[n] if n < len(words) else str(n)

    def either(self, numbers: tuple[int, ...]) -> str:
        """Numbers of which one will do: 3, 4, atau 5."""
        *others, last = [str(number) for number in numbers]
        if not others:
            return last
        comma = "," if len(others) > 1 else ""
        return f"{', '.join(others)}{comma} {self.say('slip.or')} {last}"

    def _day_facts(self, day: date) -> dict[str, object]:
        weekdays: list[str] = self._value("time.weekdays")
        months: list[str] = self._value("time.months")
        return {
            "weekday": weekdays[day.weekday()],
            "day": day.day,
            "month": months[day.month - 1],
            "year": day.year,
        }

    def _value(self, key: str) -> Any:
        section, name = key.split(".")
        return self._texts[section][name]


def load_wording(language: str) -> Wording:
    """Read the words of a language, or of Indonesian where it has no file."""
    path = resource(f"slips/{language}.toml")
    if not path.is_file():
        path = resource(f"slips/{FIRST_LANGUAGE}.toml")
    return Wording(tomllib.loads(path.read_text(encoding="utf-8")))


class Wordings:
    """The words of every language, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Wording] = {}

    def of(self, language: str) -> Wording:
        """The words of a language, or of Indonesian where it has no file."""
        if language not in self._read:
            self._read[language] = load_wording(language)
        return self._read[language]
