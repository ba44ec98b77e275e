"""Commands about the papers of the person in front."""

from __future__ import annotations

from counter_app.ui.commands.command import Command, Scene

SUBMIT_PAPERS = Command(
    "submit_papers", "cmd.print", ("Ctrl+Return", "Ctrl+Enter"), frozenset({Scene.SERVING, Scene.PAPER})
)
COMPANION = Command("companion", "companion.add", ("Ctrl+D",), frozenset({Scene.SERVING}))

COMMANDS = (SUBMIT_PAPERS, COMPANION)
