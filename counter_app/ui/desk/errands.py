"""What a desk asked of a lane and has not heard of yet: each errand once at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.store import Store
from counter_app.db.work import Work
from counter_app.domain.errors import CounterError, Refused
from counter_app.ui.background import Lanes

T = TypeVar("T")
Refuse = Callable[[Refused], None]


class Lane(Protocol):
    """One of ``Lanes``' ways: write, or ask."""

    def __call__(
        self, job: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[CounterError], None]
    ) -> None:
        """Does the job, then calls one of both on the GUI thread."""


class Errands(QObject):
    """Signals: ``unavailable(Unavailable)`` the surroundings kept an errand from being done."""

    unavailable = Signal(object)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._under_way: set[str] = set()
        lanes.crashed.connect(self._let_go)

    def send(
        self,
        name: str,
        job: Callable[[Store], T],
        done: Callable[[T], None],
        refuse: Refuse,
        *,
        lane: Lane | None = None,
        lost: Callable[[], None] | None = None,
    ) -> None:
        """One errand, in the write lane unless another is named; under way already, it is the same wish.

        ``lost`` is called where the surroundings failed, after that was said.
        """
        if name in self._under_way:
            return
        self._under_way.add(name)

        def answer(result: T) -> None:
            self._under_way.discard(name)
            done(result)

        def complain(error: CounterError) -> None:
            self._under_way.discard(name)
            self._tell(error, refuse)
            if lost is not None and not isinstance(error, Refused):
                lost()

        (lane or self._lanes.write)(job, answer, complain)

    def quietly(self, job: Callable[[Work], object]) -> None:
        """What nobody is told of, even where a rule refuses it."""
        self._lanes.write(
            lambda store: store.write(job), lambda _done: None, partial(self._tell, refuse=_swallow)
        )

    def _tell(self, error: CounterError, refuse: Refuse) -> None:
        if isinstance(error, Refused):
            refuse(error)
        else:
            self.unavailable.emit(error)

    @Slot(object)
    def _let_go(self, _mistake: object) -> None:
        self._under_way.clear()


def _swallow(_error: Refused) -> None:
    """A draft or a sign-out that a rule refuses concerns nobody: the ticket is gone or finished."""
