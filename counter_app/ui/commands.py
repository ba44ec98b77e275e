"""The table of commands: buttons, shortcuts and tool tips all derive from it.

One key is one verb in the whole window. F10, F11 and Alt+F4 stay the system's.
"""

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
    CALLED = "called"
    SERVING = "serving"
    SEARCH = "search"
    RECEPTION = "reception"


EVERYWHERE = frozenset(Scene)
AT_WORK = frozenset({Scene.IDLE, Scene.CALLED, Scene.SERVING})
"""At a counter: signed in, the day open, and no list laid over the work."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a key or a button does, declared once."""

    id: str
    text: str
    """Key of its words in the strings."""
    keys: tuple[str, ...]
    """Qt's portable names; the first is the one written on the button."""
    scenes: frozenset[Scene]

    @property
    def key(self) -> str:
        """The key as it is written on the button."""
        return self.keys[0].replace("Return", "Enter")


SIGN_IN = Command("sign_in", "sign_in.enter", ("Return",), frozenset({Scene.SIGN_IN}))
OPEN_DAY = Command("open_day", "day.open", ("Return",), frozenset({Scene.DAY}))
CONNECT = Command("connect", "connect.open", ("Ctrl+H",), frozenset({Scene.SIGN_IN}))
CONNECT_NOW = Command("connect_now", "connect.submit", ("Return",), frozenset({Scene.CONNECT}))
CALL_NEXT = Command("call_next", "cmd.call_next", ("F2",), AT_WORK)
NOT_HERE = Command("not_here", "cmd.not_here", ("F4",), frozenset({Scene.CALLED}))
START_SERVING = Command("start_serving", "cmd.start_serving", ("F5",), frozenset({Scene.CALLED}))
FINISH = Command("finish", "cmd.finish", ("F6",), frozenset({Scene.SERVING}))
NEW_TICKET = Command("new_ticket", "cmd.new_ticket", ("F8",), AT_WORK | {Scene.SEARCH})
PRINT_AGAIN = Command("print_again", "cmd.print_again", ("F9",), AT_WORK | {Scene.RECEPTION})
UNDO = Command("undo", "cmd.undo", ("F12",), AT_WORK | {Scene.RECEPTION})
SUBMIT_PAPERS = Command(
    "submit_papers", "cmd.print", ("Ctrl+Return", "Ctrl+Enter"), frozenset({Scene.SERVING})
)
ISSUE_VISIT = Command("issue_visit", "cmd.print_tickets", ("F8",), frozenset({Scene.RECEPTION}))
PRINT_SHEET = Command("print_sheet", "cmd.print", ("Ctrl+P",), frozenset({Scene.RECEPTION}))
CLOSE = Command("close", "cmd.back", ("Esc",), EVERYWHERE)
ZOOM_IN = Command("zoom_in", "zoom.larger", ("Ctrl++", "Ctrl+="), EVERYWHERE)
ZOOM_OUT = Command("zoom_out", "zoom.smaller", ("Ctrl+-",), EVERYWHERE)
ZOOM_NORMAL = Command("zoom_normal", "zoom.normal", ("Ctrl+0",), EVERYWHERE)

FORM_COMMANDS = (SIGN_IN, OPEN_DAY, CONNECT_NOW)
"""Enter in the last field of a page; the page listens, no shortcut of the window takes Enter away."""

COMMANDS = (
    CONNECT,
    CALL_NEXT,
    NOT_HERE,
    START_SERVING,
    FINISH,
    NEW_TICKET,
    PRINT_AGAIN,
    UNDO,
    SUBMIT_PAPERS,
    CLOSE,
    ZOOM_IN,
    ZOOM_OUT,
    ZOOM_NORMAL,
)
"""Of the counter window."""

RECEPTION_COMMANDS = (CONNECT, ISSUE_VISIT, PRINT_SHEET, PRINT_AGAIN, UNDO, CLOSE, ZOOM_IN, ZOOM_OUT)
"""Of the reception window; a key means there what it means at the counter."""


def clashes(commands: Iterable[Command]) -> dict[str, list[str]]:
    """Keys that stand for more than one command, with the ids of those commands."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for command in commands:
        for key in command.keys:
            owners[key.casefold()].append(command.id)
    return {key: ids for key, ids in owners.items() if len(ids) > 1}
