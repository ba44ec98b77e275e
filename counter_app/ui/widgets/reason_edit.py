"""Why a paper is rejected or waived, chosen in its row: a digit, perhaps a note, Enter; Esc cancels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter_app.domain.applicant import LONGEST_NOTE
from counter_app.domain.checklist import RequirementState
from counter_app.domain.reasons import OTHER, REASONS, is_known_reason
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.numbered import Numbered
from counter_app.ui.widgets.themed import TextLabel


def reason_words(reason: str, note: str = "") -> str:
    """A reason in words with what was noted; what an older version wrote as free text stays as it is."""
    told = text(f"reason.{reason}") if is_known_reason(reason) else reason
    return f"{told}: {note}" if note else told


class EscapableEdit(QLineEdit):
    """A line edit that hears Esc itself, before the window does.

    Signals: ``escaped()``.
    """

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Esc."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes out as a signal; everything else is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class ReasonEdit(Column):
    """``ReasonEdit(RequirementState.REJECTED)``: the choices of a state over a line for a note.

    Signals: ``given(str, str)`` the code of the reason, and the note; ``cancelled()``.
    """

    given = Signal(str, str)
    cancelled = Signal()

    def __init__(self, state: RequirementState, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, margins=(36, 0, 8, 8), parent=parent)
        title = text(f"check.reason_{state}")
        self.choices = Numbered(title, [(code, text(f"reason.{code}")) for code in REASONS[state]])
        self.line_edit = EscapableEdit()
        self.line_edit.setMaxLength(LONGEST_NOTE)
        self.line_edit.setAccessibleName(text("check.note"))
        for part in (self.choices, self.line_edit):
            part.setProperty("focusRing", "inside")
            part.escaped.connect(self.cancelled)
        self.add(TextLabel(f"{title}  ({text('check.reason_hint')})"))
        self.add(self.choices)
        self._label = TextLabel()
        self._label.setBuddy(self.line_edit)
        self.add(self._label)
        self.add(self.line_edit)
        self.choices.chosen.connect(self._go_on)
        self.choices.accepted.connect(self._give)
        self.line_edit.returnPressed.connect(self._give)
        self._say_note()

    def open(self, reason: str, note: str) -> None:
        """Show what was chosen before, and go there."""
        self.choices.set_key(reason)
        self.line_edit.setText(note)
        self._say_note()
        self.show()
        self.choices.setFocus()

    def _say_note(self) -> None:
        is_needed = self.choices.key() == OTHER
        self._label.setText(text("check.note_needed" if is_needed else "check.note_optional"))

    @Slot()
    def _go_on(self) -> None:
        """A reason was chosen: what could be added to it comes next."""
        self._say_note()
        self.line_edit.setFocus()

    @Slot()
    def _give(self) -> None:
        """Nothing without a reason; the reason "other" needs its note."""
        note = self.line_edit.text().strip()
        if not self.choices.key():
            self.choices.setFocus()
        elif self.choices.key() == OTHER and not note:
            self._say_note()
            self.line_edit.setFocus()
        else:
            self.given.emit(self.choices.key(), note)
