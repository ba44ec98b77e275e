"""Ctrl and + or −: everything larger or smaller, as far as the screen has room."""

from __future__ import annotations

from math import floor

from PySide6.QtWidgets import QApplication, QWidget

from counter_app.ui.theme import MAX_ZOOM, MIN_ZOOM, apply_theme, current_theme, make_theme

STEP = 0.25
LEAST_WIDTH = 910
"""Of a window, px at 100 %: 150 % holds from 1366 px up, 200 % from 1820 (STYLE 5)."""


def zoom_by(window: QWidget, steps: int) -> None:
    """Change the zoom of the whole program by so many steps of 25 %."""
    zoom_to(window.width(), current_theme().zoom + steps * STEP)


def zoom_to(width: int, zoom: float) -> None:
    """The whole program at a zoom, as far as a window of ``width`` px has room."""
    _set(roomy(width, zoom))


def roomy(width: int, zoom: float) -> float:
    """The zoom nearest to the one wanted for which a window of ``width`` px has room."""
    room = floor(width / LEAST_WIDTH / STEP) * STEP
    most = min(max(room, MIN_ZOOM), MAX_ZOOM)
    return min(max(zoom, MIN_ZOOM), most)


def zoom_normal() -> None:
    """Everything as large as at the start."""
    _set(MIN_ZOOM)


def _set(zoom: float) -> None:
    theme = current_theme()
    app = QApplication.instance()
    if zoom != theme.zoom and isinstance(app, QApplication):
        apply_theme(app, make_theme(theme.scheme, zoom))
