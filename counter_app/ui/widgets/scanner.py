"""A scanner that types: keys that come faster than a hand, then Enter, and only if they are one of our codes.

Nothing is taken from who types. In a line edit the letters stand at once as ever; only where they prove to
be a code is the line put back as it was before. Everywhere else letters act (A = ada), so there they wait
until it is clear that no scanner types: 100 ms. With a prefix, which the device is set to type first, only
what begins with it waits.
"""

from __future__ import annotations

import string
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from counter_app.domain.scanned import LONGEST_SCAN, scanned_code

PAUSE_MS = 100
"""Longest time between two keys of a scanner."""

_LETTERS = frozenset(string.ascii_letters + string.digits + ":/.-_~%?=&")
"""What our codes and addresses are made of."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SILENT = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock)
"""A scanner presses Shift for a capital; alone it is nothing."""
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that waits to be delivered."""

    code: int
    modifiers: Qt.KeyboardModifier
    letters: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line edit as it was before the first key."""

    edit: QLineEdit
    words: str
    cursor: int
    selected: tuple[int, int]

    @classmethod
    def before(cls, edit: QLineEdit) -> _Line:
        return cls(
            edit, edit.text(), edit.cursorPosition(), (edit.selectionStart(), len(edit.selectedText()))
        )

    def put_back(self) -> None:
        """Whoever follows what is typed there hears of it."""
        if not isValid(self.edit) or self.edit.text() == self.words:
            return
        self.edit.setText(self.words)
        self.edit.setCursorPosition(self.cursor)
        if self.selected[0] >= 0:
            self.edit.setSelection(*self.selected)
        self.edit.textEdited.emit(self.words)


class Scanner(QObject):
    """Watches the keys of one window, wherever its focus is.

    ``Scanner(window, prefix="")``; ``now_s`` is a clock for differences. Signals: ``scanned(ScannedCode)``.
    """

    scanned = Signal(object)

    def __init__(
        self, window: QWidget, *, prefix: str = "", now_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self._window = window
        self._prefix = prefix
        self._now_s = now_s
        self._watched: QWidget | None = None
        self._typed = ""
        self._last_s = 0.0
        self._line: _Line | None = None
        self._held: list[_Key] = []
        self._is_delivering = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.let_go)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keys go to what has the focus, else to the window: a filter there sees them first."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        if not isValid(self._window):  # destroyed by the desktop: the focus goes as the last thing
            return
        is_here = new is not None and new.window() is self._window.window()
        self._watched = new if new is not None and is_here else self._window
        self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what a scanner types; let everything else through."""
        if self._is_delivering or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            if not self._belongs(event) and event.key() not in _ENDS:
                self.let_go()  # before the shortcut does something
            return False
        if event.type() is not QEvent.Type.KeyPress or event.key() in _SILENT:
            return False
        return self._take(event)

    @Slot()
    def let_go(self) -> None:
        """No scanner types: what waits is delivered, one key after the other, to what has the focus then."""
        self._pause.stop()
        held, self._held = self._held, []
        self._typed, self._line = "", None
        self._is_delivering = True
        try:
            for key in held:
                target = QApplication.focusWidget() or self._window
                press = QKeyEvent(QEvent.Type.KeyPress, key.code, key.modifiers, key.letters)
                QApplication.sendEvent(target, press)
        finally:
            self._is_delivering = False

    def _take(self, event: QKeyEvent) -> bool:
        """Whether the key was taken away from the window."""
        now_s = self._when_s(event)
        if self._typed and (now_s - self._last_s) * 1000 > PAUSE_MS:
            self.let_go()
        if event.key() in _ENDS:
            return self._end()
        if not self._belongs(event):
            self.let_go()
            return False
        self._begin_if_first()
        self._typed, self._last_s = (self._typed + event.text())[:LONGEST_SCAN], now_s
        if not self._waits():
            return False
        self._held.append(_Key(event.key(), event.modifiers(), event.text()))
        self._pause.start()
        return True

    def _when_s(self, event: QKeyEvent) -> float:
        """When the key was pressed, by the system; a slow window that hears of it late changes nothing."""
        return event.timestamp() / 1000 or self._now_s()

    def _belongs(self, event: QKeyEvent) -> bool:
        letters = event.text()
        is_command = bool(event.modifiers() & _COMMANDS)
        return len(letters) == 1 and not is_command and (letters in _LETTERS or letters in self._prefix)

    def _begin_if_first(self) -> None:
        focus = QApplication.focusWidget()
        if not self._typed and isinstance(focus, QLineEdit):
            self._line = _Line.before(focus)

    def _waits(self) -> bool:
        if self._prefix:
            length = min(len(self._prefix), len(self._typed))
            if self._prefix[:length] == self._typed[:length]:
                return True
            self._let_go_but_last()
            return False
        focus = QApplication.focusWidget()
        return not isinstance(focus, QLineEdit) or focus.isReadOnly()

    def _let_go_but_last(self) -> None:
        """The prefix was not meant: what was typed of it comes before the key that shows it."""
        typed = self._typed
        self.let_go()
        self._typed = typed

    def _end(self) -> bool:
        code = None
        if self._typed.startswith(self._prefix):
            code = scanned_code(self._typed.removeprefix(self._prefix))
        line = self._line
        if code is None:
            self.let_go()
            return False
        self._held = []
        self.let_go()
        if line is not None:
            line.put_back()
        self.scanned.emit(code)
        return True
