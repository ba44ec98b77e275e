"""How large everything is: each officer's own, also after a restart."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.preferences import STATION, Liking, liking
from counter_app.domain.errors import CounterError
from counter_app.operations.preferences import keep_zoom
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.theme import current_theme
from counter_app.ui.zoom import zoom_by, zoom_normal, zoom_to


class OwnSize(QObject):
    """Zooms a window and remembers it for whoever works there."""

    def __init__(self, desk: Desk, acts: DeskActs, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._acts = acts
        self._window = window
        acts.seat.signed_in.connect(self._bring_back)
        acts.seat.taken_over.connect(self._bring_back)

    def larger(self) -> None:
        """Ctrl and +."""
        zoom_by(self._window, 1)
        self._keep()

    def smaller(self) -> None:
        """Ctrl and −."""
        zoom_by(self._window, -1)
        self._keep()

    def normal(self) -> None:
        """Ctrl and 0."""
        zoom_normal()
        self._keep()

    def _officer(self) -> str:
        return self._acts.actor.officer if self._acts.actor else STATION

    def _keep(self) -> None:
        officer, percent = self._officer(), round(current_theme().zoom * 100)
        self._acts.quietly(lambda work: keep_zoom(work, officer, percent))

    @Slot()
    def _bring_back(self) -> None:
        self._desk.lanes.read(
            lambda store: store.read(partial(liking, officer=self._officer())), self._take, self._ignore
        )

    def _take(self, found: Liking | None) -> None:
        """Who never chose a size goes on with the one that is there."""
        if found is not None:
            zoom_to(self._window.width(), found.zoom_percent / 100)

    def _ignore(self, _error: CounterError) -> None:
        """The size stays as it is."""
