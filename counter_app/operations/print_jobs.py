"""Papers to print are rows: nothing is lost when the paper runs out or the power fails (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, literal_column, select, text, update

from counter_app.db.prepared import Prepared
from counter_app.db.queries.day import open_day_number
from counter_app.db.tables import PRINT_JOB
from counter_app.db.work import Work
from counter_app.domain.application import APPLICATION
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations.actor import Actor

QUEUED, PRINTING, PRINTED, FAILED = "queued", "printing", "printed", "failed"
DOUBTFUL = "doubtful"
"""May be out: nobody knows but who stands at the printer, and they are asked."""
OPEN = (QUEUED, FAILED)
"""Printed as soon as a printer takes it."""
SHEET = "sheet"
"""A requirement sheet: no entity stands behind it, its title is the code of the service."""
GIVEN_UP = "given_up"
"""Can't be made, and somebody was told: it is open no more."""
_QUEUE = Prepared(
    insert(PRINT_JOB).values(
        {column.name: bindparam(column.name) for column in PRINT_JOB.c if column.name != "id"}
    )
)
_J = PRINT_JOB.c
_OF_JOB = _J.id == bindparam("job")
_OPEN_JOBS = Prepared(
    select(
        _J.id, _J.paper, _J.entity_id, _J.title, _J.print_no, _J.repeats, _J.officer, _J.attempts, _J.printer
    )
    .where(text("state <> 'printed'"), _J.state.in_([literal_column(f"'{state}'") for state in OPEN]))
    .order_by(_J.id)
)
"""Oldest first; nobody reads further than the first that will do."""
_TAKE = Prepared(update(PRINT_JOB).where(_OF_JOB).values(state=PRINTING, attempts=bindparam("tries")))
_JOB = Prepared(select(_J.state, _J.paper, _J.entity_id, _J.print_no, _J.repeats, _J.officer).where(_OF_JOB))
_OUT = Prepared(
    update(PRINT_JOB).where(_OF_JOB).values(state=PRINTED, problem="", printed_at=bindparam("now"))
)
_KINDS = {"ticket": "slip.printed", "missing": "missing.printed", "receipt": "receipt.printed"}


@dataclass(frozen=True, slots=True)
class OpenJob:
    """One paper that must come out."""

    job_id: int
    paper: str
    """ticket, missing, receipt or sheet."""
    entity_id: UUID
    """The ticket of a slip, the application of papers about one; nothing for a sheet."""
    title: str
    """For people; of a sheet the code of its service."""
    copy: int
    """1 = first print; more = DUPLIKAT, also after a try that may be out."""
    officer: str
    """Code of who asked for it."""
    attempts: int
    """How often it was tried, with this time."""
    printer: str = ""
    """"spare" where somebody moved it there; empty = the station's usual printer."""


def queue_paper(work: Work, actor: Actor, paper: str, entity_id: UUID, title: str, *, copy: int = 1) -> None:
    """Asks for a paper, in the transaction of what it tells."""
    _QUEUE.execute(
        work.connection,
        {
            "paper": paper, "entity_id": entity_id.bytes, "title": title, "print_no": copy,
            "officer": actor.officer, "state": QUEUED, "attempts": 0, "problem": "",
            "asked_at": work.clock(), "printed_at": None, "printer": "", "repeats": 0,
        },
    )  # fmt: skip
    work.changed.add("print_job")


def drop_unprinted(work: Work, entity_id: UUID) -> None:
    """What is not out yet stays inside: nobody is waiting for it any more."""
    work.connection.execute(
        delete(PRINT_JOB).where(
            PRINT_JOB.c.entity_id == entity_id.bytes, PRINT_JOB.c.state.in_((*OPEN, DOUBTFUL))
        )
    )
    work.changed.add("print_job")


def is_held_back(work: Work, entity_id: UUID) -> bool:
    """Whether the newest paper of an entity was asked for here and is not out of the printer yet."""
    newest = (
        select(PRINT_JOB.c.state)
        .where(PRINT_JOB.c.entity_id == entity_id.bytes)
        .order_by(PRINT_JOB.c.id.desc())
        .limit(1)
    )
    return work.connection.execute(newest).scalar() in (QUEUED, FAILED)


def copies_so_far(work: Work, paper: str, entity_id: UUID) -> int:
    """The highest copy number asked for since the paper was last printed anew."""
    newest = (
        select(func.max(PRINT_JOB.c.id))
        .where(
            PRINT_JOB.c.entity_id == entity_id.bytes, PRINT_JOB.c.paper == paper, PRINT_JOB.c.print_no == 1
        )
        .scalar_subquery()
    )
    asked = select(func.max(PRINT_JOB.c.print_no + PRINT_JOB.c.repeats)).where(
        PRINT_JOB.c.entity_id == entity_id.bytes,
        PRINT_JOB.c.paper == paper,
        PRINT_JOB.c.id >= func.coalesce(newest, 0),
    )
    return work.connection.execute(asked).scalar() or 0


