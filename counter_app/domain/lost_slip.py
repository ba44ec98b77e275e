"""What somebody remembers of a lost slip: about when it was given, and for what."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?|(?P<hours>\d{1,2})(?P<minutes>\d{2})")
_AROUND = frozenset({"jam", "pukul", "kira-kira", "sekitar", "pagi", "at", "about", "around", "am"})
_AFTERNOON = frozenset({"siang", "sore", "pm"})
NOON_H, HALF_DAY_H, HOURS, MINUTES = 12, 12, 24, 60
OPENS_H = 7
"""No building opens before: "jam 2" is in the afternoon."""
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Remembered:
    """Either may be missing; both missing = nothing is known but that it was today."""

    minute: int | None = None
    """Minute of the day on the site's wall clock."""
    words: str = ""
    """What the person came for, in everyday words."""


def remembered(typed: str) -> Remembered:
    """Read one line. The first word that can be a time is one. Total.

    >>> remembered("kira-kira jam 9.15 ktp hilang")
    Remembered(minute=555, words='ktp hilang')
    >>> remembered("2 siang")
    Remembered(minute=840, words='')
    """
    words = typed[:LONGEST].split()
    at, minute = next(
        ((place, found) for place, word in enumerate(words) if (found := _minute(word)) is not None),
        (-1, None),
    )
    if minute is None:
        return Remembered(words=" ".join(words))
    told = {word.casefold() for word in words}
    rest = (word for place, word in enumerate(words) if place != at and not _is_about_time(word))
    return Remembered(_in_opening_hours(minute, is_afternoon=bool(told & _AFTERNOON)), " ".join(rest))


def _minute(word: str) -> int | None:
    found = _TIME.fullmatch(word.strip(",;"))
    if found is None:
        return None
    hour = int(found["hour"] or found["hours"])
    minute = int(found["minute"] or found["minutes"] or 0)
    return hour * MINUTES + minute if hour < HOURS and minute < MINUTES else None


def _in_opening_hours(minute: int, *, is_afternoon: bool) -> int:
    is_early = minute < OPENS_H * MINUTES
    is_later = is_early or (is_afternoon and minute < NOON_H * MINUTES)
    return minute + HALF_DAY_H * MINUTES if is_later else minute


def _is_about_time(word: str) -> bool:
    return word.casefold() in _AROUND | _AFTERNOON
