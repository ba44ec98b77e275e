"""F7's page: the ways on in a list, and beside it what the chosen one means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.service_search import ServiceHit, ServiceSearch
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.moves import (
    Move,
    MoveKind,
    Subject,
    consequence,
    found_rows,
    moves,
    row_of,
    services,
)
from counter_app.ui.desk.two_sides import TwoSides
from counter_app.ui.figures import clock_time
from counter_app.ui.forms.typed_time import soon, today_at, typed_time
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import RowsById
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.choice_row import ChoiceDelegate, ChoiceRow, spoken
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.search_list import SearchList
from counter_app.ui.widgets.themed import TextLabel

MOST_SERVICES = 8
SURE = 0.85
"""Score of a service from which it stands beside other ways that fit the words."""
AWAY_MIN, ROUND_MIN = 15, 5
"""A held person is expected back after so many minutes, at a round time."""


class MovePage(TwoSides):
    """Type, arrows, Enter.

    Signals: ``wanted(Move, object)`` do it, with the ms UTC until which a number is held, or None;
    ``selected()`` another way is chosen; ``closed()``.
    """

    wanted = Signal(object, object)
    selected = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._search: ServiceSearch | None = None
        self._subject: Subject | None = None
        self._offered: list[Move] = []
        self._by_key: dict[str, Move] = {}
        self.list: SearchList[ChoiceRow] = SearchList(
            "", RowsById(identity=lambda row: row.key, words=spoken)
        )
        self.list.set_delegate(ChoiceDelegate(self.list.list))
        self.title = TextLabel(role="section", wrap=True)
        self.text = TextLabel(wrap=True)
        self.until = Field(text("until.label"), hint=text("until.hint"))
        self.why = TextLabel(color="muted", wrap=True)
        about = Column(gap=12)
        about.add(self.title)
        about.add(self.text)
        about.add(self._until_place())
        about.stretch()
        super().__init__(self.list, ((about, 1), (self.why, 0)), parent)
        self.list.searched.connect(self._find)
        self.list.selected.connect(self._show_chosen)
        self.list.entered.connect(self._want)
        self.list.closed.connect(self.closed)

    def _until_place(self) -> Row:
        """As wide as its label and its hint."""
        place = Row()
        place.add(self.until, stretch=3)
        place.add(Column(), stretch=2)
        return place

    def open(self, subject: Subject, why: str, officer: str) -> None:
        """Begin for a number; nothing is typed yet."""
        site, catalogue = self._desk.store.site, self._desk.store.catalogue
        self._subject = subject
        self._offered = moves(subject, site, catalogue, counter=self._desk.number, officer=officer)
        self.why.setText(why)
        self.list.set_title(text("move.title", number=subject.number))
        back_at = soon(self._desk.store.clock(), AWAY_MIN, ROUND_MIN)
        self.until.setText(clock_time(back_at, self._desk.zone))
        self.until.set_error(None)
        self.list.clear()
        self._find("")

    def way(self) -> Move | None:
        """The way that is chosen."""
        row = self.list.row()
        return self._by_key[row.key] if row is not None else None

    def focus_first(self) -> None:
        """The field is where one begins."""
        self.list.field.setFocus()

    def press(self) -> bool:
        """F7 once more: as Enter, but only on a way that somebody looked for or went to; else False."""
        if not self.list.is_chosen():
            return False
        self._want()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, also in the field of the time."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _find(self, words: str) -> None:
        if self._subject is None:
            return
        site, catalogue = self._desk.store.site, self._desk.store.catalogue
        rows = found_rows(words, self._offered, site, catalogue)
        known = list(self._offered)
        if words.strip():
            alike = [hit for hit in self._found(words) if not rows or hit.score >= SURE]
            hits = services(alike, self._subject, site, catalogue)
            rows += [row_of(move, site, catalogue) for move in hits]
            known += hits
        self._by_key = {move.key: move for move in known}
        self.list.show_rows(rows, self._hint(words.strip(), len(rows)))

    def _found(self, words: str) -> tuple[ServiceHit, ...]:
        if self._search is None:  # built at the first search: start-up does not pay for it
            self._search = ServiceSearch(self._desk.store.catalogue)
        return self._search.find(words, MOST_SERVICES)

    @staticmethod
    def _hint(words: str, count: int) -> str:
        if not words:
            return text("move.hint")
        return text("move.found", n=count) if count else text("move.nothing", words=words)

    @Slot()
    def _show_chosen(self) -> None:
        move, subject = self.way(), self._subject
        self.title.setText(move.name if move is not None else "")
        words = consequence(move, subject.number) if move is not None and subject is not None else ""
        self.text.setText(words)
        self.until.setVisible(move is not None and move.kind is MoveKind.PARK)
        self.selected.emit()

    @Slot()
    def _want(self) -> None:
        move = self.way()
        if move is None:
            return
        if move.kind is not MoveKind.PARK or not self.until.text().strip():
            self.wanted.emit(move, None)
            return
        until_ms = self._until()
        if until_ms is not None:
            self.wanted.emit(move, until_ms)

    def _until(self) -> int | None:
        """When the person is expected back; else what is wrong is said at the field."""
        now, zone = self._desk.store.clock(), self._desk.zone
        when = typed_time(self.until.text())
        until_ms = today_at(when, now, zone) if when is not None else None
        if until_ms is not None and until_ms > now:
            self.until.set_error(None)
            return until_ms
        wrong = text("until.wrong") if when is None else text("until.past", now=clock_time(now, zone))
        self.until.set_error(wrong)
        self.until.setFocus()
        return None
