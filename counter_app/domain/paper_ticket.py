"""A number that was given on paper while the power was out, keyed in afterwards with its real times.

Its form is that of a paper book's own issuer, ``B90-017``: no station ever gives it (DESIGN 7). A book that
carries digits only, "017", stands for the first paper issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from counter_app.domain.entry import Entry
from counter_app.domain.errors import Refused
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.ticket import DAY_CLOSED, UNDONE, TicketPhase, TicketState, printed_form

PAPER_ISSUERS = range(90, 100)
"""Issuer numbers of books of paper tickets; stations never have them."""

ON_PAPER = "paper"
"""The channel of such a visit, and the rule by which its number was called."""

LATEST_DAYS = 7
"""Paper of so many days before the open one can still be keyed in."""

_DIGITS = re.compile(r"\d{1,4}")
_PAPER_NUMBER = re.compile(r"([A-Z])(\d{2})-(\d{3,5})")
_LONGEST_MS = 2**31 - 1
_FAR = 2**62


@dataclass(frozen=True, slots=True)
class PaperTimes:
    """When it really happened, ms UTC; what stands on no paper is None."""

    issued_at: int
    called_at: int | None = None
    started_at: int | None = None
    finished_at: int | None = None

    def told(self) -> dict[str, int]:
        """Those that are known, by their names."""
        named = {
            "issued_at": self.issued_at, "called_at": self.called_at, "started_at": self.started_at,
            "finished_at": self.finished_at,
        }  # fmt: skip
        return {name: at_ms for name, at_ms in named.items() if at_ms is not None}


def paper_number(typed: str, letter: str) -> str:
    """The number of a paper ticket in the queue of ``letter``, from how people type it.

    >>> paper_number("17", "B"), paper_number("b91-7", "B")
    ('B90-017', 'B91-007')

    Raises Refused: ``paper_number_form`` (number, example) for one that a station could have given or that is
    no number, ``paper_number_queue`` (number, queue) for another queue's letter.
    """
    text = "".join(typed.split()).upper()
    if _DIGITS.fullmatch(text) and int(text):
        text = f"{letter}{PAPER_ISSUERS[0]}-{int(text):03d}"
    number = printed_form(text)
    found = _PAPER_NUMBER.fullmatch(number)
    if found is None or int(found[2]) not in PAPER_ISSUERS or not int(found[3]):
        raise Refused("paper_number_form", number=typed.strip(), example=f"{letter}{PAPER_ISSUERS[0]}-017")
    if found[1] != letter:
        raise Refused("paper_number_queue", number=number, queue=letter)
    return number


def next_paper_number(number: str) -> str:
    """The one behind it in the book; empty for what is no paper number.

    >>> next_paper_number("B90-017")
    'B90-018'
    """
    found = _PAPER_NUMBER.fullmatch(number)
    return f"{found[1]}{found[2]}-{int(found[3]) + 1:03d}" if found else ""


def refuse_paper_day(day: date, open_day: date) -> None:
    """Paper can be keyed in for the open day and the seven days before it.

    Raises Refused("paper_day", earliest, latest).
    """
    earliest = open_day - timedelta(days=LATEST_DAYS)
    if not earliest <= day <= open_day:
        raise Refused("paper_day", earliest=earliest, latest=open_day)


def refuse_paper_times(times: PaperTimes, begin_ms: int, end_ms: int) -> None:
    """Times must lie within their day and before now, in their order; service needs no call on paper.

    ``begin_ms`` to ``end_ms``: the day on the site's wall clock, cut off at now.
    Raises Refused: ``paper_time_day`` (field), ``paper_time_order`` (field), ``paper_time_missing`` (field:
    an end without a start).
    """
    told = times.told()
    for field, at_ms in told.items():
        if not begin_ms <= at_ms <= end_ms:
            raise Refused("paper_time_day", field=field)
    if times.finished_at is not None and times.started_at is None:
        raise Refused("paper_time_missing", field="started_at")
    latest = times.issued_at
    for field, at_ms in told.items():
        if at_ms < latest:
            raise Refused("paper_time_order", field=field)
        latest = at_ms


def _times(facts: Facts) -> PaperTimes:
    """The body's times, which must have an order. A start without a call was called when it started."""
    started_at = facts.whole_or_none("started_at", high=_FAR)
    called_at = facts.whole_or_none("called_at", high=_FAR)
    times = PaperTimes(
        facts.whole("issued_at", high=_FAR),
        started_at if called_at is None else called_at,
        started_at,
        facts.whole_or_none("finished_at", high=_FAR),
    )
    try:
        refuse_paper_times(times, 0, _FAR)
    except Refused:
        raise SenselessError("bad_times") from None
    return times


def transcribed(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """Everything that happened to it on paper, in one entry: waiting, no show, or served.

    A service whose end stands on no paper is finished and marked as not closed: how long it took is unknown.
    """
    if state.phase != TicketPhase.UNKNOWN:
        raise SenselessError("transcribed_twice")
    times, counter = _times(facts), facts.whole_or_none("counter", high=_LONGEST_MS)
    known = _named(state, entry, facts)._replace(issued_at=times.issued_at, since=times.issued_at)
    if times.called_at is None:
        return known._replace(phase=TicketPhase.WAITING)
    called = known._replace(
        phase=TicketPhase.NO_SHOW,
        called_at=times.called_at,
        times_called=1,
        rule=ON_PAPER,
        counter=counter,
        officer=entry.officer,
        waited_ms=_between(times.issued_at, times.called_at),
        ended_at=times.called_at,
        since=times.called_at,
    )
    return called if times.started_at is None else _served(called, times.started_at, times.finished_at)


def _served(called: TicketState, started_at: int, finished_at: int | None) -> TicketState:
    assert called.called_at is not None
    end = started_at if finished_at is None else finished_at
    return called._replace(
        phase=TicketPhase.FINISHED,
        started_at=started_at,
        ended_at=end,
        since=end,
        walked_ms=_between(called.called_at, started_at),
        served_ms=_between(started_at, end),
        reason=DAY_CLOSED if finished_at is None else "",
    )


def struck_out(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """The transcription that it names is taken back by the fold; what is left was never given to anybody."""
    facts.id("replica")
    facts.whole("seq", low=1, high=_FAR)
    if state.phase != TicketPhase.UNKNOWN:
        raise SenselessError("struck_out_something_else")
    return _named(state, entry, facts)._replace(
        phase=TicketPhase.CANCELLED, ended_at=entry.at_ms, since=entry.at_ms, reason=UNDONE
    )


def _named(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    return state._replace(
        site=entry.site,
        business_day=entry.business_day,
        agency=entry.agency,
        queue=facts.text("queue", limit=2),
        number=facts.text("number", limit=12),
        service=facts.text("service", limit=12),
        visit_id=facts.id_or_none("visit"),
        priority=facts.text("priority", limit=12),
    )


def _between(start: int, end: int) -> int:
    return min(end - start, _LONGEST_MS)
