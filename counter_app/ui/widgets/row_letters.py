"""What is seen of a requirement only while its row is selected: the letters, or the lines for a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import ChecklistRow
from counter_app.domain.reasons import REASONS
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.reason_edit import ReasonEdit
from counter_app.ui.widgets.segmented import Choice, Segmented

CHOICES = ("present", "original_shown", "missing", "to_follow", "rejected")
"""States that an officer sets by one letter, in the order of the row."""

WAIVED = "waived"
"""Set by its letter too, seldom enough to stand in the line above (DESIGN 8)."""
REASONED = {state.value: state for state in REASONS}
"""States that are set with a reason."""

ANSWERS = ("applies", "applies_not")
"""Answers to the question of a conditional requirement."""


def asks(row: ChecklistRow) -> bool:
    """Whether the row asks for its condition instead of its paper."""
    return bool(row.condition) and not row.applies


class RowLetters(Column):
    """Made when its row is selected for the first time: most rows of a day never are.

    Signals: ``chosen(str)`` one of CHOICES or ANSWERS, or waived; ``given(str, str, str)`` state, reason and
    note; ``cancelled()`` no reason after all.
    """

    chosen = Signal(str)
    given = Signal(str, str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = text("checklist.title")
        self.choices = Segmented(title, tuple(_choice(key, f"req.{key}") for key in CHOICES))
        self.answers = Segmented(title, tuple(_choice(key, f"check.{key}") for key in ANSWERS))
        self._edits: dict[str, ReasonEdit] = {}
        self._choice_row = Row(margins=(8, 0, 8, 8))
        for choices in (self.choices, self.answers):
            self._choice_row.add(choices)
            choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            choices.chosen.connect(self.chosen)
        self.add(self._choice_row)

    def show_row(self, row: ChecklistRow) -> None:
        """Which of them is set, and which are seen."""
        self.choices.set_key(row.state if row.state in CHOICES else "")
        is_edited = self.is_edited()
        self.answers.setVisible(asks(row) and not is_edited)
        self.choices.setVisible(not asks(row) and not is_edited)
        self._choice_row.setVisible(not is_edited)

    def is_edited(self) -> bool:
        """Whether the lines for a reason are seen."""
        return any(not edit.isHidden() for edit in self._edits.values())

    def press_letter(self, row: ChecklistRow, letter: str) -> bool:
        """Act on a letter; False = it means nothing here."""
        if not letter:
            return False
        if asks(row):
            return self.answers.press_letter(letter)
        if letter.casefold() == text("letter.waived").casefold():
            self.chosen.emit(WAIVED)
            return True
        return self.choices.press_letter(letter)

    def open_edit(self, row: ChecklistRow, state: str) -> None:
        """The lines for the reason of a state instead of the letters."""
        is_same = row.state == state
        self._edit(state).open(row.reason if is_same else "", row.note if is_same else "")
        self.show_row(row)

    def close_edit(self, row: ChecklistRow) -> None:
        """The letters again."""
        for edit in self._edits.values():
            edit.hide()
        self.show_row(row)

    def _edit(self, state: str) -> ReasonEdit:
        """Made when its state is wanted for the first time."""
        if state not in self._edits:
            edit = ReasonEdit(REASONED[state])
            edit.given.connect(partial(self.given.emit, state))
            edit.cancelled.connect(self.cancelled)
            self.add(edit)
            self._edits[state] = edit
        return self._edits[state]


def _choice(key: str, words: str) -> Choice:
    return Choice(key, text(f"letter.{key}"), text(words))
