"""Commands about the papers of the person in front, or of a case that is put right."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, Command, Scene

_FORMS = frozenset({Scene.SERVING, Scene.CORRECTING})

SUBMIT_PAPERS = Command(
    "submit_papers", "cmd.print", ("Ctrl+Return", "Ctrl+Enter"), _FORMS | {Scene.PAPER, Scene.REPORTS}
)
COMPANION = Command("companion", "companion.add", ("Ctrl+D",), _FORMS)
CORRECT = Command("correct", "correct.command", ("Ctrl+E",), AT_WORK | {Scene.FOUND})

COMMANDS = (SUBMIT_PAPERS, COMPANION, CORRECT)
