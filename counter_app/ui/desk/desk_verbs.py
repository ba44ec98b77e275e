"""What keys do at any desk, whoever comes: days, shifts and papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from counter_app.db.queries.printing import PaperInDoubt
from counter_app.domain.entry import EntryRef
from counter_app.domain.shift import ShiftCount
from counter_app.operations import closing, counters, days, papers, print_jobs, supervising
from counter_app.operations.taking_back import TakenBack
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.verb import Verb
from counter_app.ui.i18n import text


def open_day(day: date) -> Verb[int]:
    """Enter on the page of the business day."""
    return Verb("open_day", partial(days.open_day, day=day), lambda _opened: None)


def start_break(reason: str) -> Verb[object]:
    """Enter on the page of reasons."""
    return Verb("break", partial(counters.start_break, reason=reason), lambda _paused: None)


def close_desk(number: int) -> Verb[ShiftCount]:
    """The counter closes and the shift ends; at a desk without a counter the shift alone."""
    words = "closing.counter_closed" if number else "closing.shift_ended"
    return Verb("close_up", closing.close_desk, partial(_counted, words, number))


def end_day(number: int, seen: closing.Left) -> Verb[ShiftCount]:
    """The business day ends, for exactly those who were named."""
    act = partial(closing.end_day, seen=seen)
    words = "closing.day_closed" if number else "closing.day_ended"
    return Verb("close_up", act, partial(_counted, words, number))


def _counted(words: str, number: int, count: ShiftCount) -> Answer:
    summary = text("closing.summary", n=count.served, no_show=count.no_show)
    return Answer(text(words, n=number, summary=summary))


def say_printed(doubt: PaperInDoubt) -> Verb[None]:
    """Shift+F9: the doubtful paper is there."""
    return Verb(
        "say_printed",
        lambda work, _actor: print_jobs.say_printed(work, doubt.job_id),
        lambda _none: Answer(text("printer.said_out"), is_act=False),
    )


def print_doubtful_again(doubt: PaperInDoubt) -> Verb[None]:
    """F9: the doubtful paper is not there."""
    return Verb(
        "print_doubtful",
        lambda work, _actor: print_jobs.print_doubtful_again(work, doubt.job_id),
        lambda _none: Answer(text("printer.said_again"), is_act=False),
    )


def move_papers(printer: str) -> Verb[int]:
    """Ctrl+F9: what waits goes to another printer."""
    return Verb(
        "move_papers",
        lambda work, _actor: print_jobs.move_open_jobs(work, printer),
        lambda moved: Answer(text("printer.moved", n=moved), is_act=False),
    )


def print_again(ticket_id: UUID, number: str) -> Verb[str]:
    """F9: the last paper of a ticket once more."""
    return Verb(
        "print_again",
        partial(papers.print_again, ticket_id=ticket_id),
        lambda paper: Answer(text("done.again", paper=text(f"paper_name.{paper}"), number=number)),
    )


def reissue_slip(ticket_id: UUID, number: str) -> Verb[int]:
    """Enter on a lost slip; the first copy of all is no duplicate."""
    return Verb(
        "reissue_slip",
        partial(papers.reissue_slip, ticket_id=ticket_id),
        lambda copy: Answer(text("lost_slip.done" if copy > 1 else "lost_slip.first", number=number, n=copy)),
    )


def take_back(entries: Sequence[EntryRef]) -> Verb[tuple[TakenBack, ...]]:
    """F12; of several entries the newest stands first."""
    return Verb(
        "undo",
        partial(supervising.take_back_all, entries=entries),
        lambda backs: Answer("; ".join(_taken_back(back) for back in backs)),
    )


def _taken_back(back: TakenBack) -> str:
    act = text(f"act.{back.kind.removeprefix('ticket.')}")
    return text("done.taken_back", number=back.number, act=act)
