"""What the keys of the reception do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from counter_app.domain.entry import EntryRef
from counter_app.operations import sheets, visits
from counter_app.operations.taking_back import TakenBack
from counter_app.operations.visits import IssuedVisit
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.verb import Verb
from counter_app.ui.i18n import text
from counter_app.ui.reception.chosen import ChosenVisit


def issue_visit(chosen: ChosenVisit, issued: Callable[[IssuedVisit], None]) -> Verb[IssuedVisit]:
    """F8; ``issued`` tells it, and how it is undone."""
    act = partial(visits.issue_visit, services=chosen.services, priority=chosen.priority)
    return Verb("issue", act, issued)


def take_visit_back(entries: Sequence[EntryRef]) -> Verb[tuple[TakenBack, ...]]:
    """F12 after F8."""
    return Verb(
        "undo",
        partial(visits.take_visit_back, entries=entries),
        lambda back: Answer(text("reception.taken_back", numbers=", ".join(one.number for one in back))),
    )


def print_visit_again(tickets: Sequence[UUID]) -> Verb[int]:
    """F9."""
    return Verb(
        "print_again",
        partial(visits.print_visit_again, tickets=tickets),
        lambda count: Answer(text("reception.printed_again", n=count)),
    )


def print_sheet(service: str) -> Verb[str]:
    """Ctrl+P."""
    return Verb(
        "sheet",
        partial(sheets.print_sheet, service=service),
        lambda name: Answer(text("reception.sheet_printed", service=name)),
    )
