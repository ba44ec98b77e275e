"""The counter window with the longest names of the catalogue."""

from __future__ import annotations

from tests.helpers import stations
from tests.helpers.scene import Scene, named
from tests.helpers.seat import CONTROL, Key


def longest(scene: Scene) -> None:
    """The catalogue's longest names, in every place at once."""
    seat = scene.seat
    seat.begin()
    scene.set(9, 0)
    tickets = [
        stations.issue(scene.station, code, priority="disabled").ticket_id
        for code in ("M01", "M01", "M02", "N01", "M01")
    ]
    scene.print_all_but(tickets[2])
    seat.settle()
    seat.press(Key.Key_F2)
    scene.set(9, 5)
    seat.press(Key.Key_F5)


def longest_papers(scene: Scene) -> None:
    """The service with most papers, at a counter that serves it."""
    scene.seat.begin()
    services = scene.seat.store.catalogue.services.values()
    own = [one for one in services if one.agency == scene.station.actor.agency]
    most = max(own, key=lambda one: sum(len(paper.name) + len(paper.condition) for paper in one.requirements))
    scene.issue(most.code, "infant")
    scene.seat.settle()
    scene.seat.press(Key.Key_F2)


def move_longest(scene: Scene) -> None:
    """The catalogue's longest names among the ways on."""
    longest(scene)
    scene.seat.press(Key.Key_F7)
    scene.seat.type("kendaraan")


def number_longest(scene: Scene) -> None:
    longest(scene)
    scene.seat.press(Key.Key_N, CONTROL)


STATES = named(longest, longest_papers, move_longest, number_longest)
