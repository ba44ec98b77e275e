"""Ctrl and + or −: everything larger or smaller, as far as the screen has room."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from counter_app.ui.theme import MAX_ZOOM, MIN_ZOOM, apply_theme, current_theme, make_theme

STEP = 0.25
WIDE_PX, MOST_ON_NARROW = 1920, 1.5
"""200 % holds from 1920 px up; on narrower windows 150 % is the most (STYLE 5)."""


def zoom_by(window: QWidget, steps: int) -> None:
    """Change the zoom of the whole program by so many steps of 25 %."""
    theme = current_theme()
    most = MAX_ZOOM if window.width() >= WIDE_PX else MOST_ON_NARROW
    zoom = min(max(theme.zoom + steps * STEP, MIN_ZOOM), most)
    app = QApplication.instance()
    if zoom != theme.zoom and isinstance(app, QApplication):
        apply_theme(app, make_theme(theme.scheme, zoom))
