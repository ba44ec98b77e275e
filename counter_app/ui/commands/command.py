"""What a command is, and the scenes in which it means something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Scene(StrEnum):
    """What the window shows in its middle."""

    SIGN_IN = "sign_in"
    DAY = "day"
    CONNECT = "connect"
    IDLE = "idle"
    PRESENCE = "presence"
    CALLED = "called"
    SERVING = "serving"
    SEARCH = "search"
    MOVE = "move"
    NUMBER = "number"
    OUTCOME = "outcome"
    LEAVING = "leaving"
    RECEPTION = "reception"
    HELP = "help"
    FIND = "find"
    FOUND = "found"
    LOCKED = "locked"
    SWITCH = "switch"
    IN_HAND = "in_hand"
    BREAK = "break"
    CLOSING = "closing"
    PIN_FORGOTTEN = "pin_forgotten"
    PIN_NEW = "pin_new"
    PRINTER = "printer"
    SITE_HUB = "site_hub"
    PAPER = "paper"
    CORRECTING = "correcting"
    LOST_SLIP = "lost_slip"
    HALL = "hall"
    FIGURES = "figures"
    REPORTS = "reports"


EVERYWHERE = frozenset(Scene)
AT_WORK = frozenset({Scene.IDLE, Scene.PRESENCE, Scene.CALLED, Scene.SERVING})
"""At a counter: signed in, the day open, and no list laid over the work."""
SUPERVISING = frozenset({Scene.HALL, Scene.FIGURES, Scene.REPORTS})
"""The supervisor's own screens."""
WITH_WAITING = AT_WORK | {Scene.OUTCOME, Scene.LEAVING}
"""Who waits is seen beside the page."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a key or a button does, declared once."""

    id: str
    text: str
    """Key of its words in the strings."""
    keys: tuple[str, ...]
    """Qt's portable names; the first is the one written on the button. None = by Ctrl+K only."""
    scenes: frozenset[Scene]

    @property
    def key(self) -> str:
        """The key as it is written on the button; empty where the command has none."""
        return self.keys[0].replace("Return", "Enter") if self.keys else ""


def clashes(commands: Iterable[Command]) -> dict[str, list[str]]:
    """Keys that stand for more than one command, with the ids of those commands."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for command in commands:
        for key in command.keys:
            owners[key.casefold()].append(command.id)
    return {key: ids for key, ids in owners.items() if len(ids) > 1}
