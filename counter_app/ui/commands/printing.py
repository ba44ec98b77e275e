"""Commands about what comes out of printers; F9 itself stands with the desk's."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, Command, Scene

WHERE_PAPERS_ARE = AT_WORK | {Scene.RECEPTION, Scene.PRINTER}

PAPER_IS_OUT = Command("paper_is_out", "printer.is_out", ("Shift+F9",), WHERE_PAPERS_ARE)
MOVE_PAPERS = Command("move_papers", "printer.move", ("Ctrl+F9",), WHERE_PAPERS_ARE)
PRINTER_SETUP = Command("printer_setup", "printer.set_up", ("Ctrl+Shift+P",), WHERE_PAPERS_ARE)
KEEP_PRINTER = Command("keep_printer", "printer.keep", ("Return",), frozenset({Scene.PRINTER}))
TRIAL_PAGE = Command("trial_page", "printer.trial", ("Ctrl+U",), frozenset({Scene.PRINTER}))

FORM_COMMANDS = (KEEP_PRINTER,)
COMMANDS = (PAPER_IS_OUT, MOVE_PAPERS, PRINTER_SETUP, TRIAL_PAGE)
