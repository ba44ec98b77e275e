"""What a feature of the counter window is: its pages, its keys, and when it is seen.

How to add one
--------------
1. Its commands: a module in ``ui/commands`` with ``COMMANDS``, named once in ``ui/commands/__init__``; a
   page of its own needs a ``Scene`` there too, and its buttons in ``rail_facts`` (or ``Feature.rail``).
2. A subclass of ``Feature`` in a module of its own, named once in ``features.FEATURES``. Its page is
   ``Late``: made when it is seen first, or ahead of it when nobody presses a key; no start waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.rail_facts import RailFacts


class Feature(QObject):
    """One thing that the window can do. Every method may be left as it is."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.context = context
        self.desk, self.acts, self.frame = context.desk, context.acts, context.frame

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """The pages that it puts into the work column, each asked for when it is seen first (``Late``)."""
        return {}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """What each of its commands does; run only in the command's own scenes."""
        return {}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """What commands mean while one of its pages is seen, before all other features."""
        return {}

    def scene(self) -> Scene | None:
        """The scene that it wants to be seen now; features named earlier go first."""
        return None

    def rail(self, facts: RailFacts) -> RailFacts:
        """What the rail says while one of its pages is seen."""
        return facts

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading; the scene that is seen with it stands in the context."""

    def scene_changed(self) -> None:
        """Another scene is seen from now on, its own or another's."""

    def enter(self) -> None:
        """One of its pages is seen from now on: the first focus, unless it is the rail's primary button."""

    def close(self) -> bool:
        """Esc: close what is transient; whether there was anything."""
        return False

    def leave(self) -> None:
        """The window closes: keep what must not be lost."""
