"""The officer puts an own PIN in the place of the temporary one."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import Refused
from counter_app.ui.desk.officer_and_pin import FIELD_WIDTH, pin_field
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.themed import TextLabel


class NewPinPage(Page):
    """Twice the same; Enter in the second field keeps it.

    Signals: ``chosen(str)``.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.new = pin_field(text("new_pin.new"))
        self.new.set_hint(text("forgotten.temporary_hint"))
        self.again = pin_field(text("new_pin.again"))
        self._fields = Column(gap=16)
        self._fields.add(self.new)
        self._fields.add(self.again)
        row = Row()
        row.add(self._fields)
        row.stretch()
        self.content.add(TextLabel(text("new_pin.title"), role="display", wrap=True))
        self.content.space(9)
        self.content.add(TextLabel(text("new_pin.text"), color="muted", wrap=True))
        self.content.space(24)
        self.content.add(row)
        self.content.stretch()
        self.new.line_edit.returnPressed.connect(self.again.setFocus)
        self.again.line_edit.returnPressed.connect(self.submit)
        self.restyle(current_theme())

    def start_afresh(self) -> None:
        """Nothing is left standing."""
        for field in (self.new, self.again):
            field.setText("")
            field.set_error(None)

    def focus_first(self) -> None:
        """The first field."""
        self.new.setFocus()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        if self.new.text() == self.again.text():
            self.chosen.emit(self.new.text())
            return
        self.again.setText("")
        self.again.set_error(text("new_pin.differs"))
        self.again.setFocus()

    def refuse(self, error: Refused) -> None:
        """What is wrong stands at the first field; both are typed anew."""
        self.start_afresh()
        self.new.set_error(sentence(error).sentence)
        self.new.setFocus()

    def restyle(self, theme: Theme) -> None:
        """Fields as wide as half the form's."""
        super().restyle(theme)
        if hasattr(self, "_fields"):
            self._fields.setFixedWidth(theme.px(FIELD_WIDTH))
