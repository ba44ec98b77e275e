"""A pile of paper tickets, keyed in one after the other: thirty in a row without the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.db.queries.service_search import ServiceSearch
from counter_app.domain.catalogue import Catalogue
from counter_app.domain.ticket import PRIORITY_CLASSES
from counter_app.ui.desk.page import Page
from counter_app.ui.desk.paper_form import TIMES, Typed, read_form
from counter_app.ui.i18n import text
from counter_app.ui.messages import field_sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

SHORT, LONGER = 172, 240
"""Of a field for a day or a time, and of that for the number; px at 100 %."""
STACKED_FROM = 1.25
"""Zoom from which the times stand two by two."""
MOST_SHOWN = 30
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class PaperPage(Page):
    """The form, and below it what was keyed in.

    Signals: ``save_wanted(PaperForm)``.
    """

    save_wanted = Signal(object)

    def __init__(self, catalogue: Catalogue, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._catalogue = catalogue
        self._zone = zone
        self._search: ServiceSearch | None = None
        self._service = ""
        self._rows: list[str] = []
        self.day = Field(text("paper.day"))
        self.number = Field(text("paper.number"), hint=text("paper.number_hint"))
        self.service = Field(text("paper.service"), hint=text("paper.service_hint"))
        self.times = {name: Field(text(f"paper.{name}"), hint=_hint(name)) for name in TIMES}
        classes = [(key, text(f"priority.{key or 'none'}")) for key in ("", *PRIORITY_CLASSES)]
        self.priority = Select(text("priority.title"), classes)
        self.count = TextLabel(role="section", wrap=True)
        self.kept = Column(gap=4)
        self._lay_out()
        self._connect()

    def begin(self, day: str) -> None:
        """A new pile; ``day`` as people type it."""
        self.day.setText(day)
        for part in (self.number, self.service, *self.times.values()):
            part.setText("")
        self._service = ""
        self.priority.set_key("")
        self._rows = []
        self.kept.clear()
        self.count.setText("")
        self.show_problems({})

    def focus_first(self) -> None:
        """The number; the day is nearly always right."""
        self._go_to(self.number)

    @Slot()
    def submit(self) -> None:
        """Enter in the last field, or the rail's button."""
        typed = Typed(
            self.day.text(),
            self.number.text(),
            self._service,
            self.priority.key(),
            {name: part.text() for name, part in self.times.items()},
        )
        form, problems = read_form(typed, self._zone)
        self.show_problems({name: field_sentence(code, {}) for name, code in problems.items()})
        if form is not None:
            self.save_wanted.emit(form)

    def show_problems(self, sentences: Mapping[str, str]) -> None:
        """Each at its field; the focus goes to the first, everything typed stays."""
        fields = self.fields()
        for name, part in fields.items():
            part.set_error(sentences.get(name))
        wrong = next((part for name, part in fields.items() if name in sentences), None)
        if wrong is not None:
            self._go_to(wrong)

    def take_next(self, row: str, next_number: str, count: int) -> None:
        """One is in the books: the next number of the pile, the same service, empty times."""
        self.count.setText(text("paper.count", n=count))
        self._rows = [row, *self._rows][:MOST_SHOWN]
        self.kept.clear()
        for told in self._rows:
            self.kept.add(TextLabel(told, color="muted", wrap=True))
        self.number.setText(next_number)
        self.priority.set_key("")
        for part in self.times.values():
            part.setText("")
        self.show_problems({})
        self.focus_first()

    def fields(self) -> dict[str, Field]:
        """By the names that problems are told by, in reading order."""
        return {"day": self.day, "number": self.number, "service": self.service, **self.times}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in any field saves, as in every form."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and _submits(event):
            self.submit()
            return True
        return super().eventFilter(watched, event)

    def restyle(self, theme: Theme) -> None:
        """Short fields for short words; at high zoom the times stand two by two."""
        super().restyle(theme)
        if not hasattr(self, "_times"):
            return
        for part in (self.day, *self.times.values()):
            part.setFixedWidth(theme.px(SHORT))
        self.number.setFixedWidth(theme.px(LONGER))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._times.box.setDirection(down if theme.zoom >= STACKED_FROM else across)

    def _lay_out(self) -> None:
        self.content.set_gap(16)
        head = Column(gap=3)
        head.add(TextLabel(text("paper.title"), role="display", wrap=True))
        head.add(TextLabel(text("paper.text"), color="muted", wrap=True))
        self.content.add(head)
        self.content.add(_row(self.day, self.number))
        self.content.add(self.service)
        times = list(self.times.values())
        self._times = Row(gap=24)
        for pair, stretch in ((times[:2], 0), (times[2:], 1)):
            self._times.add(_row(*pair, is_stretched=False), stretch=stretch, align=LEFT)
        self.content.add(self._times)
        place = Column(gap=4)
        label = TextLabel(text("priority.title"))
        label.setBuddy(self.priority)
        place.add(label)
        place.add(self.priority)
        self.content.add(_row(place))
        self.content.add(self.count)
        self.content.add(self.kept)
        self.content.stretch()
        self.restyle(current_theme())

    def _connect(self) -> None:
        fields = list(self.fields().values())
        for part, following in pairwise(fields):
            part.line_edit.returnPressed.connect(partial(self._go_to, following))
        fields[-1].line_edit.returnPressed.connect(self.submit)
        for part in fields:
            part.line_edit.installEventFilter(self)
        self.service.line_edit.textChanged.connect(self._find_service)

    def _go_to(self, part: Field) -> None:
        """What stands there is selected: typing replaces it, Enter keeps it."""
        part.setFocus()
        part.line_edit.selectAll()

    @Slot(str)
    def _find_service(self, words: str) -> None:
        """The best fit is said beside the label; its code can be typed too."""
        code = words.strip().upper()
        if code not in self._catalogue.services:
            if self._search is None:
                self._search = ServiceSearch(self._catalogue)
            hits = self._search.find(words, 1) if words.strip() else ()
            code = hits[0].code if hits and hits[0].score > 0 else ""
        self._service = code
        found = self._catalogue.services.get(code)
        self.service.set_hint(found.name if found else text("paper.service_hint"), is_good=found is not None)


def _submits(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _hint(name: str) -> str:
    return text("paper.time_hint") if name == "issued_at" else text("paper.optional")


def _row(*parts: QWidget, is_stretched: bool = True) -> Row:
    row = Row(gap=24)
    for part in parts:
        row.add(part, align=LEFT)
    if is_stretched:
        row.stretch()
    return row
