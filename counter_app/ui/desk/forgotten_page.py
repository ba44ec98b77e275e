"""A supervisor approves a temporary PIN for an officer who forgot theirs."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import Refused
from counter_app.domain.officer_pin import TEMPORARY_PIN_H
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.officer_and_pin import (
    FIELD_WIDTH,
    OfficerSelect,
    officers_here,
    pin_field,
    supervisors,
)
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.themed import TextLabel

AT_TEMPORARY = frozenset({"pin_digits", "pin_length", "pin_obvious"})
"""Refusals about the temporary PIN; all others are about the supervisor."""


class ForgottenPage(Page):
    """Four fields; Enter in the last one approves.

    Signals: ``approved(officer, supervisor, pin, temporary)`` as typed, not yet looked at.
    """

    approved = Signal(str, str, str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.officer = OfficerSelect(text("forgotten.officer"))
        self.supervisor = OfficerSelect(text("forgotten.supervisor"))
        self.pin = pin_field(text("forgotten.supervisor_pin"))
        self.temporary = Field(text("forgotten.temporary"), hint=text("forgotten.temporary_hint"))
        self._fields = Column(gap=16)
        for field in (self.officer, self.supervisor, self.pin, self.temporary):
            self._fields.add(field)
        row = Row()
        row.add(self._fields)
        row.stretch()
        self.content.add(TextLabel(text("forgotten.title"), role="display", wrap=True))
        self.content.space(9)
        words = text("forgotten.text", hours=TEMPORARY_PIN_H)
        self.content.add(TextLabel(words, color="muted", wrap=True))
        if desk.store.station.hub:
            self.content.space(8)
            self.content.add(TextLabel(text("forgotten.hub"), color="muted", wrap=True))
        self.content.space(24)
        self.content.add(row)
        self.content.stretch()
        self.pin.line_edit.returnPressed.connect(self.temporary.setFocus)
        self.temporary.line_edit.returnPressed.connect(self.submit)
        self.restyle(current_theme())

    def open(self, officer: str) -> None:
        """Empty, for the officer who was chosen on the page before."""
        self.officer.offer(officers_here(self._desk))
        self.supervisor.offer(supervisors(self._desk))
        if self.officer.select.findData(officer) >= 0:
            self.officer.select.set_key(officer)
        for field in (self.pin, self.temporary):
            field.setText("")
            field.set_error(None)

    def focus_first(self) -> None:
        """The officer."""
        self.officer.select.setFocus()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        for field, words in ((self.pin, "sign_in.pin_empty"), (self.temporary, "forgotten.empty")):
            field.set_error(None if field.text() else text(words))
        missing = next((field for field in (self.pin, self.temporary) if field.error()), None)
        if missing is not None:
            missing.setFocus()
            return
        self.approved.emit(
            self.officer.select.key(), self.supervisor.select.key(), self.pin.text(), self.temporary.text()
        )

    def refuse(self, error: Refused) -> None:
        """What is wrong stands at its field."""
        field = self.temporary if error.code in AT_TEMPORARY else self.pin
        if field is self.pin:
            field.setText("")
        field.set_error(sentence(error).sentence)
        field.setFocus()

    def restyle(self, theme: Theme) -> None:
        """Fields as wide as half the form's."""
        super().restyle(theme)
        if hasattr(self, "_fields"):
            self._fields.setFixedWidth(theme.px(FIELD_WIDTH))
