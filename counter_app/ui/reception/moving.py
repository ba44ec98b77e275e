"""F7 at the reception: the number that was found goes somewhere else, goes first, or is cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.ui.commands import Scene
from counter_app.ui.desk import move_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.moves import STILL_WAITING, Move, Subject, verb_words
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.move_page import MovePage


class Moving(Overlay):
    """The list of ways over what was found, until one is done or Esc.

    Signals: ``said(str)``; ``ready()`` another way is chosen; ``moved()`` one is done.
    """

    said = Signal(str)
    ready = Signal()
    moved = Signal()

    def __init__(
        self, desk: Desk, acts: DeskActs, subject: Callable[[], Subject | None], parent: QObject | None = None
    ) -> None:
        self.page: Late[MovePage] = Late(self._made)
        super().__init__(Scene.MOVE, self.page, parent)
        self._desk, self._acts = desk, acts
        self._seen = subject
        self._subject: Subject | None = None

    def is_ready(self) -> bool:
        """Whether a way is chosen."""
        return self.page().way() is not None

    def verb(self) -> str:
        """What Enter does."""
        way = self.page().way()
        return text("verb.transfer") if way is None else verb_words(way)

    @Slot()
    def press(self) -> None:
        """F7 opens it; once more, it does what is chosen."""
        if self.scene() is not None:
            if not self.page().press():
                self.said.emit(text("move.choose"))
            return
        subject, actor = self._seen(), self._acts.actor
        if subject is None or actor is None:
            self.said.emit(text("move.nobody"))
        elif subject.state != STILL_WAITING:
            self.said.emit(text("move.too_late", number=subject.number))
        else:
            self._subject = subject
            self._remember_focus()
            self.page().open(subject, "", actor.officer)
            self._lay_over()

    def _made(self) -> MovePage:
        from counter_app.ui.desk.move_page import MovePage  # noqa: PLC0415  see Late

        page = MovePage(self._desk)
        page.wanted.connect(self._move)
        page.selected.connect(self.ready)
        page.closed.connect(self.close)
        return page

    @Slot(object, object)
    def _move(self, way: Move, until_ms: int | None) -> None:
        if self._subject is not None:
            verb = move_verbs.move(self._subject, way, until_ms, self._desk.zone)
            self._acts.run(verb.then(self._done))

    def _done(self) -> None:
        self._subject = None
        self.close()
        self.moved.emit()
