"""After an unclean stop the database is looked over beside the work, and damage is told calmly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Unavailable
from counter_app.ui.background import Lanes

if TYPE_CHECKING:
    from counter_app.ui.counter.window import CounterWindow
    from counter_app.ui.reception.window import ReceptionWindow
    from counter_app.ui.supervisor.window import SupervisorWindow

_JOIN_WITHIN_S = 5.0

StationWindow: TypeAlias = "CounterWindow | ReceptionWindow | SupervisorWindow"
"""The window of a staffed desk."""


@contextmanager
def looked_over(store: Store, lanes: Lanes, window: StationWindow) -> Iterator[None]:
    """Looks while the window is open: nothing after a clean stop, else once to the end.

    A thread of its own, since a large file takes seconds on an old disk and the read lane feeds the screen.
    """
    is_over = threading.Event()
    looking = threading.Thread(target=lambda: _look(store, lanes, window, is_over), name="looking over")
    if store.was_unclean:
        looking.start()
    try:
        yield
    finally:
        is_over.set()
        if looking.ident is not None:
            looking.join(_JOIN_WITHIN_S)


def _look(store: Store, lanes: Lanes, window: StationWindow, is_over: threading.Event) -> None:
    try:
        store.look_over(lambda: not is_over.is_set())
    except Unavailable as damage:
        _tell(damage, lanes, window)


def _tell(damage: Unavailable, lanes: Lanes, window: StationWindow) -> None:
    """By way of the read lane onto the GUI thread, where the window's notice may be touched."""

    def fail(_store: Store) -> None:
        raise damage

    def show(error: CounterError) -> None:
        window.acts.unavailable.emit(error)
        window.acts.succeeded.connect(lambda _act: window.acts.unavailable.emit(error))  # work mends no file

    lanes.read(fail, lambda _nothing: None, show)
