"""One requirement of the checklist: its state, and while it is selected the letters that set it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.db.queries.counter import ChecklistRow
from counter_app.ui.figures import paper_form
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.chip import StateChip
from counter_app.ui.widgets.drawing import RADIUS, fill_box, smooth
from counter_app.ui.widgets.flow import FlowLabel, Span
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.reason_edit import reason_words
from counter_app.ui.widgets.row_letters import ANSWERS, REASONED, WAIVED, RowLetters, asks
from counter_app.ui.widgets.themed import TextLabel

NUMBER = 24


def is_unanswered(row: ChecklistRow) -> bool:
    """The question of its condition is still open."""
    return bool(row.condition) and row.applies is None


class RequirementRow(Column):
    """A row of 40 px; 64 with a reason, 84 while it is selected.

    Signals: ``state_chosen(str)`` a state that needs no reason; ``reasoned(str, str, str)`` one that does,
    with the reason and the note; ``answered(bool)``; ``moved(int)`` by the arrows; ``pressed()`` by mouse;
    ``grew()`` by the lines for a reason.
    """

    state_chosen = Signal(str)
    reasoned = Signal(str, str, str)
    answered = Signal(bool)
    moved = Signal(int)
    pressed = Signal()
    grew = Signal()

    def __init__(self, row: ChecklistRow, parent: QWidget | None = None) -> None:
        self._is_selected = self._has_hair = False
        self._letters: RowLetters | None = None
        super().__init__(parent=parent)
        self.row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._make_parts()
        self.show_row(row)

    @property
    def letters(self) -> RowLetters:
        """Made when they are wanted for the first time."""
        if self._letters is None:
            self._letters = RowLetters(self)
            self._letters.chosen.connect(self._take)
            self._letters.given.connect(self._give_reason)
            self._letters.cancelled.connect(self._close_edit)
            self.add(self._letters)
            self._letters.setVisible(self._is_selected)
        return self._letters

    def show_row(self, row: ChecklistRow) -> None:
        """Take a fresh reading of the same requirement."""
        self.row = row
        self._show_words()
        self._chip.set_state("unanswered" if is_unanswered(row) else row.state)
        reason = reason_words(row.reason, row.note)
        self._reason.setText(text("checklist.reason", reason=reason) if row.reason else "")
        self.setAccessibleName(f"{row.number}. {self._name.words()}, {self._chip.word()}")
        self._show_parts()

    def select(self, is_selected: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """Show or hide the letters."""
        if is_selected != self._is_selected:
            self._is_selected = is_selected
            if self._letters is not None:
                self._letters.close_edit(self.row)
            self._show_words()
            self._show_parts()

    def set_hair(self, has_hair: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """Draw the hair line below, or not."""
        self._has_hair = has_hair
        self.update()

    def press_letter(self, letter: str) -> bool:
        """Act on a letter; False = it means nothing here."""
        return self.letters.press_letter(self.row, letter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, letters set."""
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Delete if self._may_reopen():
                self.answered.emit(False)
            case _:
                is_plain = event.modifiers() in (
                    Qt.KeyboardModifier.NoModifier,
                    Qt.KeyboardModifier.ShiftModifier,
                )
                if not (is_plain and self.press_letter(event.text())):
                    super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Select by the mouse."""
        self.pressed.emit()

    def event(self, event: QEvent) -> bool:
        """The ground follows the mouse."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and hair line; the parts draw themselves."""
        theme = current_theme()
        painter = smooth(QPainter(self))
        if self._is_selected or self.underMouse():
            color = theme.color("selected" if self._is_selected else "panel")
            fill_box(painter, self.rect().toRectF(), color, theme.px(RADIUS))
        if self._has_hair:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("hair"))

    def _make_parts(self) -> None:
        self._number = TextLabel(str(self.row.number), color="muted")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = FlowLabel()
        self._reopen = Row(gap=6)
        self._reopen.add(KeyHint("Del"))
        self._reopen.add(TextLabel(text("check.applies_not"), color="muted"))
        self._waive = Row(gap=6)
        self._waive.add(KeyHint(text("letter.waived")))
        self._waive.add(TextLabel(text("req.waived"), color="muted"))
        self._chip = StateChip("unchecked")
        self._line = Row(gap=8)
        rest = ((self._reopen, 0), (self._waive, 0), (self._chip, 0))
        for part, stretch in ((self._number, 0), (self._name, 1), *rest):
            self._line.add(
                part, stretch=stretch, align=Qt.AlignmentFlag.AlignVCenter if not stretch else None
            )
        self._reason = TextLabel(color="muted", wrap=True)
        self._reason_row = Row(margins=(36, 0, 8, 9))
        self._reason_row.add(self._reason, stretch=1)
        for row in (self._line, self._reason_row):
            self.add(row)

    def restyle(self, theme: Theme) -> None:
        """Set the width of the number."""
        super().restyle(theme)
        if hasattr(self, "_number"):
            self._number.setFixedWidth(theme.px(NUMBER))

    def _show_words(self) -> None:
        row = self.row
        form = paper_form(row.form, row.copies)
        if is_unanswered(row):
            form = text("check.question", condition=row.condition)
        elif row.condition:
            form = text("find.when", form=form, condition=row.condition)
        name = Span(row.name, "strong" if self._is_selected else "body")
        self._name.set_spans((name, Span(f"  {form}", color="text" if self._is_selected else "muted")))

    def _show_parts(self) -> None:
        has_reason = bool(self.row.reason)
        is_edited = self._letters is not None and self._letters.is_edited()
        may_set = self._is_selected and not is_edited
        self._reopen.setVisible(may_set and self._may_reopen())
        self._waive.setVisible(may_set and self.row.state != WAIVED and not asks(self.row))
        self._reason_row.setVisible(has_reason)
        self._line.set_margins((4, 6, 8, 1 if has_reason else 6))
        if self._is_selected:
            self.letters.show_row(self.row)
        if self._letters is not None:
            self._letters.setVisible(self._is_selected)

    def _may_reopen(self) -> bool:
        return bool(self.row.condition) and self.row.applies is True

    @Slot(str)
    def _take(self, key: str) -> None:
        self.pressed.emit()
        if key in ANSWERS:
            self.answered.emit(key == "applies")
        elif key in REASONED:
            self._open_edit(key)
        else:
            self.state_chosen.emit(key)

    def _open_edit(self, state: str) -> None:
        self.letters.open_edit(self.row, state)
        self._show_parts()
        self.grew.emit()

    @Slot(str, str, str)
    def _give_reason(self, state: str, reason: str, note: str) -> None:
        self._close_edit()
        self.reasoned.emit(state, reason, note)

    @Slot()
    def _close_edit(self) -> None:
        self.letters.close_edit(self.row)
        self.show_row(self.row)
        self.setFocus()
