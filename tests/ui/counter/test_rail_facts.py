"""What the rail says, without a window."""

from __future__ import annotations

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Scene
from counter_app.ui.counter.rail_facts import RailFacts, rail_facts
from tests.helpers.rail_samples import SERVED, ZONE, screen, ticket
from tests.helpers.stations import catalogue


def said(scene: Scene, shown: CounterScreen | None) -> RailFacts:
    return rail_facts(scene, shown, counter=3, catalogue=catalogue(), zone=ZONE)


def test_a_called_ticket_tells_its_wait_and_how_often_it_was_called() -> None:
    facts = said(Scene.CALLED, screen(ticket("called")))

    assert (facts.state, facts.number, facts.title) == ("Dipanggil 11.54", "B012", "Akta kelahiran")
    assert facts.facts == (("Menunggu", "11 menit"), ("Dipanggil", "1 kali"))


def test_a_ticket_in_service_tells_its_wait_and_its_time_of_service() -> None:
    facts = said(Scene.SERVING, screen(ticket("serving", priority="pregnant")))

    assert facts.priority == "Prioritas: ibu hamil"
    assert facts.facts == (("Menunggu", "11 menit"), ("Dilayani", "6 menit"))


def test_an_idle_counter_tells_who_was_last() -> None:
    facts = said(Scene.IDLE, screen(None, (SERVED,)))

    assert (facts.number, facts.title) == ("–", "Tidak ada yang dilayani")
    assert facts.facts == (("Terakhir", "B026"), ("Selesai", "12.00"))


def test_a_service_that_the_catalogue_no_longer_knows_shows_its_code() -> None:
    assert said(Scene.CALLED, screen(ticket("called", service="B99"))).title == "B99"


def test_the_search_keeps_saying_who_sits_there() -> None:
    facts = said(Scene.SEARCH, screen(ticket("serving")))

    assert facts.number == "B012"
    assert facts.primary_words == "Cetak tiket"
