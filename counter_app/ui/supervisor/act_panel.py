"""What can be done about a row of the hall: how it stands, the acts, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

from counter_app.domain.incident import LONGEST_NOTE
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.supervisor.acts import HallAct, Subject, SubjectKey
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.choice_row import ChoiceDelegate, ChoiceRow, spoken
from counter_app.ui.widgets.numbered import Numbered
from counter_app.ui.widgets.reason_edit import EscapableEdit
from counter_app.ui.widgets.row_list import RowList
from counter_app.ui.widgets.themed import TextLabel


class ActPanel(Column):
    """In place of the lists while a row is looked at.

    Signals: ``wanted(HallAct, str, str)`` an act, the code of its reason, a note; ``closed()`` Esc;
    ``reached(QWidget)`` what has the focus now.
    """

    wanted = Signal(object, str, str)
    closed = Signal()
    reached = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self.key: SubjectKey | None = None
        """What it is about; None while it is closed."""
        self._subject: Subject | None = None
        self._act: HallAct | None = None
        self.title = TextLabel(role="section", wrap=True)
        self.facts = TextLabel(color="muted", wrap=True)
        self.label = TextLabel(text("hall.acts"), role="strong", wrap=True)
        self.rows: RowsById[ChoiceRow] = RowsById(identity=lambda row: row.key, words=spoken, parent=self)
        self.list = RowList(text("hall.acts"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.why = Column(gap=8, margins=(0, 0, SCROLL_BAR, 0))
        self.reasons = Numbered("")
        self.note = EscapableEdit()
        self.back = SecondaryButton(text("cmd.back"), "Esc")
        head = Column(gap=4, margins=(0, 0, SCROLL_BAR, 8))
        for part in (self.title, self.facts, self.label):
            head.add(part)
        self.add(head)
        self.add(self.list, stretch=1)
        self.add(self.why)
        foot = Column(margins=(0, 0, SCROLL_BAR, 0))
        foot.add(self.back)
        self.add(foot)
        self.list.entered.connect(self._ask_why)
        self.back.clicked.connect(self.closed)

    def open(self, subject: Subject) -> None:
        """A row was chosen: the first act has the focus."""
        self.key = subject.key
        self._forget_why()
        self.show_subject(subject)
        self._focus()

    def show_subject(self, subject: Subject | None) -> None:
        """A fresh reading of the same row; None = it is gone."""
        if subject == self._subject and subject is not None:
            return
        self._subject = subject
        acts = subject.acts if subject else ()
        if subject is not None:
            self.title.setText(subject.title)
        self.facts.setText("\n".join(subject.facts) if subject else text("hall.gone"))
        self.label.setText(text("hall.acts") if acts else text("hall.no_acts"))
        self.rows.replace([ChoiceRow(act.key, act.words, act.detail) for act in acts])
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if acts else Qt.FocusPolicy.NoFocus)
        if self._act is not None and self._act.key not in {act.key for act in acts}:
            self._forget_why()
            self._focus()

    def close_step(self) -> bool:
        """Esc: from the reasons back to the acts, from there out; whether it is still open."""
        if self._act is not None:
            self._forget_why()
            self._focus()
            return True
        self.key = self._subject = None
        return False

    @Slot()
    def _ask_why(self) -> None:
        """Enter on an act."""
        row: ChoiceRow = self.list.currentIndex().data(ROW_ROLE)
        acts = self._subject.acts if self._subject else ()
        self._act = next((act for act in acts if act.key == row.key), None)
        if self._act is None:
            return
        self.why.clear()
        self.reasons = Numbered(text("hall.reason", act=self._act.words), self._act.reasons)
        self.reasons.accepted.connect(self._accept)
        self.reasons.escaped.connect(self.closed)
        self.why.add(TextLabel(text("hall.reason", act=self._act.words), role="strong", wrap=True))
        self.why.add(self.reasons)
        if self._act.has_note:
            self._offer_note()
        self.why.add(TextLabel(text("hall.reason_hint"), color="muted", wrap=True))
        self.reasons.setFocus()
        self.reached.emit(self.note if self._act.has_note else self.reasons)

    def _offer_note(self) -> None:
        """A line for what the supervisor found out; a digit goes on to it."""
        self.note = EscapableEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        label = TextLabel(text("hall.note"), wrap=True)
        label.setBuddy(self.note)
        self.note.setAccessibleName(label.text())
        self.note.returnPressed.connect(self._accept)
        self.note.escaped.connect(self.closed)
        self.reasons.chosen.connect(self._go_to_note)
        self.why.add(label)
        self.why.add(self.note)

    @Slot()
    def _go_to_note(self) -> None:
        self.note.setFocus()

    @Slot()
    def _accept(self) -> None:
        if self._act is not None and self.reasons.key():
            note = self.note.text().strip() if self._act.has_note else ""
            self.wanted.emit(self._act, self.reasons.key(), note)

    def _forget_why(self) -> None:
        self._act = None
        self.why.clear()

    def _focus(self) -> None:
        """On the first act; on the way back where there is none."""
        if not self.rows.rowCount():
            self.back.setFocus()
            return
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.setFocus()
