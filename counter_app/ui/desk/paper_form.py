"""One paper ticket as it is typed: read field by field, all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from counter_app.domain.errors import Refused
from counter_app.domain.identity import parse_birth_date
from counter_app.ui.forms.typed_time import typed_time

TIMES = ("issued_at", "called_at", "started_at", "finished_at")
"""In the order in which they stand on the paper."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper ticket that may be recorded; times are ms UTC by their names."""

    day: date
    number: str
    service: str
    """Code."""
    priority: str
    times: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    day: str
    number: str
    service: str
    """Code of the service that was found for what is typed; empty = none."""
    priority: str
    times: Mapping[str, str] = field(default_factory=dict)


def read_form(typed: Typed, zone: ZoneInfo) -> tuple[PaperForm | None, dict[str, str]]:
    """The form, or the codes of what is wrong by the names of the fields."""
    problems: dict[str, str] = {}
    day = _day(typed.day)
    if day is None:
        problems["day"] = "paper_day_form"
    if not typed.number.strip():
        problems["number"] = "paper_number_needed"
    if not typed.service:
        problems["service"] = "paper_service"
    times: dict[str, int] = {}
    for name in TIMES:
        words = typed.times.get(name, "").strip()
        when = typed_time(words)
        if (words and when is None) or (not words and name == "issued_at"):
            problems[name] = "paper_time_form"
        elif when is not None and day is not None:
            times[name] = _at(day, when, zone)
    if problems or day is None:
        return None, problems
    return PaperForm(day, typed.number.strip(), typed.service, typed.priority, times), {}


def field_of(refused: Refused) -> str:
    """The field that a refusal is about; empty where it is about none."""
    if refused.code in ("paper_number_form", "paper_number_queue", "paper_number_taken"):
        return "number"
    if refused.code == "paper_day":
        return "day"
    named = refused.facts.get("field")
    return named if isinstance(named, str) and refused.code.startswith("paper_time") else ""


def _day(words: str) -> date | None:
    try:
        return parse_birth_date(words)
    except Refused:
        return None


def _at(day: date, when: time, zone: ZoneInfo) -> int:
    return round(datetime.combine(day, when, zone).astimezone(UTC).timestamp()) * 1000
