"""Who sits at the desk: signing in and out, and taking over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor
from counter_app.operations.sign_in import InHand, sign_in, sign_out, take_seat
from counter_app.ui.desk.errands import Errands, Refuse

_SIGNING_IN = "sign_in"


class Seat(QObject):
    """The officer in whose name everything is done.

    Signals: ``signed_in()``; ``taken_over()`` another officer has the desk; ``signed_out()`` nobody has;
    ``must_change(officer, pin, again)`` the PIN is a temporary one, ``again(pin)`` goes on with another.
    """

    signed_in = Signal()
    taken_over = Signal()
    signed_out = Signal()
    must_change = Signal(str, str, object)

    def __init__(self, number: int, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._errands = errands
        self._actor: Actor | None = None

    @property
    def actor(self) -> Actor | None:
        """Who sits here; nobody before signing in."""
        return self._actor

    def sign_in(self, officer: str, pin: str, failed: Refuse) -> None:
        """Enter on the first page; from then on every act is this officer's."""
        self._errands.send(
            _SIGNING_IN,
            lambda store: sign_in(store, officer=officer, pin=pin, counter=self._number),
            self._begin,
            self._or_change(officer, pin, lambda new: self.sign_in(officer, new, failed), failed),
        )

    def take(
        self, officer: str, pin: str, in_hand: InHand, done: Callable[[Actor], None], failed: Refuse
    ) -> None:
        """Enter on a locked desk: the same officer goes on, or another takes over."""
        former = self._actor
        if former is None:
            return
        self._errands.send(
            _SIGNING_IN,
            lambda store: take_seat(store, former, officer=officer, pin=pin, in_hand=in_hand),
            partial(self._take_over, done),
            self._or_change(officer, pin, lambda new: self.take(officer, new, in_hand, done, failed), failed),
        )

    def leave(self) -> None:
        """The shift has ended: nobody sits here any more."""
        self._actor = None
        self.signed_out.emit()

    def sign_out(self) -> None:
        """The window goes."""
        actor, self._actor = self._actor, None
        if actor is not None:
            self._errands.quietly(lambda work: sign_out(work, actor))

    def _begin(self, actor: Actor) -> None:
        self._actor = actor
        self.signed_in.emit()

    def _take_over(self, done: Callable[[Actor], None], actor: Actor) -> None:
        is_other = self._actor is None or self._actor.officer != actor.officer
        self._actor = actor
        done(actor)
        if is_other:
            self.taken_over.emit()

    def _or_change(self, officer: str, pin: str, again: Callable[[str], None], failed: Refuse) -> Refuse:
        """A temporary PIN is changed first; anything else is refused where it was typed."""

        def refuse(error: Refused) -> None:
            if error.code == "pin_must_change":
                self.must_change.emit(officer, pin, again)
            else:
                failed(error)

        return refuse
