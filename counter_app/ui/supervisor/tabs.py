"""The head of the supervisor's screens: the site, a tab for each screen with its key, day and time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.commands import Command
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Panel, Row, Rule
from counter_app.ui.widgets.drawing import MIDDLE_LEFT
from counter_app.ui.widgets.eliding_label import ElidingLabel
from counter_app.ui.widgets.key_hint import key_hint_size, paint_key_hint
from counter_app.ui.widgets.pieces import width_of
from counter_app.ui.widgets.themed import OneOfMany, TextLabel

HEIGHT, BAR, WORD_TO_KEY, BETWEEN, SITE_TO_TABS = 56, 4, 8, 36, 23


class Tab(OneOfMany):
    """A word and a key; the present one is strong, with a bar below."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._key = key
        self._is_present = False
        self.setProperty("focusRing", "inside")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(text("cmd.by_key", key=f"Ctrl+{key}"))
        self.set_present(is_present=False)
        self.restyle(current_theme())

    def set_present(self, *, is_present: bool) -> None:
        """Whether its screen is seen."""
        self._is_present = is_present
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_present else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.text())
        self.update()

    def is_present(self) -> bool:
        """Whether its screen is seen."""
        return self._is_present

    def sizeHint(self) -> QSize:
        """Wide enough for the strong word and the key."""
        theme = current_theme()
        words = width_of(theme, self.text(), "strong") + 1
        key = key_hint_size(self._key, theme).width()
        return QSize(round(words) + theme.px(WORD_TO_KEY) + key, theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that the word is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw word, key and bar."""
        theme, painter = current_theme(), QPainter(self)
        is_lit = self._is_present or self.underMouse()
        painter.setFont(theme.font("strong" if self._is_present else "body"))
        painter.setPen(theme.color("text" if is_lit else "muted"))
        painter.drawText(self.rect(), MIDDLE_LEFT, self.text())
        size = key_hint_size(self._key, theme)
        top = (self.height() - size.height()) / 2
        box = QRectF(self.width() - size.width(), top, size.width(), size.height())
        paint_key_hint(painter, self._key, box, theme.color("line"), theme.color("muted"))
        if self._is_present:
            bar = theme.px(BAR)
            painter.fillRect(0, self.height() - bar, self.width(), bar, theme.color("brand"))


class _Tabs(Row):
    """One tab stop; arrows go on to the next.

    Signals: ``chosen(int)`` place of a tab.
    """

    chosen = Signal(int)

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(gap=BETWEEN)
        self.tabs = [Tab(text(one.text), one.key.rpartition("+")[2]) for one in commands]
        for at, tab in enumerate(self.tabs):
            self.add(tab)
            tab.clicked.connect(lambda _on=False, at=at: self.chosen.emit(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        at = next((at for at, tab in enumerate(self.tabs) if tab.hasFocus()), -1)
        if step and at >= 0 and 0 <= at + step < len(self.tabs):
            self.chosen.emit(at + step)
            self.tabs[at + step].setFocus()
        else:
            super().keyPressEvent(event)


class ScreenTabs(Panel):
    """``ScreenTabs(site_name, commands)``. Signals: ``chosen(int)`` place of a tab."""

    chosen = Signal(int)

    def __init__(self, site: str, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.site = ElidingLabel(site, role="heading")
        self.site.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.day, self.time = TextLabel(color="muted"), TextLabel(role="heading")
        self._tabs = _Tabs(commands)
        self._row = Row(gap=13, margins=(24, 0, 24, 0))
        self._row.add(self.site)
        self._row.space(SITE_TO_TABS)
        self._row.add(self._tabs)
        self._row.stretch()
        self._row.add(self.day)
        self._row.add(self.time)
        self.add(self._row)
        self.add(Rule())
        self._tabs.chosen.connect(self.chosen)
        self.restyle(current_theme())

    def show_present(self, at: int) -> None:
        """The tab of the screen that is seen."""
        for place, tab in enumerate(self._tabs.tabs):
            tab.set_present(is_present=place == at)

    def present(self) -> int:
        """The place of the tab whose screen is seen."""
        return next((at for at, tab in enumerate(self._tabs.tabs) if tab.is_present()), 0)

    def show_time(self, day: str, time: str) -> None:
        """The open day in words, and the clock."""
        self.day.setText(day)
        self.time.setText(time)

    def restyle(self, theme: Theme) -> None:
        """57 high; at high zoom the day in words gives way."""
        super().restyle(theme)
        if hasattr(self, "_row"):
            self.setFixedHeight(theme.px(HEIGHT) + 1)
            self.day.setVisible(theme.zoom < 1.25)  # noqa: PLR2004  MOCKS 3: from here one line must do
