"""The list of what needs a look: three or four lines, each with at most one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter_app.ui.i18n import text
from counter_app.ui.supervisor.attention import Attention
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row, Rule, scrolling
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel


class AttentionRow(Column):
    """Sign, sentence, detail, button.

    Signals: ``pressed()``.
    """

    pressed = Signal()

    def __init__(self, told: Attention, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.told = told
        self._sign = Sign(told.sign, "warning")
        self._title = TextLabel(role="strong", wrap=True)
        self._detail = TextLabel(color="muted", wrap=True)
        self.button = SecondaryButton("")
        words = Column(gap=2)
        words.add(self._title)
        words.add(self._detail)
        row = Row(gap=14, margins=(1, 12, 0, 12))
        row.add(self._sign, align=Qt.AlignmentFlag.AlignTop)
        row.add(words, stretch=1)
        row.add(self.button, align=Qt.AlignmentFlag.AlignVCenter)
        self.add(row)
        self.add(Rule())
        self.button.clicked.connect(self.pressed)
        self.show_told(told)

    def show_told(self, told: Attention) -> None:
        """The same line with newer words."""
        self.told = told
        self._sign.set_sign(told.sign, "warning")
        self._title.setText(told.title)
        self._detail.setText(told.detail)
        self.button.setVisible(told.subject is not None)
        self.button.set_command(told.act.words if told.act else text("hall.view"))
        self.button.setAccessibleName(f"{self.button.text()}: {told.title}")


class AttentionList(Column):
    """Heading with the count, and the lines; a line that stays keeps its focus.

    Signals: ``pressed(Attention)`` the button of a line.
    """

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: dict[str, AttentionRow] = {}
        self.count = TextLabel(role="section")
        self.nothing = TextLabel(text("hall.nothing"), color="muted", wrap=True)
        head = Row(margins=(0, 0, SCROLL_BAR, 0))
        head.add(TextLabel(text("sup.attention"), role="section"))
        head.stretch()
        head.add(self.count)
        self.add(head)
        self.add(self.nothing)
        self._lines = Column()
        self._lines.stretch()
        self.area = scrolling(self._lines)
        self.add(self.area, stretch=1)

    def rows(self) -> list[AttentionRow]:
        """The lines from top to bottom."""
        return list(self._rows.values())

    def show_told(self, told: Sequence[Attention]) -> None:
        """Take a fresh reading: lines that are over go, new ones come, the others keep their widgets."""
        self.count.setText(str(len(told)) if told else "")
        self.nothing.setVisible(not told)
        self.area.setVisible(bool(told))
        names = [one.name for one in told]
        for name in [name for name in self._rows if name not in names]:
            row = self._rows.pop(name)
            self._lines.box.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, one in enumerate(told):
            self._put(at, one)
        self._rows = {name: self._rows[name] for name in names}

    def share(self) -> int:
        """Of the height that the lists have together; without rows it needs none."""
        return 6 if self._rows else 0

    def unfold(self, is_unfolded: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """As high as its lines at least; else it scrolls."""
        self.area.setMinimumHeight(self._lines.sizeHint().height() + 2 if is_unfolded else 0)

    def _put(self, at: int, told: Attention) -> None:
        row = self._rows.get(told.name)
        if row is None:
            row = self._rows[told.name] = AttentionRow(told)
            row.pressed.connect(self._press)
        elif row.told != told:
            row.show_told(told)
        if self._lines.box.indexOf(row) != at:
            self._lines.box.removeWidget(row)
            self._lines.box.insertWidget(at, row)

    def _press(self) -> None:
        row = self.sender()
        if isinstance(row, AttentionRow):
            self.pressed.emit(row.told)
