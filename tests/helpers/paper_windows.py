"""The counter window while paper tickets of an outage are keyed in."""

from __future__ import annotations

from tests.helpers.finder_windows import look_for
from tests.helpers.scene import Scene, named
from tests.helpers.seat import Key


def _open(scene: Scene) -> None:
    scene.seat.begin()
    scene.set(11, 30)
    look_for(scene, "salin tiket kertas")
    scene.seat.press(Key.Key_Return)
    scene.seat.settle()


def _fill(scene: Scene, *words: str) -> None:
    for one in words:
        scene.seat.type(one)
        scene.seat.press(Key.Key_Return)


def paper_empty(scene: Scene) -> None:
    _open(scene)


def paper_pile(scene: Scene) -> None:
    """Three are in the books, the fourth is half typed."""
    _open(scene)
    _fill(scene, "17", "ktp hilang", "0905", "0920", "0922", "0931")
    _fill(scene, "", "akta lahir", "0907", "0932", "0934", "0950")
    _fill(scene, "", "kia", "0911", "0951", "", "")
    _fill(scene, "", "surat pindah", "0915")


def paper_wrong(scene: Scene) -> None:
    """A number of the program's own, and a time that is none."""
    _open(scene)
    _fill(scene, "B017", "ktp hilang", "25", "0904", "", "")


def paper_longest(scene: Scene) -> None:
    """The longest name of a service, and the longest sentence at a field."""
    _open(scene)
    services = scene.station.store.catalogue.services.values()
    longest = max(services, key=lambda one: len(one.name))
    _fill(scene, "B017", longest.name, "0905", "", "", "")


STATES = named(paper_empty, paper_pile, paper_wrong, paper_longest)
