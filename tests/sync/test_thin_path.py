"""From one station over the centre to another: enrol, hello, push, pull, catalogue."""

from __future__ import annotations

from dataclasses import replace

from counter_app.db.store import Store
from counter_app.operations.calling import call_again, call_number
from counter_app.operations.handing_on import transfer
from counter_app.operations.issuing import next_service
from counter_app.operations.lining_up import bring_back, cancel_ticket, hand_back
from counter_app.operations.parking import TO_QUEUE, park, unpark
from tests.helpers.hubs import Centre, drain, projections, pull_all
from tests.helpers.stations import (
    Station,
    act,
    call_next,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    not_here,
    print_all,
    serve,
    show_all_papers,
    site,
    start,
    submit,
    undo,
)


def one_case(station: Station) -> None:
    """A person from the door to the receipt."""
    called = serve(station)
    show_all_papers(station, called.ticket_id)
    submit(station, called.ticket_id)
    print_all(station)
    finish(station, called.ticket_id)


def test_the_hub_holds_exactly_what_the_station_wrote(centre: Centre, counter_three: Station) -> None:
    one_case(counter_three)

    drain(centre.exchange(counter_three.store))

    assert centre.entries() == entries(counter_three.store)
    assert centre.is_clean()


def test_the_hubs_projections_equal_the_stations(centre: Centre, counter_three: Station) -> None:
    one_case(counter_three)

    drain(centre.exchange(counter_three.store))

    ours = counter_three.ask(lambda connection: projections(connection, with_personal=False))
    assert centre.ask(lambda connection: projections(connection, with_personal=False)) == ours
    assert ours["application"]


def every_verb(station: Station) -> None:
    """A crowded hour: each kind of entry that the queue knows, at least once, and some taken back."""
    first = serve(station).ticket_id
    act(station, park, first, place="copies", until_ms=station.clock() + 900_000)
    away = issue(station).ticket_id
    act(station, call_again, call_next(station).ticket_id)
    not_here(station, away)
    act(station, bring_back, away)
    act(station, unpark, first)
    undo(station, act(station, transfer, first, service="C01"))
    act(station, next_service, first, "B06")
    chosen = act(station, call_number, issue(station).number, "told").ticket_id
    start(station, chosen)
    act(station, hand_back, chosen)
    act(station, transfer, chosen, counter=4)
    act(station, cancel_ticket, issue(station).ticket_id, "issued_twice")
    second = call_next(station).ticket_id
    act(station, park, second, place="payment")
    act(station, unpark, second, to=TO_QUEUE)


def test_every_verb_of_the_queue_means_the_same_at_the_hub(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    every_verb(counter_three)

    drain(centre.exchange(counter_three.store))
    other = centre.exchange(counter_four)
    other.greet()
    pull_all(other)

    ours = counter_three.ask(lambda connection: projections(connection, with_personal=False))
    assert centre.ask(lambda connection: projections(connection, with_personal=False)) == ours
    assert counter_four.read(lambda connection: projections(connection, with_personal=False)) == ours
    assert {"ticket.brought_back", "ticket.handed_back", "ticket.transferred", "ticket.put_back"} < set(
        kinds(counter_three.store)
    )
    assert centre.is_clean()
    assert is_clean(counter_four)


def test_another_station_of_the_site_gets_every_entry(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    one_case(counter_three)
    drain(centre.exchange(counter_three.store))
    other = centre.exchange(counter_four)

    other.greet()
    pull_all(other)

    assert [entry.hash for entry in entries(counter_four)] == [
        entry.hash for entry in entries(counter_three.store)
    ]
    assert is_clean(counter_four)


def test_a_published_catalogue_is_taken_whole(centre: Centre, counter_three: Station) -> None:
    exchange = centre.exchange(counter_three.store)
    centre.publish(replace(site(), name="MPP Baru"))

    exchange.greet()

    assert counter_three.store.site.name == "MPP Baru"
