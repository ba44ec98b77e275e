"""Two officers share a counter: unlocking, taking over, and the ticket in hand."""

from __future__ import annotations

from counter_app.db.queries.shifts import last_officer
from counter_app.db.tables import SHIFT
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.sign_in import InHand, take_seat
from tests.helpers.stations import (
    PINS,
    Station,
    call_next,
    check,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    refusal,
    serve,
    ticket_row,
)


def unlock(station: Station, officer: str, in_hand: InHand = "", pin: str = "") -> Station:
    actor = take_seat(
        station.store, station.actor, officer=officer, pin=pin or PINS[officer], in_hand=in_hand
    )
    return Station(station.store, station.clock, actor)


def shifts(station: Station) -> list[tuple[str, bool]]:
    rows = station.ask(lambda connection: connection.execute(SHIFT.select().order_by(SHIFT.c.id)).all())
    return [(row.officer, row.closed_at is None) for row in rows]


def test_the_same_officer_goes_on_in_the_same_shift(station: Station) -> None:
    before = kinds(station.store)

    again = unlock(station, "P03")

    assert again.actor == station.actor
    assert kinds(station.store) == before


def test_another_officer_takes_over_with_a_shift_of_their_own(station: Station) -> None:
    other = unlock(station, "P04")

    assert other.actor == Actor("P04", other.actor.officer_name, "DISDUKCAPIL", ("counter",), 3)
    assert shifts(station) == [("P03", False), ("P04", True)]
    assert kinds(station.store)[-3:] == ["shift.closed", "shift.opened", "counter.opened"]
    assert is_clean(station.store)


def test_who_took_turns_here_is_proposed_for_the_next_turn(station: Station) -> None:
    unlock(station, "P04")

    assert station.ask(lambda connection: last_officer(connection, 3, but="P04")) == "P03"


def test_a_wrong_pin_unlocks_nothing(station: Station) -> None:
    assert refusal(lambda: unlock(station, "P04", pin="0000")).code == "pin_wrong"
    assert shifts(station) == [("P03", True)]


def test_an_officer_of_another_agency_takes_nothing_over(station: Station) -> None:
    assert refusal(lambda: unlock(station, "P08")).code == "officer_other_agency"


def test_with_a_ticket_in_hand_it_is_asked_who_goes_on(station: Station) -> None:
    number = serve(station).number

    refused = refusal(lambda: unlock(station, "P04"))

    assert (refused.code, refused.facts["number"]) == ("ticket_in_hand", number)
    assert shifts(station) == [("P03", True)]


def test_the_same_officer_is_not_asked_about_the_ticket_in_hand(station: Station) -> None:
    serve(station)

    assert unlock(station, "P03").actor == station.actor


def test_a_ticket_handed_over_stays_where_it_is_and_the_new_officer_finishes_it(station: Station) -> None:
    called = serve(station)
    check(station, called.ticket_id, 1)

    other = unlock(station, "P04", "hand_over")

    row = ticket_row(other, called.ticket_id)
    assert (row.phase, row.counter, row.officer) == (TicketPhase.SERVING, 3, "P04")
    assert kinds(station.store)[-4:-1] == ["ticket.handed_over", "shift.closed", "shift.opened"]
    finish(other, called.ticket_id)
    assert ticket_row(other, called.ticket_id).phase == TicketPhase.FINISHED
    assert is_clean(station.store)


def test_a_ticket_put_back_waits_in_its_old_place_and_keeps_its_papers(station: Station) -> None:
    called = serve(station)
    check(station, called.ticket_id, 1)
    later = issue(station)

    other = unlock(station, "P04", "put_back")

    assert ticket_row(other, called.ticket_id).phase == TicketPhase.WAITING
    assert [entry.kind for entry in entries(station.store)].count("ticket.handed_back") == 1
    assert [call_next(other).number] == [called.number] != [later.number]
    assert is_clean(station.store)


def test_a_ticket_that_was_handed_over_can_be_put_back_at_the_next_change(station: Station) -> None:
    issue(station)
    called = call_next(station)
    other = unlock(station, "P04", "hand_over")

    third = unlock(other, "P03", "put_back")

    assert ticket_row(third, called.ticket_id).phase == TicketPhase.WAITING
    assert is_clean(station.store)
