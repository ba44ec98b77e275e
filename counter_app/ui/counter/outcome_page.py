"""F6 with nothing entered: how it ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter_app.domain.ticket import OUTCOMES
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.choice_row import ChoiceRow
from counter_app.ui.widgets.open_choices import OpenChoices
from counter_app.ui.widgets.themed import TextLabel


class OutcomePage(Column):
    """The outcomes; the usual one is chosen.

    Signals: ``chosen(str)`` a code of OUTCOMES.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(32, 32, 32, 16), parent=parent)
        self.text = TextLabel(color="muted", wrap=True)
        self.choices = OpenChoices(text("outcome.title"))
        self.add(TextLabel(text("outcome.title"), role="display", wrap=True))
        self.space(9)
        self.add(self.text)
        self.space(24)
        self.add(self.choices, stretch=1)
        self.choices.chosen.connect(self.chosen)

    def open(self, number: str) -> None:
        """Ask about a number."""
        self.text.setText(text("outcome.text", number=number))
        self.choices.show_rows([_row(outcome) for outcome in OUTCOMES])
        self.choices.choose_first()

    def outcome(self) -> str:
        """What is chosen."""
        return self.choices.key()

    def focus_first(self) -> None:
        """The list; the usual outcome is chosen."""
        self.choices.setFocus()


def _row(outcome: str) -> ChoiceRow:
    return ChoiceRow(outcome, text(f"outcome.{outcome}"), text(f"outcome.{outcome}_detail"))
