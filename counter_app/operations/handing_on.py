"""To another service, counter or officer: the number and its place stay."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import OPEN_PHASES, TicketState
from counter_app.operations.actor import Actor, counter_of
from counter_app.operations.issuing import queue_for
from counter_app.operations.tickets import HELD, record_on, refuse_of_others, ticket_of_today


def transfer(
    work: Work,
    actor: Actor,
    ticket_id: UUID,
    *,
    service: str = "",
    counter: int | None = None,
    officer: str = "",
    reason: str = "",
) -> EntryRef:
    """Hands a person on, who waits for the other desk with number, time of issue and priority as they are.

    Only the counter or officer named is offered the ticket. A counter must serve the ticket's queue, that
    of ``service`` where one is named. A waiting ticket anybody may hand on, one at a counter only that
    counter. ``reason`` is a code, where a supervisor does it.
    Raises Refused: transfer_nowhere, ticket_ended (number), not_your_ticket (number, counter),
    service_unknown, service_without_queue, counter_unknown (counter), counter_other_queue (counter, queue),
    officer_unknown (officer), officer_other_queue (officer, queue), ticket_of_another_day (number),
    ticket_unknown, day_not_open.
    """
    ticket = ticket_of_today(work, ticket_id)
    if ticket.phase not in OPEN_PHASES:
        raise Refused("ticket_ended", number=ticket.number)
    refuse_of_others(actor, ticket)
    agency, letter = _there(work, ticket, service)
    if letter == ticket.queue and service in ("", ticket.service) and counter is None and not officer:
        raise Refused("transfer_nowhere", number=ticket.number)
    _refuse_strangers(work, letter, counter, officer)
    body: dict[str, object] = {"from": ticket.counter} if ticket.phase in HELD else {}
    if service:
        body |= {"service": service, "queue": letter}
    if counter is not None:
        body["counter"] = counter
    if officer:
        body["officer"] = officer
    if reason:
        body["reason"] = reason
    return record_on(work, actor, ticket, "ticket.transferred", body, agency=agency)


def _there(work: Work, ticket: TicketState, service: str) -> tuple[str, str]:
    """Agency and letter of the queue in which the ticket will wait."""
    if not service:
        return ticket.agency, ticket.queue
    wanted, queue = queue_for(work, service)
    return wanted.agency, queue.letter


def _refuse_strangers(work: Work, letter: str, counter: int | None, officer: str) -> None:
    """A ticket that nobody will ever be offered would wait for ever."""
    if counter is not None and letter not in counter_of(work.site, counter).queues:
        raise Refused("counter_other_queue", counter=counter, queue=letter)
    if not officer:
        return
    account = next((one for one in work.site.officers if one.code == officer), None)
    if account is None:
        raise Refused("officer_unknown", officer=officer)
    agency = next((queue.agency for queue in work.site.queues if queue.letter == letter), "")
    if account.agency != agency and "supervisor" not in account.roles:
        raise Refused("officer_other_queue", officer=account.name, queue=letter)