def doubt_cut_jobs(work: Work) -> int:
    """At start: what was being printed when the power failed may be out. Answers how many."""
    done = work.connection.execute(
        update(PRINT_JOB).where(PRINT_JOB.c.state == PRINTING).values(state=DOUBTFUL)
    )
    if done.rowcount:
        work.changed.add("print_job")
    return done.rowcount


def take_next_job(work: Work, tried: Collection[int] = ()) -> OpenJob | None:
    """The oldest open job but those tried in this round, now being printed; None where nothing is open."""
    with closing(_OPEN_JOBS.execute(work.connection, {})) as rows:
        row = next((row for row in rows if row[0] not in tried), None)
    if row is None:
        return None
    job_id, paper, entity_id, title, print_no, repeats, officer, attempts, printer = row
    _TAKE.execute(work.connection, {"job": job_id, "tries": attempts + 1})
    copy = print_no + repeats
    return OpenJob(job_id, paper, UUID(bytes=entity_id), title, copy, officer, attempts + 1, printer)


def mark_printed(work: Work, job_id: int) -> None:
    """The paper is out: the job is done, and the journal says so of every paper that is about somebody.

    A job that is done already stays so.
    """
    row = _JOB.first(work.connection, {"job": job_id})
    assert row is not None
    job_state, paper, entity_id, print_no, repeats, officer = row
    if job_state == PRINTED:
        return
    _OUT.execute(work.connection, {"job": job_id, "now": work.clock()})
    work.changed.add("print_job")
    if paper == SHEET:
        return
    state = work.state(TICKET if paper == "ticket" else APPLICATION, entity_id)
    work.record(
        _KINDS[paper],
        entity_id,
        {"copy": print_no + repeats},
        officer=officer,
        business_day=open_day_number(work.connection, work.site.code) or state.business_day,
        agency=state.agency,
    )


def mark_failed(work: Work, job_id: int, problem: str, *, is_half_out: bool = False) -> None:
    """The paper did not come out; ``problem`` is the code of why. It stays open.

    After half a paper the next try is a copy more: nobody may hold two that look like the first.
    """
    _set(work, job_id, state=FAILED, problem=problem, repeats=PRINT_JOB.c.repeats + is_half_out)


def mark_doubtful(work: Work, job_id: int, problem: str) -> None:
    """Nobody knows whether the paper is out; it waits for ``say_printed`` or ``print_doubtful_again``."""
    _set(work, job_id, state=DOUBTFUL, problem=problem)


def say_printed(work: Work, job_id: int) -> None:
    """Somebody holds the doubtful paper in the hand. What is not in doubt stays as it is."""
    if _is_doubtful(work, job_id):
        mark_printed(work, job_id)


def print_doubtful_again(work: Work, job_id: int) -> None:
    """The doubtful paper is not to be seen: it is printed as a copy, since it may turn up."""
    if _is_doubtful(work, job_id):
        _set(work, job_id, state=QUEUED, problem="", repeats=PRINT_JOB.c.repeats + 1)


def move_open_jobs(work: Work, printer: str) -> int:
    """What waits goes to another printer; empty = back to the usual one. Answers how many papers."""
    moved = work.connection.execute(
        update(PRINT_JOB)
        .where(PRINT_JOB.c.state.in_(OPEN), PRINT_JOB.c.printer != printer)
        .values(printer=printer, state=QUEUED, problem="")
    )
    work.changed.add("print_job")
    return moved.rowcount


def _is_doubtful(work: Work, job_id: int) -> bool:
    found = select(PRINT_JOB.c.state).where(PRINT_JOB.c.id == job_id)
    return work.connection.execute(found).scalar() == DOUBTFUL


def _set(work: Work, job_id: int, **values: object) -> None:
    work.connection.execute(update(PRINT_JOB).where(PRINT_JOB.c.id == job_id).values(**values))
    work.changed.add("print_job")


def mark_impossible(work: Work, job_id: int, problem: str) -> None:
    """What the paper tells is not to be had (its service left the catalogue).

    It is shown as failed until it was tried once more, with F9 or a restart; then it is given up.
    """
    told = work.connection.execute(select(PRINT_JOB.c.problem).where(PRINT_JOB.c.id == job_id)).scalar_one()
    _set(work, job_id, state=GIVEN_UP if told == problem else FAILED, problem=problem)
