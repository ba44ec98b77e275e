"""The words of the public pages: one TOML file a language in ``resources/pages``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from counter_app.settings import resource

LANGUAGES = ("id", "en")
"""UU 24/2009 asks for Indonesian: it is the first, and whoever asks for another gets it."""


class Wording:
    """Sentences and dates of one language; keys are ``section.name``, a missing one is our bug."""

    def __init__(self, language: str, texts: Mapping[str, Mapping[str, Any]]) -> None:
        self.language = language
        self._texts = texts

    def say(self, key: str, **facts: object) -> str:
        """Fill in the braces of the sentence."""
        text = str(self._value(key))
        return text.format(**facts) if facts else text

    def count(self, key: str, n: int, **facts: object) -> str:
        """Fill in the sentence for this number: the one with the ending _one where n is 1 and it exists."""
        one = f"{key}_one"
        return self.say(one if n == 1 and self.knows(one) else key, n=n, **facts)

    def knows(self, key: str) -> bool:
        """Say whether there is such a key."""
        section, name = key.split(".")
        return name in self._texts.get(section, {})

    def word(self, section: str, name: str) -> str:
        """The word for a code of a closed list; a code that this version does not know stands for itself."""
        key = f"{section}.{name}"
        return self.say(key) if name.isidentifier() and self.knows(key) else name

    def minute(self, at: datetime, zone: str) -> str:
        """A time as 09.31 WITA."""
        return self.say("time.minute", hour=f"{at.hour:02}", minute=f"{at.minute:02}", zone=zone)

    def stamp(self, at: datetime) -> str:
        """A day and time as 23 Nov, 09.42."""
        month = self._value("time.short_months")[at.month - 1]
        return self.say("time.stamp", day=at.day, month=month, hour=f"{at.hour:02}", minute=f"{at.minute:02}")

    def long_day(self, day: date) -> str:
        """A day as Senin, 23 November 2026."""
        return self.say(
            "time.long_day",
            weekday=self._value("time.weekdays")[day.weekday()],
            day=day.day,
            month=self._value("time.months")[day.month - 1],
            year=day.year,
        )

    def month(self, label: str) -> str:
        """A catalogue's label 2026-11 as November 2026; a label of another form stands for itself."""
        try:
            first = date.fromisoformat(f"{label}-01")
        except ValueError:
            return label
        return self.say("time.month", month=self._value("time.months")[first.month - 1], year=first.year)

    def either(self, numbers: Sequence[int]) -> str:
        """Numbers of which one will do: 3, 4, atau 5."""
        *others, last = [str(number) for number in numbers]
        if not others:
            return last
        comma = "," if len(others) > 1 else ""
        return f"{', '.join(others)}{comma} {self.say('track.or')} {last}"

    def _value(self, key: str) -> Any:
        section, name = key.split(".")
        return self._texts[section][name]


def load_wording(language: str) -> Wording:
    """Read the words of one of LANGUAGES."""
    path = resource(f"pages/{language}.toml")
    return Wording(language, tomllib.loads(path.read_text(encoding="utf-8")))


def chosen_language(asked: str, accept_language: str) -> str:
    """Which of LANGUAGES to answer in: the one asked for in the address, else the browser's first."""
    if asked in LANGUAGES:
        return asked
    wanted = sorted(_ranges(accept_language), key=lambda one: -one[1])
    return next((tag for tag, weight in wanted if tag in LANGUAGES and weight > 0), LANGUAGES[0])


def _ranges(header: str) -> list[tuple[str, float]]:
    """Language and weight of each range of an Accept-Language header (RFC 9110, 12.5.4)."""
    return [_range(part) for part in header[:200].split(",")]


def _range(part: str) -> tuple[str, float]:
    tag, _, rest = part.partition(";")
    weight = rest.strip().removeprefix("q=") if rest else "1"
    try:
        return tag.strip().split("-")[0].lower(), float(weight)
    except ValueError:
        return "", 0.0
