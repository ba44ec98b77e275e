"""The words of the reports: ``resources/reports/id.toml``. Reports are official papers, so in Indonesian."""

from __future__ import annotations

import tomllib
from functools import cache

from counter_app.domain.calendar import MONTHS, long_date
from counter_app.domain.figures import half_up
from counter_app.domain.period import Period
from counter_app.settings import resource

_MINUTE_S = 60


class Words:
    """Sentences by ``section.name``; a missing one is our bug."""

    def __init__(self, texts: dict[str, dict[str, str]]) -> None:
        self._texts = texts

    def say(self, key: str, **facts: object) -> str:
        """The sentence with its braces filled in."""
        section, name = key.split(".")
        return self._texts[section][name].format(**facts)

    def known(self, key: str, otherwise: str) -> str:
        """The words for a code, or ``otherwise`` where the file has none."""
        section, name = key.split(".")
        return self._texts[section].get(name, otherwise)

    def period(self, period: Period) -> str:
        """Senin, 23 November 2026; of a month: November 2026."""
        if not period.is_month:
            return long_date(period.first)
        return self.say("head.month_name", month=MONTHS[period.first.month - 1], year=period.first.year)


@cache
def words() -> Words:
    """The words, read once."""
    return Words(tomllib.loads(resource("reports/id.toml").read_text(encoding="utf-8")))


def minutes(seconds: int) -> int:
    """Whole minutes, half up, as people say them."""
    return half_up(seconds, _MINUTE_S)


def counted(number: int) -> str:
    """A number with a full stop at its thousands: "8.000"."""
    return f"{number:,}".replace(",", ".")
