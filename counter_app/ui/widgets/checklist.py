"""The papers of the application in front, one row each, set by one letter a row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from counter_app.db.queries.counter import ChecklistRow
from counter_app.ui.i18n import text
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import LinkButton
from counter_app.ui.widgets.checklist_row import RequirementRow, is_unanswered
from counter_app.ui.widgets.themed import TextLabel

PRESENT = frozenset({"present", "original_shown", "held", "waived"})
"""States that count as there."""

AROUND_SELECTED = 6
"""Free above and below the selected row, for its ring; px at 100 %."""


class Checklist(Column):
    """One tab stop; arrows go from row to row, a letter sets the state and steps on.

    Signals: ``checked(number, state, reason, note)``; ``answered(number, applies)``; ``rebuilt()`` other
    rows.
    """

    checked = Signal(int, str, str, str)
    answered = Signal(int, bool)
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: dict[int, RequirementRow] = {}
        self._places: dict[int, Column] = {}
        self._current = 0
        self._shows_all = False
        head = Row()
        head.add(TextLabel(text("checklist.title"), role="section"))
        head.stretch()
        self.count = TextLabel(color="muted")
        head.add(self.count)
        self._list = Column()
        self.off = TextLabel(color="muted")
        self.view = LinkButton(text("cmd.view"))
        self.view.clicked.connect(self._show_all)
        foot = Row(gap=8, margins=(0, 10, 0, 0))
        foot.add(self.off)
        foot.add(self.view)
        foot.stretch()
        self._foot = foot
        self.add(head)
        self.space(8)
        self.add(self._list)
        self.add(foot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def show_rows(self, rows: tuple[ChecklistRow, ...]) -> None:
        """Take a fresh reading; rows keep their place, selection and what is typed in them."""
        if tuple(self._rows) != tuple(row.number for row in rows):
            self._make_rows(rows)
            self.rebuilt.emit()
        for row in rows:
            self._rows[row.number].show_row(row)
        applying = [row for row in rows if row.applies is not False]
        here = sum(1 for row in applying if row.state in PRESENT)
        self.count.setText(text("checklist.count", n=here, total=len(applying)))
        self.off.setText(text("checklist.conditional_off", n=len(rows) - len(applying)))
        self._foot.setVisible(len(applying) < len(rows))
        self._leave_hidden_row()
        self._arrange()

    def start_afresh(self) -> None:
        """Another person's papers: nothing selected, nothing unfolded."""
        self._make_rows(())
        self._shows_all = False

    def tab_stops(self) -> list[QWidget]:
        """Everything that can take the focus, in reading order."""
        return [*self._rows.values(), self.view]

    def focus_open(self) -> None:
        """Go to the first row that nobody looked at, else to the first."""
        seen = self._seen()
        opened = [row for row in seen if is_unanswered(row.row) or row.row.state == "unchecked"]
        for row in (opened or seen)[:1]:
            row.setFocus()

    def go_to(self, number: int) -> None:
        """Select a row; KeyError for a number that is not here."""
        self._rows[number].setFocus()

    def row(self, number: int) -> RequirementRow:
        """The row of a requirement; KeyError for a number that is not here."""
        return self._rows[number]

    def _make_rows(self, rows: tuple[ChecklistRow, ...]) -> None:
        self._list.clear()
        self._rows, self._places, self._current = {}, {}, 0
        for row in rows:
            made = RequirementRow(row)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            number = row.number
            made.state_chosen.connect(partial(self._check, number))
            made.reasoned.connect(partial(self._check_for, number))
            made.answered.connect(partial(self._answer, number))
            made.moved.connect(partial(self._move, number))
            made.pressed.connect(partial(self.go_to, number))
            made.grew.connect(partial(self._bring_into_sight, made))
            place = Column()
            place.add(made)
            self._list.add(place)
            self._rows[number], self._places[number] = made, place

    def _seen(self) -> list[RequirementRow]:
        return [row for row in self._rows.values() if self._shows_all or row.row.applies is not False]

    def _arrange(self) -> None:
        """Who is in sight, who is selected, where hair lines stand, and which row Tab reaches."""
        seen = self._seen()
        numbers = [row.row.number for row in seen]
        stop = self._current if self._current in numbers else self._first_open(seen)
        for at, row in enumerate(seen):
            is_selected = row.row.number == self._current
            below = seen[at + 1] if at + 1 < len(seen) else None
            row.select(is_selected)
            row.set_hair(not is_selected and (below is None or below.row.number != self._current))
            around = AROUND_SELECTED if is_selected else 0
            self._places[row.row.number].set_margins((0, around if at else 0, 0, around))
            is_stop = row.row.number == stop
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
        for number, place in self._places.items():
            place.setVisible(number in numbers)

    def _first_open(self, seen: list[RequirementRow]) -> int:
        opened = [row for row in seen if is_unanswered(row.row) or row.row.state == "unchecked"]
        return next((row.row.number for row in opened or seen), 0)

    def _leave_hidden_row(self) -> None:
        """A row that goes out of sight hands the focus to its neighbour, never to another column."""
        numbers = [row.row.number for row in self._seen()]
        if not self._current or self._current in numbers or not numbers:
            return
        before = [number for number in numbers if number < self._current]
        self.go_to(before[-1] if before else numbers[0])

    def _check(self, number: int, state: str) -> None:
        self.checked.emit(number, state, "", "")
        self._step(number, 1)

    def _check_for(self, number: int, state: str, reason: str, note: str) -> None:
        self.checked.emit(number, state, reason, note)
        self._step(number, 1)

    def _answer(self, number: int, applies: bool) -> None:  # noqa: FBT001 - a Qt slot
        if not applies:  # before the answer takes the row out of sight
            self._step(number, 1)
        self.answered.emit(number, applies)

    def _move(self, number: int, by: int) -> None:
        self._step(number, by)

    def _step(self, number: int, by: int) -> None:
        numbers = [row.row.number for row in self._seen()]
        at = numbers.index(number) + by
        if 0 <= at < len(numbers):
            self.go_to(numbers[at])

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The selected row is the one with the focus; none while the focus is elsewhere."""
        if new is None or not self.isVisible():
            return
        inside = next((n for n, row in self._rows.items() if new is row or row.isAncestorOf(new)), 0)
        if inside != self._current:
            self._current = inside
            self._arrange()
            if inside:
                self._bring_into_sight(self._rows[inside])

    def _bring_into_sight(self, row: RequirementRow) -> None:
        widget: QWidget | None = row
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        if widget is not None:
            QApplication.sendPostedEvents(None, 0)
            widget.ensureWidgetVisible(row, 0, current_theme().px(16))

    @Slot()
    def _show_all(self) -> None:
        self._shows_all = not self._shows_all
        self._arrange()
