"""Colours, type and measures of every screen: one frozen value, read from ``resources/theme``.

A widget asks ``current_theme()`` when it draws or lays out, never at import; after ``apply_theme`` every
widget gets a ``QEvent.StyleChange`` and asks again (see ``widgets/themed.py``). All measures are px at
96 dpi and 100 %; ``Theme.px`` makes them px of the present zoom.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from counter_app.settings import resource
from counter_app.ui.focus_ring import follow_focus
from counter_app.ui.style_sheet import style_sheet

FAMILY = "Atkinson Hyperlegible Next"
FONT_FILES = tuple(f"AtkinsonHyperlegibleNext-{weight}.ttf" for weight in (400, 600, 700))
MIN_ZOOM, MAX_ZOOM = 1.0, 2.0

_PROPERTY = "counterTheme"

Scheme = Literal["light", "dark"]
Role = Literal["number", "number_field", "display", "section", "heading", "action", "strong", "body"]

_TYPE: dict[Role, tuple[int, QFont.Weight, int]] = {
    "number": (64, QFont.Weight.Bold, 76),
    "number_field": (40, QFont.Weight.Bold, 72),
    "display": (28, QFont.Weight.Bold, 36),
    "section": (21, QFont.Weight.Bold, 28),
    "heading": (17, QFont.Weight.Bold, 24),
    "action": (17, QFont.Weight.DemiBold, 24),
    "strong": (15, QFont.Weight.DemiBold, 20),
    "body": (15, QFont.Weight.Normal, 20),
}
"""Role -> size, weight, height of a line (MOCKS.md 3)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours by their use, as ``#RRGGBB``."""

    ground: str
    panel: str
    text: str
    muted: str
    disabled: str
    line: str
    hair: str
    brand: str
    brand_hover: str
    brand_pressed: str
    on_brand: str
    focus: str
    error: str
    error_tint: str
    success: str
    success_tint: str
    warning: str
    warning_tint: str
    info_tint: str
    none_tint: str
    selected: str
    hover: str
    pressed: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour set at one zoom."""

    tokens: Tokens
    scheme: Scheme = "light"
    zoom: float = 1.0
    """1.0 to 2.0; scales every measure."""

    def __post_init__(self) -> None:
        if not MIN_ZOOM <= self.zoom <= MAX_ZOOM:
            raise ValueError(f"zoom {self.zoom} is not within {MIN_ZOOM} and {MAX_ZOOM}")

    def px(self, measure: float) -> int:
        """A measure of the mocks in px of the present zoom; never 0 for what must be seen."""
        return max(1, round(measure * self.zoom)) if measure > 0 else 0

    def color(self, token: str) -> QColor:
        """The colour of a token by its name ("brand").

        Raises AttributeError for a token that does not exist.
        """
        return QColor(getattr(self.tokens, token))

    def font(self, role: Role = "body") -> QFont:
        """The application's font in a role, with tabular figures."""
        size, weight, _ = _TYPE[role]
        return QFont(_font(self.px(size), weight))

    def line_height(self, role: Role = "body") -> int:
        """Height of one line of a role, px."""
        return self.px(_TYPE[role][2])

    def style_sheet(self) -> str:
        """The rules for Qt's own widgets (line edits, menus, scroll bars, tool tips)."""
        return style_sheet(self.tokens, self.px)

    def palette(self) -> QPalette:
        """The tokens as Qt's palette, so that plain labels and views have the right colours."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette


_PALETTE = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "ground",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "disabled",
    QPalette.ColorRole.Button: "ground",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "brand",
    QPalette.ColorRole.HighlightedText: "on_brand",
    QPalette.ColorRole.Link: "brand",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "ground",
    QPalette.ColorRole.Mid: "hair",
    QPalette.ColorRole.Dark: "line",
}


@cache
def _font(size_px: int, weight: QFont.Weight) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def tokens(scheme: Scheme) -> Tokens:
    """The colours of a set, from ``resources/theme/<scheme>.toml``."""
    values = tomllib.loads(resource(f"theme/{scheme}.toml").read_text("utf-8"))
    return Tokens(**{field.name: values[field.name] for field in fields(Tokens)})


def make_theme(scheme: Scheme | None = None, zoom: float = 1.0) -> Theme:
    """A theme; without a scheme the one that the desktop asks for.

    Raises ValueError for a zoom outside 1.0 to 2.0.
    """
    chosen = scheme or _desktop_scheme()
    return Theme(tokens(chosen), chosen, zoom)


def load_fonts() -> None:
    """Give Qt the three weights of the font (again = no harm).

    Raises OSError for a file that Qt cannot read.
    """
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) < 0:
            raise OSError(f"font {name} cannot be read")


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Make the theme that of every present and future widget; call ``load_fonts`` before the first time.

    Every widget alive is polished anew, so the same theme again does nothing.
    """
    if app.property(_PROPERTY) == theme:
        return
    if app.property(_PROPERTY) is None:
        app.setStyle("Fusion")
    app.setProperty(_PROPERTY, theme)
    app.setPalette(theme.palette())
    app.setFont(theme.font())
    app.setStyleSheet(theme.style_sheet())
    follow_focus(app, current_theme)


@contextmanager
def styled_together() -> Iterator[None]:
    """Give the widgets made inside their style at the end, all at once: 40 ms less for a window.

    With a style sheet in force Qt polishes a widget and all its children anew each time it gets a parent.
    Beside a window that is there already the sheet stays in force: Qt loses track of widgets whose sheet was
    taken away and put back, and would polish them after their end.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if app.topLevelWidgets():
        yield
        return
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def follow_desktop(app: QApplication) -> None:
    """Change between light and dark with the desktop from now on; the zoom stays."""
    if app.findChild(_DesktopFollower) is None:
        _DesktopFollower(app)


class _DesktopFollower(QObject):
    """Hears that the desktop has become light or dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._change)

    @Slot(Qt.ColorScheme)
    def _change(self, _scheme: Qt.ColorScheme) -> None:
        apply_theme(self._app, make_theme(zoom=current_theme().zoom))


def current_theme() -> Theme:
    """The theme in force; the light one at 100 % before any was applied."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else make_theme("light")


def _desktop_scheme() -> Scheme:
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"
