"""The page on which a PC is made the hub of its site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.errors import Unavailable
from tests.helpers.scene import Scene
from tests.helpers.scripted_hub import ON, TWO
from tests.helpers.seat import CONTROL, SHIFT, Key


def _page(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_H, CONTROL | SHIFT)
    scene.seat.settle()


def hub_off(scene: Scene) -> None:
    """Before anybody has chosen."""
    _page(scene)


def hub_on(scene: Scene) -> None:
    """Two stations."""
    scene.seat.site_hub.state = ON
    _page(scene)


def hub_code(scene: Scene) -> None:
    """A code to be read out; two addresses and many stations."""
    lasting = tuple(
        replace(TWO, place=replace(TWO.place, counter=n), name=f"Loket {n}") for n in range(5, 12)
    )
    addresses = ("192.168.100.105:8443", "10.110.224.203:8443")
    scene.seat.site_hub.state = replace(ON, addresses=addresses, stations=(*ON.stations, *lasting))
    _page(scene)
    scene.seat.press(Key.Key_Return)


def hub_port_taken(scene: Scene) -> None:
    """Another program was there first."""
    problem = Unavailable("hub_port_taken", port=8443)
    scene.seat.site_hub.state = replace(
        ON, is_answering=False, problem=problem, stations=(), free=(), fingerprint=""
    )
    _page(scene)


def hub_no_network(scene: Scene) -> None:
    """The cable is out."""
    scene.seat.site_hub.state = replace(ON, addresses=())
    _page(scene)


def hub_sure(scene: Scene) -> None:
    """The question before it ends."""
    hub_on(scene)
    scene.seat.press(Key.Key_U, CONTROL | SHIFT)


def hub_replace(scene: Scene) -> None:
    """The question before a PC is replaced."""
    hub_on(scene)
    scene.seat.press(Key.Key_End)
    scene.seat.press(Key.Key_Return)


STATES: dict[str, Callable[[Scene], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (hub_off, hub_on, hub_code, hub_port_taken, hub_no_network, hub_sure, hub_replace)
}
