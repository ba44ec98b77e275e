"""The counter window while the hub does not answer."""

from __future__ import annotations

from tests.helpers.scene import Scene, named
from tests.helpers.scripted_authority import ScriptedAuthority
from tests.helpers.seat import Key


def hub_away(scene: Scene) -> None:
    """As counter-hub-away, before anything is typed."""
    scene.seat.begin()
    scene.serve_earlier()
    scene.let_wait()
    scene.set(9, 42)
    authority = scene.seat.authority
    assert isinstance(authority, ScriptedAuthority)
    authority.decide_for(scene.seat.store)
    scene.seat.press(Key.Key_F2)


def hub_away_known(scene: Scene) -> None:
    """A number that waits here."""
    hub_away(scene)
    scene.seat.type("b8")


def hub_away_unknown(scene: Scene) -> None:
    """One that nobody here has heard of."""
    hub_away(scene)
    scene.seat.type("b147")


def hub_away_service(scene: Scene) -> None:
    """Its service is looked for."""
    hub_away_unknown(scene)
    scene.seat.press(Key.Key_F5)
    scene.seat.type("akta")


def hub_away_served(scene: Scene) -> None:
    """It is being served."""
    hub_away_service(scene)
    scene.seat.press(Key.Key_Return)


STATES = named(hub_away, hub_away_known, hub_away_unknown, hub_away_service, hub_away_served)
