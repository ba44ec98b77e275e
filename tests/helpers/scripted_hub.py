"""A hub switch for pictures: what the composition root would answer, without a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.errors import Refused
from counter_app.ui.hub_setup.switch import ConnectedStation, HubPlace, HubShown, ShownCode
from tests.helpers.stations import MORNING

_AT_MS = round(MORNING.timestamp() * 1000)
_FREE = (
    HubPlace("counter", 1),
    HubPlace("counter", 4),
    HubPlace("reception", 0),
    HubPlace("supervisor", 0),
    HubPlace("counter", 2, is_taken=True),
)
_OWN = ConnectedStation(HubPlace("counter", 3), "PC-DUKCAPIL-3", None, 0, is_own=True)
TWO = ConnectedStation(HubPlace("counter", 2), "Loket 2", _AT_MS, 12, is_own=False)
ON = HubShown(True, True, ("192.168.1.5:8443",), "A1B2 C3D4", None, (_OWN, TWO), _FREE)


class ScriptedHub:
    """Answers what a test wants to be seen."""

    def __init__(self) -> None:
        self.state = HubShown()
        self.becomes = ON
        """What turning on leads to."""
        self.refusal: Refused | None = None
        self.codes = ["482913", "007120"]
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_silent(self) -> bool:
        return self.state.problem is not None

    def shown(self) -> HubShown:
        return self.state

    def turn_on(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.state = self.becomes

    def turn_off(self) -> None:
        self.state = HubShown()

    def make_code(self, _place: HubPlace, _name: str) -> ShownCode:
        return ShownCode(self.codes.pop(0), _AT_MS + 600_000)

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def change(self, **facts: object) -> None:
        """Something happens at the hub."""
        self.state = replace(self.state, **facts)  # type: ignore[arg-type]
        for listener in self._listeners:
            listener()
