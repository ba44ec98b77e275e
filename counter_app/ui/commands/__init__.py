"""The table of commands: buttons, shortcuts and tool tips all derive from it.

One key is one verb in the whole window. F10, F11 and Alt+F4 stay the system's. A new area is a module
with its commands in ``COMMANDS``, and one line here; what each does is told in ``help.<id>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from counter_app.ui.commands import desk, hub, papers, printing, queue, reception, shift, supervisor
from counter_app.ui.commands.command import (
    AT_WORK,
    EVERYWHERE,
    SUPERVISING,
    WITH_WAITING,
    Command,
    Scene,
    clashes,
)

FORM_COMMANDS = (*desk.FORM_COMMANDS, *shift.FORM_COMMANDS, *printing.FORM_COMMANDS, *hub.FORM_COMMANDS)

Groups = Mapping[str, tuple[Command, ...]]
"""Name of a group (its title is ``help_group.<name>``) -> its commands in the order of the help page."""

GROUPS: Groups = {
    "queue": queue.COMMANDS,
    "papers": papers.COMMANDS,
    "printing": printing.COMMANDS,
    "shift": shift.COMMANDS,
    "hub": hub.COMMANDS,
    "desk": desk.COMMANDS,
    "hall": supervisor.AT_A_COUNTER,
}
COMMANDS = tuple(chain.from_iterable(GROUPS.values()))
"""Of the counter window."""

ALWAYS_TOLD = (desk.FIND, desk.HELP)
"""Whose keys stand in the status line of every window."""


def told_keys(scene: Scene) -> list[tuple[str, str]]:
    """Key and key of its words, for the status line of a scene."""
    return [(command.key, command.text) for command in ALWAYS_TOLD if scene in command.scenes]


RECEPTION_GROUPS: Groups = {
    "visit": reception.VISIT,
    "shift": reception.SEAT,
    "printing": printing.COMMANDS,
    "hub": hub.COMMANDS,
    "desk": reception.SHARED,
}
RECEPTION_COMMANDS = tuple(chain.from_iterable(RECEPTION_GROUPS.values()))
"""Of the reception window."""

SUPERVISOR_GROUPS: Groups = {
    "hall": (*supervisor.TABS, *supervisor.FIGURES),
    "shift": supervisor.SEAT,
    "desk": supervisor.SHARED,
}
SUPERVISOR_COMMANDS = supervisor.COMMANDS
"""Of the supervisor's window."""

__all__ = [
    "AT_WORK",
    "COMMANDS",
    "EVERYWHERE",
    "FORM_COMMANDS",
    "GROUPS",
    "RECEPTION_COMMANDS",
    "RECEPTION_GROUPS",
    "SUPERVISING",
    "SUPERVISOR_COMMANDS",
    "SUPERVISOR_GROUPS",
    "WITH_WAITING",
    "Command",
    "Groups",
    "Scene",
    "clashes",
    "told_keys",
]
