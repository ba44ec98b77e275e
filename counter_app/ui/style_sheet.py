"""The style sheet for Qt's own widgets; ours draw themselves from the tokens."""

from __future__ import annotations

from collections.abc import Callable
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_app.ui.theme import Tokens

_FIELDS = """
QLineEdit, QPlainTextEdit {
  background: $ground; color: $text; border: ${px1}px solid $line; border-radius: ${px4}px;
  padding: 0 ${px11}px; selection-background-color: $brand; selection-color: $on_brand;
}
QLineEdit { min-height: ${field}px; max-height: ${field}px; }
QPlainTextEdit { padding: ${px8}px ${px10}px; }
QLineEdit[look="number"] { min-height: ${px70}px; max-height: ${px70}px; padding: 0 ${px12}px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $text; }
QLineEdit[state="error"], QPlainTextEdit[state="error"] { border: ${px2}px solid $error; }
QLineEdit[state="error"] { padding: 0 ${px10}px; min-height: ${field_error}px; max-height: ${field_error}px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: transparent; border-color: transparent; }
QLineEdit:disabled, QPlainTextEdit:disabled {
  background: $panel; color: $disabled; border: ${px1}px solid $hair;
}
"""

_LISTS = """
QAbstractScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QComboBox QAbstractItemView {
  background: $ground; color: $text; border: ${px1}px solid $line; outline: 0; padding: ${px4}px 0;
}
QComboBox QAbstractItemView::item { min-height: ${px32}px; padding: 0 ${px12}px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $text; }
QMenu { background: $ground; color: $text; border: ${px1}px solid $line; padding: ${px4}px 0; }
QMenu::item { padding: ${px8}px ${px16}px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $disabled; }
QToolTip {
  background: $text; color: $ground; border: 0; padding: ${px4}px ${px8}px;
}
"""

_SCROLL_BARS = """
QScrollBar:vertical { background: transparent; width: ${px12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${px12}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: ${px4}px; margin: ${px2}px; }
QScrollBar::handle:vertical { min-height: ${px32}px; }
QScrollBar::handle:horizontal { min-width: ${px32}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_MEASURES = (1, 2, 4, 8, 10, 11, 12, 16, 32, 70)
FIELD_HEIGHT = 40


def style_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The rules in one colour set, every measure passed through ``px``."""
    values = {name: getattr(tokens, name) for name in tokens.__slots__}
    values |= {f"px{measure}": str(px(measure)) for measure in _MEASURES}
    values["field"] = str(px(FIELD_HEIGHT) - 2 * px(1))
    values["field_error"] = str(px(FIELD_HEIGHT) - 2 * px(2))
    return Template(_FIELDS + _LISTS + _SCROLL_BARS).substitute(values)
