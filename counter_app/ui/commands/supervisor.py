"""Commands of the supervisor's screens; Ctrl and a digit change the screen."""

from __future__ import annotations

from counter_app.ui.commands import desk, shift
from counter_app.ui.commands.command import AT_WORK, SUPERVISING, Command, Scene

VIEW_HALL = Command("view_hall", "sup.hall", ("Ctrl+1",), SUPERVISING | AT_WORK)
VIEW_DAY = Command("view_day", "sup.day", ("Ctrl+2",), SUPERVISING | AT_WORK)
VIEW_REPORTS = Command("view_reports", "sup.reports", ("Ctrl+6",), SUPERVISING | AT_WORK)
DAY_BEFORE = Command("day_before", "figures.before", ("Alt+Left",), frozenset({Scene.FIGURES}))
DAY_AFTER = Command("day_after", "figures.after", ("Alt+Right",), frozenset({Scene.FIGURES}))
PRINT_REPORT = Command(
    "print_report", "cmd.print_report", ("Ctrl+P",), frozenset({Scene.HALL, Scene.FIGURES, Scene.REPORTS})
)
MAKE_REPORT = Command(
    "make_report", "report_screen.make", ("Ctrl+Return", "Ctrl+Enter"), frozenset({Scene.REPORTS})
)
ACT_ON_ROW = Command("act_on_row", "hall.act", ("Return",), frozenset({Scene.HALL}))

CLOSE_DAY = Command("close_day", "closing.day", ("Ctrl+Shift+T",), SUPERVISING | {Scene.CLOSING})

TABS = (VIEW_HALL, VIEW_DAY, VIEW_REPORTS)
LOOKING = (DAY_BEFORE, DAY_AFTER, PRINT_REPORT)
FIGURES = (*LOOKING, MAKE_REPORT, CLOSE_DAY)
AT_A_COUNTER = (*TABS, *LOOKING)
"""What an officer with the role has at a counter."""
SHARED = (
    desk.HELP,
    desk.FIND,
    desk.UNDO,
    desk.CLOSE,
    desk.CONNECT,
    desk.ZOOM_IN,
    desk.ZOOM_OUT,
    desk.ZOOM_NORMAL,
)
SEAT = (shift.LOCK, shift.SWITCH, shift.FORGOTTEN, shift.LANGUAGE)
FORM_COMMANDS = (ACT_ON_ROW,)

COMMANDS = (*TABS, *FIGURES, *SEAT, *SHARED)
