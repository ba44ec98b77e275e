"""How printing stands: what keeps papers inside, how many wait, and which may be out already."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from counter_app.db.tables import PRINT_JOB

_J = PRINT_JOB.c


@dataclass(frozen=True, slots=True)
class PaperInDoubt:
    """A paper of which only eyes can tell whether it is out."""

    job_id: int
    paper: str
    """ticket, missing, receipt or sheet."""
    title: str
    """Number of the ticket or application, and the service."""
    more: int
    """How many others are in doubt too."""


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A paper that is not out."""

    job_id: int
    paper: str
    title: str
    state: str
    """queued, printing, failed or doubtful."""
    problem: str
    """Code of why, or empty."""
    printer: str
    """"spare" where it was moved."""


@dataclass(frozen=True, slots=True)
class PrintingState:
    """What a window shows of printing."""

    problem: str = ""
    """Code of what keeps the printer from printing, or empty."""
    waiting: int = 0
    """Papers that are not out, those in doubt left out."""
    in_doubt: PaperInDoubt | None = None
    """The oldest of those."""


def open_papers(connection: Connection) -> tuple[OpenPaper, ...]:
    """Everything that is not out, oldest first."""
    rows = connection.execute(
        select(_J.id, _J.paper, _J.title, _J.state, _J.problem, _J.printer)
        .where(text("state <> 'printed'"), _J.state != "given_up")
        .order_by(_J.id)
    )
    return tuple(OpenPaper(*row) for row in rows)


def printing_state(connection: Connection) -> PrintingState:
    """The same, summed up for a window."""
    papers = open_papers(connection)
    doubtful = [one for one in papers if one.state == "doubtful"]
    waiting = [one for one in papers if one.state != "doubtful"]
    in_doubt = [PaperInDoubt(one.job_id, one.paper, one.title, len(doubtful) - 1) for one in doubtful[:1]]
    return PrintingState(
        problem=next((one.problem for one in waiting if one.problem), ""),
        waiting=len(waiting),
        in_doubt=next(iter(in_doubt), None),
    )
