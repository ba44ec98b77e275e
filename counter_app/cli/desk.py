"""Commands of the desk: day, tickets, applications."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from counter_app.cli.answer import answer, say, told
from counter_app.cli.pin import pin_of
from counter_app.cli.station import opened
from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.queries.day import day_state
from counter_app.db.queries.waiting import busy_ticket, ticket_by_number
from counter_app.db.work import Work
from counter_app.domain.business_day import day_of
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations import applications, calling, days, issuing, serving, tickets
from counter_app.operations.actor import Actor
from counter_app.operations.sign_in import identify

T = TypeVar("T")


def _acted(asked: argparse.Namespace, act: Callable[[Work, Actor], T]) -> T:
    """Signs the officer in, does one operation, and prints what it put down for printing."""
    from counter_app.app.printing import print_all  # noqa: PLC0415  reportlab is loaded when paper is wanted

    with opened(asked) as store:
        actor = identify(store, officer=asked.officer, pin=pin_of(asked), counter=store.station.counter)
        done = store.write(lambda work: act(work, actor))
        try:
            print_all(store)
        except Unavailable as error:  # what was done stands, and its paper comes out later
            say(told(error))
    return done


def open_day(asked: argparse.Namespace) -> None:
    """Opens a business day."""

    def act(work: Work, actor: Actor) -> int:
        state = day_state(work.connection, site=work.site, now_ms=work.clock())
        if asked.date is None and state.is_question:
            raise Refused("day_in_question", proposed=state.proposed, last=state.last_day)
        return days.open_day(work, actor, asked.date or state.proposed)

    day = day_of(_acted(asked, act))
    answer({"business_day": day.isoformat()}, f"{day} open", as_json=asked.json)


def close_day(asked: argparse.Namespace) -> None:
    """Closes the business day."""
    day = day_of(_acted(asked, days.close_day))
    answer({"business_day": day.isoformat()}, f"{day} closed", as_json=asked.json)


def issue(asked: argparse.Namespace) -> None:
    """Issues a ticket."""
    done = _acted(
        asked,
        lambda work, actor: issuing.issue_ticket(work, actor, service=asked.service, priority=asked.priority),
    )
    answer({"ticket": done}, done.number, as_json=asked.json)


def call_next(asked: argparse.Namespace) -> None:
    """Calls who is next."""
    done = _acted(asked, calling.call_next)
    answer({"ticket": done}, done.number, as_json=asked.json)


def start(asked: argparse.Namespace) -> None:
    """Starts serving."""
    _moved(asked, serving.start_serving)


def finish(asked: argparse.Namespace) -> None:
    """Finishes serving."""
    _moved(asked, serving.finish)


def no_show(asked: argparse.Namespace) -> None:
    """Marks who did not come."""
    _moved(asked, serving.mark_no_show)


def _moved(asked: argparse.Namespace, move: Callable[[Work, Actor, UUID], object]) -> None:
    def act(work: Work, actor: Actor) -> str:
        ticket_id = _ticket(work, actor, asked.number)
        move(work, actor, ticket_id)
        return tickets.ticket_of(work, ticket_id).number

    number = _acted(asked, act)
    answer({"number": number}, number, as_json=asked.json)


def _ticket(work: Work, actor: Actor, number: str = "") -> UUID:
    day = days.business_day(work)
    if number:
        found = ticket_by_number(work.connection, work.site.code, day, number)
    else:
        found = busy_ticket(work.connection, work.site.code, day, actor.counter)
    if found is None:
        raise Refused("ticket_unknown", number=number) if number else Refused("nobody_at_counter")
    return UUID(bytes=found.id)


def open_application(asked: argparse.Namespace) -> None:
    """Opens the application of who is being served."""
    done = _acted(asked, lambda work, actor: applications.open_application(work, actor, _ticket(work, actor)))
    answer({"application": done}, str(done), as_json=asked.json)


def check(asked: argparse.Namespace) -> None:
    """Sets one requirement or answers its condition."""

    def act(work: Work, actor: Actor) -> object:
        ticket_id = _ticket(work, actor)
        if asked.state in ("applies", "not_applicable"):
            return applications.answer_condition(
                work, actor, ticket_id, asked.number, applies=asked.state == "applies"
            )
        return applications.check_requirement(
            work, actor, ticket_id, asked.number, asked.state, asked.reason, asked.note
        )

    done = _acted(asked, act)
    answer({"entry": done}, f"{asked.number} {asked.state}", as_json=asked.json)


def receipt(asked: argparse.Namespace) -> None:
    """Records the applicant and asks for the receipt or the missing-papers slip."""
    extra = tuple((key, value) for key, _, value in (typed.partition("=") for typed in asked.field))
    form = ApplicantForm(asked.identity, asked.number, asked.name, asked.born, asked.phone, extra)
    done = _acted(
        asked,
        lambda work, actor: applications.submit_papers(
            work, actor, _ticket(work, actor), form, as_written=asked.as_written
        ),
    )
    answer({"papers": done}, f"{done.paper} {done.application_number}", as_json=asked.json)
