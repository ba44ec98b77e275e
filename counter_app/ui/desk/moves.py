"""F7: where a number can go from here. What is offered is plain data; the page only shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from counter_app.db.queries.service_search import ServiceHit
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.ticket import CANCELLED_BECAUSE, PARKED_AT, PRIORITY_CLASSES
from counter_app.ui.i18n import text
from counter_app.ui.widgets.choice_row import ChoiceRow, matches

ENDS_WITHOUT_PAPER = ("redirected", "left")
"""Outcomes of a service that stops in the middle."""

STILL_WAITING = "waiting"
"""Only the counter that has called somebody moves them on."""
MOVABLE = (STILL_WAITING, "called", "serving")
"""States in which there is a way on from this page; who is parked or did not come is gone to by number."""


class MoveKind(StrEnum):
    """What happens to the number."""

    PARK = "park"
    HAND_BACK = "hand_back"
    COUNTER = "counter"
    OFFICER = "officer"
    SERVICE = "service"
    PRIORITY = "priority"
    CANCEL = "cancel"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Subject:
    """The number that goes somewhere."""

    ticket_id: UUID
    number: str
    service: str
    """Code."""
    state: str
    """waiting, called or serving."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way on."""

    kind: MoveKind
    code: str
    """Of the place, counter, officer, service, priority class (empty = none), reason or outcome."""
    name: str
    """In words."""

    @property
    def key(self) -> str:
        """Names it among all others."""
        return f"{self.kind}:{self.code}"


def moves(subject: Subject, site: Site, catalogue: Catalogue, *, counter: int, officer: str) -> list[Move]:
    """All that is offered without typing, the usual first; services are found by typing."""
    agency = catalogue.services[subject.service].agency if subject.service in catalogue.services else ""
    letter = next((queue.letter for queue in site.queues if queue.agency == agency), "")
    is_here = subject.state != "waiting"
    parks = [Move(MoveKind.PARK, place, text(f"parked_at.{place}")) for place in PARKED_AT]
    back = [Move(MoveKind.HAND_BACK, "", text("move.hand_back_title"))]
    counters = [
        Move(MoveKind.COUNTER, str(one.number), text("place.counter", n=one.number))
        for one in site.counters
        if letter in one.queues and one.number != counter
    ]
    officers = [
        Move(MoveKind.OFFICER, one.code, one.name)
        for one in site.officers
        if one.agency == agency and "counter" in one.roles and one.code != officer
    ]
    ways = (*(parks if is_here else ()), *(back if is_here else ()), *counters, *officers)
    return [*ways, *_priorities(subject), *_ends(subject)]


def _priorities(subject: Subject) -> list[Move]:
    """Who goes first can be said until service begins."""
    if subject.state == "serving":
        return []
    return [
        Move(MoveKind.PRIORITY, code, text(f"priority.{code}" if code else "move.no_priority"))
        for code in (*PRIORITY_CLASSES, "")
    ]


def _ends(subject: Subject) -> list[Move]:
    """Before service begins a number can be cancelled, afterwards its service can end."""
    if subject.state == "serving":
        return [
            Move(MoveKind.FINISH, code, text("move.finish_title", outcome=text(f"outcome.{code}").lower()))
            for code in ENDS_WITHOUT_PAPER
        ]
    return [
        Move(MoveKind.CANCEL, code, text("move.cancel_title", reason=text(f"cancelled_because.{code}")))
        for code in CANCELLED_BECAUSE
    ]


def services(hits: Iterable[ServiceHit], subject: Subject, site: Site, catalogue: Catalogue) -> list[Move]:
    """The services found by their words that have a queue in this building."""
    agencies = {queue.agency for queue in site.queues}
    found = (catalogue.services[hit.code] for hit in hits if hit.code != subject.service)
    return [Move(MoveKind.SERVICE, one.code, one.name) for one in found if one.agency in agencies]


def found_rows(words: str, offered: Sequence[Move], site: Site, catalogue: Catalogue) -> list[ChoiceRow]:
    """The rows of what is offered that fit what was typed; all of them for nothing typed."""
    rows = []
    for move in offered:
        row = row_of(move, site, catalogue)
        spans = matches(words, f"{row.title} {row.right} {_also_called(move)}")
        if spans is not None:
            inside = tuple(span for span in spans if span[1] <= len(row.title))
            rows.append(ChoiceRow(row.key, row.title, row.detail, row.right, spans=inside))
    return rows


def _also_called(move: Move) -> str:
    """What people say for it too: *lansia*."""
    return text(f"short_priority.{move.code}") if move.kind is MoveKind.PRIORITY and move.code else ""


def row_of(move: Move, site: Site, catalogue: Catalogue) -> ChoiceRow:
    """How it stands in the list."""
    detail = ""
    if move.kind is MoveKind.SERVICE:
        agency = catalogue.services[move.code].agency
        letter = next(queue.letter for queue in site.queues if queue.agency == agency)
        detail = text("move.service_detail", agency=catalogue.agencies[agency].short, letter=letter)
    return ChoiceRow(move.key, move.name, detail, text(f"move.kind_{move.kind}"))


def consequence(move: Move, number: str) -> str:
    """What will have happened, in a sentence."""
    if move.kind is MoveKind.PRIORITY and not move.code:
        return text("move_text.no_priority", number=number)
    return text(f"move_text.{move.kind}", number=number, name=move.name)


def verb_words(move: Move) -> str:
    """The word on the button."""
    match move.kind:
        case MoveKind.PARK:
            return text("verb.park")
        case MoveKind.HAND_BACK:
            return text("verb.hand_back")
        case MoveKind.PRIORITY:
            return text("verb.priority")
        case MoveKind.CANCEL:
            return text("verb.cancel")
        case MoveKind.FINISH:
            return text("verb.finish")
        case _:
            return text("verb.transfer")
