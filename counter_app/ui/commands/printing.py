"""Commands about what comes out of printers; F9 itself stands with the desk's."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, Command, Scene

AT_A_DESK = AT_WORK | {Scene.RECEPTION}
WHERE_PAPERS_ARE = AT_A_DESK | {Scene.PRINTER}

PAPER_IS_OUT = Command("paper_is_out", "printer.is_out", ("Shift+F9",), WHERE_PAPERS_ARE)
MOVE_PAPERS = Command("move_papers", "printer.move", ("Ctrl+F9",), WHERE_PAPERS_ARE)
PRINTER_SETUP = Command("printer_setup", "printer.set_up", ("Ctrl+Shift+P",), WHERE_PAPERS_ARE)
KEEP_PRINTER = Command("keep_printer", "printer.keep", ("Return",), frozenset({Scene.PRINTER}))
TRIAL_PAGE = Command("trial_page", "printer.trial", ("Ctrl+U",), frozenset({Scene.PRINTER}))
LOST_SLIP = Command("lost_slip", "lost_slip.open", ("Ctrl+Shift+K",), AT_A_DESK | {Scene.LOST_SLIP})
PRINT_LOST = Command("print_lost", "lost_slip.print", ("Return",), frozenset({Scene.LOST_SLIP}))

FORM_COMMANDS = (KEEP_PRINTER, PRINT_LOST)
COMMANDS = (LOST_SLIP, PAPER_IS_OUT, MOVE_PAPERS, PRINTER_SETUP, TRIAL_PAGE)
