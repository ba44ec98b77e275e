"""Pages that no start waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

P = TypeVar("P", bound=QWidget)


class Late(Generic[P]):
    """A page that is made when it is asked for the first time: ``page = Late(make)``, then ``page()``.

    Import the page's module in ``make``: loading it costs as much as making it.
    """

    def __init__(self, make: Callable[[], P]) -> None:
        self._make = make
        self._made: P | None = None

    def __call__(self) -> P:
        """The page, the same each time."""
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def made(self) -> P | None:
        """The page, if anybody has asked for it."""
        return self._made
