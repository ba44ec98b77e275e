"""Who came along with the applicant, and how somebody signs who cannot write. Asked for only where needed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.applicant import RELATIONS, THUMBPRINT
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

BELOW_EACH_OTHER_FROM = 1.5
"""Zoom from which the form has one column (MOCKS 3)."""


class CompanionFields(Column):
    """Relation and name, and the way of signing; hidden until somebody asks for it.

    Signals: ``edited()`` after each keystroke or choice.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margins=(0, 16, 0, 0))
        relations = [(key, text(f"relation.{key or 'none'}")) for key in ("", *RELATIONS)]
        self.relation = Select(text("companion.relation"), relations)
        self.name = Field(text("companion.name"), prefix=self.relation)
        signs = [("", text("companion.by_hand")), (THUMBPRINT, text("companion.thumbprint"))]
        self.signs = Select(text("companion.signs"), signs)
        label = TextLabel(text("companion.signs"))
        label.setBuddy(self.signs)
        signing = Column(gap=4)
        signing.stretch()
        signing.add(label)
        signing.add(self.signs)
        self._row = Row(gap=24)
        self._row.add(self.name, stretch=1)
        self._row.add(signing)
        self.add(self._row)
        self.relation.chosen.connect(self._after_choice)
        self.signs.chosen.connect(self._after_choice)
        self.name.edited.connect(self.edited)
        self._show_relation()

    def fill(self, relation: str, name: str, signs_with: str) -> None:
        """Put in what was recorded or typed before; anything at all opens it."""
        self.relation.set_key(relation if relation in RELATIONS else "")
        self.name.setText(name)
        self.signs.set_key(signs_with if signs_with == THUMBPRINT else "")
        self._show_relation()
        self.setVisible(bool(relation or name or signs_with))

    def open(self) -> None:
        """Show it and go there."""
        self.show()
        self.relation.setFocus()

    def tab_stops(self) -> list[QWidget]:
        """Everything that can take the focus, in reading order."""
        return [self.relation, self.name.line_edit, self.signs]

    def restyle(self, theme: Theme) -> None:
        """Beside each other, at high zoom below."""
        super().restyle(theme)
        if hasattr(self, "_row"):
            is_narrow = current_theme().zoom >= BELOW_EACH_OTHER_FROM
            way = self._row.box.Direction.TopToBottom if is_narrow else self._row.box.Direction.LeftToRight
            self._row.box.setDirection(way)

    @Slot(str)
    def _after_choice(self, _key: str) -> None:
        self._show_relation()
        self.edited.emit()

    def _show_relation(self) -> None:
        """Nobody came along: no name; what was typed stays for whoever chooses again."""
        self.name.line_edit.setEnabled(bool(self.relation.key()) or bool(self.name.text()))
