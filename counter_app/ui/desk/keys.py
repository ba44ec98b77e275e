"""Shortcuts of a window, made from its table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command


def bind_keys(window: QWidget, commands: Iterable[Command], run: Callable[[Command], None]) -> None:
    """Every key of every command, once; ``run`` decides whether it means anything now."""
    for command in commands:
        for key in command.keys:
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.setAutoRepeat(command.id.startswith("zoom"))
            shortcut.activated.connect(partial(run, command))
