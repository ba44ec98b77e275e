"""Commands of every staffed desk."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, EVERYWHERE, SUPERVISING, Command, Scene

SIGN_IN = Command("sign_in", "sign_in.enter", ("Return",), frozenset({Scene.SIGN_IN}))
OPEN_DAY = Command("open_day", "day.open", ("Return",), frozenset({Scene.DAY}))
CONNECT = Command("connect", "connect.open", ("Ctrl+H",), frozenset({Scene.SIGN_IN}))
CONNECT_NOW = Command("connect_now", "connect.submit", ("Return",), frozenset({Scene.CONNECT}))
FIND = Command(
    "find",
    "cmd.find",
    ("Ctrl+K",),
    AT_WORK
    | SUPERVISING
    | {Scene.SEARCH, Scene.RECEPTION, Scene.FIND, Scene.FOUND, Scene.HELP, Scene.LOST_SLIP},
)
PRINT_AGAIN = Command(
    "print_again",
    "cmd.print_again",
    ("F9",),
    AT_WORK | {Scene.RECEPTION, Scene.FOUND, Scene.PRINTER, Scene.LOST_SLIP},
)
UNDO = Command("undo", "cmd.undo", ("F12",), AT_WORK | {Scene.RECEPTION, Scene.PAPER, Scene.HALL})
PAPER_TICKETS = Command("paper_tickets", "paper.open", (), AT_WORK | {Scene.RECEPTION})
CLOSE = Command("close", "cmd.back", ("Esc",), EVERYWHERE)
HELP = Command("help", "cmd.all_keys", ("F1",), EVERYWHERE)
ZOOM_IN = Command("zoom_in", "zoom.larger", ("Ctrl++", "Ctrl+="), EVERYWHERE)
ZOOM_OUT = Command("zoom_out", "zoom.smaller", ("Ctrl+-",), EVERYWHERE)
ZOOM_NORMAL = Command("zoom_normal", "zoom.normal", ("Ctrl+0",), EVERYWHERE)

SAVE_PAPER = Command("save_paper", "paper.save", ("Return",), frozenset({Scene.PAPER}))
OPEN_FOUND = Command("open_found", "find_all.open", ("Return",), frozenset({Scene.FIND}))

FORM_COMMANDS = (SIGN_IN, OPEN_DAY, CONNECT_NOW, OPEN_FOUND, SAVE_PAPER)
"""Enter in the last field of a page; the page listens, no shortcut of the window takes Enter away."""

COMMANDS = (
    HELP,
    FIND,
    PRINT_AGAIN,
    UNDO,
    CLOSE,
    PAPER_TICKETS,
    CONNECT,
    ZOOM_IN,
    ZOOM_OUT,
    ZOOM_NORMAL,
)
