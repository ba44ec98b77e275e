"""The table of commands: buttons, shortcuts and tool tips all derive from it.

One key is one verb in the whole window. F10, F11 and Alt+F4 stay the system's. A new area is a module
with its commands in ``COMMANDS``, and one line here.
"""

from __future__ import annotations

from counter_app.ui.commands import desk, papers, queue, reception
from counter_app.ui.commands.command import AT_WORK, EVERYWHERE, Command, Scene, clashes

FORM_COMMANDS = desk.FORM_COMMANDS
COMMANDS = (
    *queue.COMMANDS,
    *papers.COMMANDS,
    *desk.COMMANDS,
)
"""Of the counter window."""

RECEPTION_COMMANDS = reception.COMMANDS
"""Of the reception window."""

__all__ = [
    "AT_WORK",
    "COMMANDS",
    "EVERYWHERE",
    "FORM_COMMANDS",
    "RECEPTION_COMMANDS",
    "Command",
    "Scene",
    "clashes",
]
