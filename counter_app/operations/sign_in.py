"""Who sits at the counter: signing in and out, unlocking, and changing places without a word lost."""

from __future__ import annotations

from typing import Literal

from counter_app.db.store import Store
from counter_app.db.work import Work
from counter_app.domain.catalogue import OfficerAccount, Site
from counter_app.domain.errors import Refused
from counter_app.operations import pins
from counter_app.operations.actor import Actor, counter_of
from counter_app.operations.counters import close_counter, open_counter
from counter_app.operations.handover import hand_over, put_back, ticket_in_hand
from counter_app.operations.shifts import close_shifts, open_shift

RECEPTION_ROLES = frozenset({"reception", "supervisor"})
"""Who may work at a station of kind reception."""
COUNTER_ROLES = frozenset({"counter", "supervisor"})
"""Who may work at a counter."""

InHand = Literal["", "hand_over", "put_back"]
"""What becomes of the ticket in hand when officers change: "" = not said, then it is asked for."""


def sign_in(store: Store, *, officer: str, pin: str, counter: int) -> Actor:
    """Checks the PIN, opens a shift and, on an open day, the counter. Raises what ``identify`` raises."""
    actor = identify(store, officer=officer, pin=pin, counter=counter)
    store.write(lambda work: _sit_down(work, actor))
    return actor


def identify(store: Store, *, officer: str, pin: str, counter: int) -> Actor:
    """Checks the PIN without opening a shift; a wrong one is counted on disk before it is refused.

    Raises Refused: officer_unknown, officer_other_agency, officer_no_reception, not_supervisor,
    officer_no_counter, counter_unknown and what ``pins.check_pin`` raises.
    """
    account = pins.account_of(store.site, officer)
    _refuse_stranger(store, account, counter)
    pins.check_pin(store, account, pin)
    return Actor(account.code, account.name, account.agency, account.roles, counter)


def actor_at(site: Site, officer: str, counter: int) -> Actor:
    """An officer at a counter whose PIN another installation has checked.

    Raises Refused: officer_unknown, officer_no_counter, officer_other_agency, counter_unknown.
    """
    account = pins.account_of(site, officer)
    _refuse_no_server(site, account, counter)
    return Actor(account.code, account.name, account.agency, account.roles, counter)


def take_seat(store: Store, former: Actor, *, officer: str, pin: str, in_hand: InHand = "") -> Actor:
    """Unlocks a counter: the same officer goes on, also from a break; another one takes it over.

    Taking over ends the former shift with its count and begins another. A ticket in hand is handed over
    to the new officer or put back to where it came from, as ``in_hand`` says.
    Raises Refused: ticket_in_hand (number, state = called or serving) where that is not said yet, and
    what ``identify`` raises.
    """
    actor = identify(store, officer=officer, pin=pin, counter=former.counter)
    store.write(lambda work: _change_places(work, former, actor, in_hand))
    return actor


def sign_out(work: Work, actor: Actor) -> None:
    """Closes the actor's shift and the counter."""
    close_counter(work, actor)
    close_shifts(work, actor)


def _refuse_stranger(store: Store, account: OfficerAccount, counter: int) -> None:
    if store.station.kind == "reception" and not RECEPTION_ROLES & set(account.roles):
        raise Refused("officer_no_reception", officer=account.name)
    if store.station.kind == "supervisor" and "supervisor" not in account.roles:
        raise Refused("not_supervisor", officer=account.name)
    if counter:
        _refuse_no_server(store.site, account, counter)


def _refuse_no_server(site: Site, account: OfficerAccount, counter: int) -> None:
    if not COUNTER_ROLES & set(account.roles):
        raise Refused("officer_no_counter", officer=account.name)
    if account.agency not in _agencies(site, counter) and "supervisor" not in account.roles:
        raise Refused("officer_other_agency", officer=account.name, counter=counter)


def _agencies(site: Site, counter: int) -> set[str]:
    letters = counter_of(site, counter).queues
    return {queue.agency for queue in site.queues if queue.letter in letters}


def _sit_down(work: Work, actor: Actor) -> None:
    open_shift(work, actor)
    open_counter(work, actor)


def _change_places(work: Work, former: Actor, actor: Actor, in_hand: InHand) -> None:
    if actor.officer == former.officer:
        open_counter(work, actor)
        return
    ticket = ticket_in_hand(work, actor)
    if ticket is None:
        pass
    elif in_hand == "hand_over":
        hand_over(work, actor, ticket)
    elif in_hand == "put_back":
        put_back(work, former, ticket)
    else:
        raise Refused("ticket_in_hand", number=ticket.number)
    _sit_down(work, actor)
