"""A verb of a desk: one operation, and the sentence told after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from counter_app.db.work import Work
from counter_app.operations.actor import Actor
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.authority import Choice

T = TypeVar("T")
Act = Callable[[Work, Actor], T]


@dataclass(frozen=True, slots=True)
class Verb(Generic[T]):
    """One operation with what is told after it."""

    name: str
    """The same name pressed again before the answer came is the same wish."""
    act: Act[T]
    answer: Callable[[T], Answer | None]
    choice: Choice | None = None
    """What the hub is asked in place of the operation, where it decides who is called."""

    def then(self, done: Callable[[], None]) -> Verb[T]:
        """The same, and ``done`` is called on the GUI thread before its sentence is told."""

        def answer(result: T) -> Answer | None:
            done()
            return self.answer(result)

        return Verb(self.name, self.act, answer, self.choice)
