"""Ctrl+N: every number that is not finished, what is said of it, and what can be done with it. Plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from counter_app.db.queries.counter import AbsentRow, CounterScreen, ParkedRow
from counter_app.db.queries.waiting import WaitingRow
from counter_app.domain.ticket import CHOSEN_BECAUSE
from counter_app.ui.figures import clock_time, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.widgets.choice_row import ChoiceRow, matches

WAITING, PARKED, ABSENT = "waiting", "parked", "no_show"
CALL, RESUME, TO_QUEUE, STAYED_AWAY = "call", "resume", "to_queue", "stayed_away"
PRESENT = "present"
"""While the hub does not answer: whoever stands here is served."""
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A number of today that somebody may ask for."""

    ticket_id: UUID
    number: str
    service_code: str
    service_name: str
    priority: str
    state: str
    """WAITING, PARKED or ABSENT."""
    detail: str
    is_due: bool = False
    """Held, and the time is over."""
    is_started: bool = False
    """Held in the middle of service."""
    rule: str = ""
    """Of the queue policy: why it has its place in the line."""


def known_numbers(screen: CounterScreen, zone: ZoneInfo) -> list[KnownNumber]:
    """Held ones first, then who did not come, then the line in its order."""
    return [
        *(_parked(row, screen.now_ms, zone) for row in screen.parked),
        *(_absent(row, zone) for row in screen.absent),
        *(_waiting(row, screen.now_ms) for row in screen.waiting),
    ]


def is_due(row: ParkedRow, now_ms: int) -> bool:
    """Whether a held person should be back by now."""
    return row.until_ms is not None and row.until_ms <= now_ms


def _parked(row: ParkedRow, now_ms: int, zone: ZoneInfo) -> KnownNumber:
    place = text(f"parked_at.{row.place}")
    if row.until_ms is None:
        since = clock_time(row.parked_at_ms, zone)
        detail = text("number.parked_open", service=row.service_name, place=place, time=since)
    else:
        until = clock_time(row.until_ms, zone)
        detail = text("number.parked_detail", service=row.service_name, place=place, time=until)
    return KnownNumber(
        row.ticket_id, row.number, "", row.service_name, row.priority, PARKED, detail,
        is_due(row, now_ms), row.is_started,
    )  # fmt: skip


def _absent(row: AbsentRow, zone: ZoneInfo) -> KnownNumber:
    detail = text("number.no_show_detail", service=row.service_name, time=clock_time(row.ended_at_ms, zone))
    return KnownNumber(row.ticket_id, row.number, "", row.service_name, row.priority, ABSENT, detail)


def _waiting(row: WaitingRow, now_ms: int) -> KnownNumber:
    waited = minutes_between(row.issued_at_ms, now_ms)
    return KnownNumber(
        row.ticket_id,
        row.number,
        row.service_code,
        row.service_name,
        row.priority,
        WAITING,
        text("number.waiting_detail", service=row.service_name, minutes=waited),
        rule=row.rule,
    )


def found_numbers(words: str, known: list[KnownNumber]) -> list[ChoiceRow]:
    """The rows that fit what was typed: ``14`` finds B014 and B3-014, words find the service."""
    rows = []
    for one in known:
        spans = _spans(words.strip(), one)
        if spans is not None:
            rows.append(_row(one, spans))
    return rows


def _spans(words: str, one: KnownNumber) -> tuple[tuple[int, int], ...] | None:
    if not words:
        return ()
    if words.casefold() == one.number.casefold():
        return ((0, len(one.number)),)
    if words.isdigit():
        last = list(_FIGURES.finditer(one.number))[-1]
        return (last.span(),) if int(last[0]) == int(words) else None
    if matches(words, one.number) is not None:
        return matches(words, one.number)
    return () if matches(words, one.service_name) is not None else None


def _row(one: KnownNumber, spans: tuple[tuple[int, int], ...]) -> ChoiceRow:
    if one.is_due:
        return ChoiceRow(one.ticket_id.hex, one.number, one.detail, text("number.overdue"), "warning", spans)
    return ChoiceRow(one.ticket_id.hex, one.number, one.detail, text(f"number.{one.state}"), spans=spans)


def question(one: KnownNumber, *, is_hub_away: bool = False) -> str:
    """What is asked about a number."""
    if one.state == WAITING and is_hub_away:
        return text("number.ask_present", number=one.number)
    match one.state:
        case "parked":
            return text("number.ask_parked", number=one.number)
        case "no_show":
            return text("number.ask_no_show", number=one.number)
        case _:
            return text("number.ask_call", number=one.number)


def acts_on(one: KnownNumber, *, is_hub_away: bool = False) -> list[ChoiceRow]:
    """What can be done with it; the usual thing first."""
    if one.state == WAITING and is_hub_away:
        return [ChoiceRow(PRESENT, text("number.present"), text("number.present_detail"))]
    if one.state == WAITING:
        return [
            ChoiceRow(f"{CALL}:{code}", text(f"chosen_because.{code}").capitalize())
            for code in CHOSEN_BECAUSE
        ]
    back = ChoiceRow(TO_QUEUE, text("number.to_queue"), text("number.to_queue_detail"))
    if one.state == ABSENT:
        return [back]
    return [
        ChoiceRow(RESUME, text("number.resume"), text("number.resume_detail")),
        back,
        ChoiceRow(STAYED_AWAY, text("number.stayed_away"), text("number.stayed_away_detail")),
    ]


def verb_words(one: KnownNumber, act: str) -> str:
    """The word on the button."""
    if act == PRESENT:
        return text("verb.serve_present")
    if one.state == WAITING:
        return text("verb.call")
    if act == STAYED_AWAY:
        return text("number.stayed_away")
    return text("verb.resume") if act == RESUME else text("verb.bring_back")
