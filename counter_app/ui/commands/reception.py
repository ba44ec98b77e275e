"""Commands of the reception; a key means there what it means at the counter."""

from __future__ import annotations

from counter_app.ui.commands import desk, queue, shift
from counter_app.ui.commands.command import Command, Scene

ISSUE_VISIT = Command("issue_visit", "cmd.print_tickets", ("F8",), frozenset({Scene.RECEPTION}))
PRINT_SHEET = Command("print_sheet", "cmd.print", ("Ctrl+P",), frozenset({Scene.RECEPTION}))

VISIT = (ISSUE_VISIT, PRINT_SHEET, queue.MOVE)
SHARED = (
    desk.HELP,
    desk.FIND,
    desk.PRINT_AGAIN,
    desk.UNDO,
    desk.CLOSE,
    desk.PAPER_TICKETS,
    desk.CONNECT,
    desk.ZOOM_IN,
    desk.ZOOM_OUT,
    desk.ZOOM_NORMAL,
)
"""What every desk has."""
SEAT = (shift.LOCK, shift.SWITCH, shift.END_SHIFT, shift.END_DAY, shift.FORGOTTEN, shift.LANGUAGE)
"""Who sits here; a reception has no break: nobody is called there."""
