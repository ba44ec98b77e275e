"""Calls that the hub decides: one question at a time, its key open until it is answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press
from counter_app.ui.desk.authority import Choice
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.errands import Errands, Refuse

_ASKING = "call_next"
"""One question to the hub at a time, whoever is wanted."""


class HubCalls(QObject):
    """Signals: ``lost()`` the hub was asked who is next and did not answer; ``back()`` it answers again."""

    lost = Signal()
    back = Signal()

    def __init__(self, desk: Desk, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._errands = errands
        self._open_keys: dict[Choice, str] = {}
        self._away_since_ms: int | None = None

    @property
    def away_since_ms(self) -> int | None:
        """When it did not answer first; None while it answers."""
        return self._away_since_ms

    @property
    def is_away(self) -> bool:
        """Whether the hub did not answer when it was asked last."""
        return self._away_since_ms is not None

    def ask(self, actor: Actor, choice: Choice, done: Callable[[CalledTicket], None], refuse: Refuse) -> None:
        """One press; after a lost answer the next one has the same key, so that nobody is called twice."""
        authority = self._desk.authority
        if authority is None:
            return
        key = self._open_keys.setdefault(choice, self._desk.store.new_id().hex)
        press = Press(key, choice.number, choice.reason)

        def called(ticket: CalledTicket) -> None:
            self._answered(choice)
            done(ticket)

        def refused(error: Refused) -> None:
            self._answered(choice)
            refuse(error)

        self._errands.send(
            _ASKING, lambda _store: authority.call(actor, press), called, refused,
            lane=self._desk.lanes.ask, lost=self._lose,
        )  # fmt: skip

    def forget(self) -> None:
        """Somebody else is served: whom the hub may have called meanwhile goes back to the front."""
        self._open_keys.clear()

    def heard(self) -> None:
        """The hub was reached, by this way or another."""
        if self._away_since_ms is not None:
            self._away_since_ms = None
            self.back.emit()

    def _answered(self, choice: Choice) -> None:
        self._open_keys.pop(choice, None)
        self.heard()

    @Slot()
    def _lose(self) -> None:
        if self._away_since_ms is None:
            self._away_since_ms = self._desk.store.clock()
        self.lost.emit()
