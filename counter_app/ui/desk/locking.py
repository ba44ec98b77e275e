"""Locked, on a break, changing hands: from the key to the officer who goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.shifts import last_officer
from counter_app.domain.errors import CounterError, Refused
from counter_app.operations.actor import Actor
from counter_app.operations.sign_in import InHand
from counter_app.ui.commands import Scene
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.desk.locked import Locked
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.in_hand_page import InHandPage
    from counter_app.ui.desk.lock_page import LockPage


class Locking(QObject):
    """Two pages and what they lead to; no fact of anybody is on them.

    Signals: ``changed()`` another scene is wanted.
    """

    changed = Signal()

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._locked: Locked | None = None
        self._typed: tuple[str, str] | None = None
        self._focus = FocusPlace()
        self.page = Late(self._made_page)
        self.in_hand_page = Late(self._made_in_hand_page)

    def _made_page(self) -> LockPage:
        from counter_app.ui.desk.lock_page import LockPage  # noqa: PLC0415  see Late

        page = LockPage(self._desk)
        page.unlock_wanted.connect(self._unlock)
        return page

    def _made_in_hand_page(self) -> InHandPage:
        from counter_app.ui.desk.in_hand_page import InHandPage  # noqa: PLC0415  see Late

        page = InHandPage()
        page.chosen.connect(self._go_on)
        return page

    def scene(self) -> Scene | None:
        """What is to be seen instead of the work, or None."""
        if self._locked is None or self._acts.actor is None:
            return None
        if self._typed is not None:
            return Scene.IN_HAND
        return Scene.SWITCH if self._locked.kind == "switch" else Scene.LOCKED

    def is_break(self) -> bool:
        """Whether the desk is locked by a break."""
        return self.scene() is Scene.LOCKED and self._locked is not None and self._locked.kind == "break"

    @Slot()
    def lock(self) -> None:
        """Ctrl+L, or nobody touched the desk for long: hidden at once, before anything is read or written."""
        if self._locked is None or self._locked.kind == "switch" or self._typed is not None:
            self._show(Locked("lock"), self._own())

    @Slot(str)
    def rest(self, reason: str) -> None:
        """A break has begun."""
        self._show(Locked("break", reason, self._desk.store.clock()), self._own())

    def switch(self) -> None:
        """Ctrl+G: who took turns here last is proposed."""
        self._show(Locked("switch"), "")
        self._desk.lanes.read(
            lambda store: store.read(
                lambda connection: last_officer(connection, self._desk.number, but=self._own())
            ),
            self.page().who.propose,
            self._ignore,
        )

    def close(self) -> bool:
        """Esc: from the question back to the PIN, from the change of officer back to work."""
        if self._locked is None:
            return False
        if self._typed is not None:
            self._typed = None
        elif self._locked.kind == "switch":
            self._locked = None
        else:
            return False
        self.changed.emit()
        return True

    def _own(self) -> str:
        actor = self._acts.actor
        return actor.officer if actor else ""

    def _show(self, locked: Locked, officer: str) -> None:
        if self._acts.actor is None:
            return
        if self._locked is None:
            self._focus.remember()
        self._locked, self._typed = locked, None
        self.page().show_why(locked, officer)
        self.changed.emit()

    @Slot(str, str)
    def _unlock(self, officer: str, pin: str, in_hand: InHand = "") -> None:
        self._acts.seat.take(officer, pin, in_hand, self._open, partial(self._refuse, officer, pin))

    @Slot(str)
    def _go_on(self, way: str) -> None:
        if self._typed is not None:
            self._unlock(*self._typed, "put_back" if way == "put_back" else "hand_over")

    def _open(self, _actor: Actor) -> None:
        self._locked, self._typed = None, None
        self.page().who.start_afresh()
        self.changed.emit()
        self._focus.go_back()

    def _refuse(self, officer: str, pin: str, error: Refused) -> None:
        self._typed = None
        if error.code == "ticket_in_hand":
            self._typed = officer, pin
            self.in_hand_page().ask(str(error.facts["number"]), self.page().who.who.name())
        else:
            self.page().refuse(error)
        self.changed.emit()

    def _ignore(self, _error: CounterError) -> None:
        """Nobody is proposed, then."""
