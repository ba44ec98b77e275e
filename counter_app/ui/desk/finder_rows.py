"""What was found, as rows in groups: tickets, applications, people, services, commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from counter_app.db.queries.find import FoundApplication, FoundTicket
from counter_app.db.queries.service_search import ServiceHit, bold_spans, words_of
from counter_app.domain.catalogue import Catalogue
from counter_app.domain.clock import local_time
from counter_app.ui.commands import Command, Groups, Scene
from counter_app.ui.desk.finder_row import FinderRow
from counter_app.ui.desk.help_page import name_of, not_now
from counter_app.ui.desk.looking import Answer
from counter_app.ui.figures import clock_time, date_in_words
from counter_app.ui.i18n import text

UNBROKEN = "\u00a0"
SURE = 0.85
"""Score of a service from which it is shown among everything else that may be meant."""
MOST_SERVICES, MOST_COMMANDS = 5, 6
LEFT_OUT = ("help", "find", "close")
"""Commands that nobody looks for: their keys were pressed to get here."""


@dataclass(frozen=True, slots=True)
class Words:
    """How things are called here."""

    catalogue: Catalogue
    zone: ZoneInfo
    groups: Groups


def finder_rows(answer: Answer, words: Words, scene: Scene) -> list[FinderRow]:
    """All rows, in groups. ``scene`` is what the finder is laid over: it says which commands work."""
    groups = (
        ("tickets", [_ticket(one, words) for one in answer.found.tickets]),
        ("applications", [_application(one, words) for one in answer.found.applications]),
        ("people", [_person(one, answer.typed, words) for one in answer.found.people]),
        ("services", [_service(hit, words) for hit in answer.services if hit.score >= SURE][:MOST_SERVICES]),
        ("commands", list(_commands(answer.typed, words.groups, scene))),
    )
    return [row for name, rows in groups for row in _headed(text(f"find_group.{name}"), rows)]


def _headed(head: str, rows: Sequence[FinderRow]) -> Iterable[FinderRow]:
    return [replace(row, head="" if at else head) for at, row in enumerate(rows)]


def _ticket(one: FoundTicket, words: Words) -> FinderRow:
    state = text(f"ticket_state.{one.state}")
    if one.counter is not None:
        state = text("find_all.at_counter", state=state, n=one.counter)
    times = (clock_time(one.issued_at_ms, words.zone),) if one.issued_at_ms is not None else ()
    below = _joined((one.service, *(text("find_all.issued", time=time) for time in times)))
    return FinderRow("ticket", one.ticket_id, one.number, below, state, ticket_id=one.ticket_id)


def _application(one: FoundApplication, words: Words) -> FinderRow:
    below = _joined((one.service, one.full_name, _day(one, words)))
    return _filed("application", one, one.number, below, words)


def _person(one: FoundApplication, typed: str, words: Words) -> FinderRow:
    spans = bold_spans(one.full_name, words_of(typed))
    identity = (
        one.masked_number if one.identity_kind == "nik" else _joined((_paper(one), one.masked_number), " ")
    )
    below = _joined((identity, one.service, one.number, _day(one, words)))
    return replace(_filed("person", one, one.full_name, below, words), spans=spans)


def _filed(kind: str, one: FoundApplication, title: str, below: str, words: Words) -> FinderRow:
    return FinderRow(
        "person" if kind == "person" else "application",
        one.application_id,
        title,
        below,
        words.catalogue.status_names.get(one.status, one.status),
        ticket_id=one.ticket_id,
        application_id=one.application_id,
    )


def _paper(one: FoundApplication) -> str:
    return text(f"identity.{one.identity_kind}") if one.identity_kind else ""


def _day(one: FoundApplication, words: Words) -> str:
    if one.opened_at_ms is None:
        return ""
    return date_in_words(local_time(one.opened_at_ms, words.zone).date()).replace(" ", UNBROKEN)


def _service(hit: ServiceHit, words: Words) -> FinderRow:
    service = words.catalogue.services[hit.code]
    agency = words.catalogue.agencies.get(service.agency)
    return FinderRow(
        "service",
        service.code,
        service.name,
        text("find_all.new_ticket"),
        agency.short if agency else service.agency,
        hit.spans,
    )


def _commands(typed: str, groups: Groups, scene: Scene) -> Iterator[FinderRow]:
    """With nothing typed those that work now; else all whose words hold every word that was typed."""
    wanted = words_of(typed)
    shown = 0
    for command in (one for group in groups.values() for one in group if one.id not in LEFT_OUT):
        why_not = not_now(command, scene)
        fits = _says(command, wanted) if wanted else not why_not and not typed.strip()
        if fits and shown < MOST_COMMANDS:
            shown += 1
            yield FinderRow(
                "command",
                command.id,
                name_of(command),
                why_not or text(f"help.{command.id}"),
                command.key,
                bold_spans(name_of(command), wanted),
                is_off=bool(why_not),
            )


def _says(command: Command, wanted: Sequence[str]) -> bool:
    told = f"{name_of(command)} {text(f'help.{command.id}')} {command.key}".casefold()
    own = words_of(told)
    return all(any(word.startswith(part) for word in own) for part in wanted)


def _joined(parts: Iterable[str], between: str = " · ") -> str:
    return between.join(part for part in parts if part)
