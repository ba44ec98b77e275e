"""From one station over the centre to another: enrol, hello, push, pull, catalogue."""

from __future__ import annotations

from dataclasses import replace

from counter_app.db.store import Store
from tests.helpers.hubs import Centre, drain, projections, pull_all
from tests.helpers.stations import (
    Station,
    entries,
    finish,
    is_clean,
    print_all,
    serve,
    show_all_papers,
    site,
    submit,
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
