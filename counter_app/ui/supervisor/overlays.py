"""What is laid over the supervisor's screens: a lock, all keys, the finder, the end of the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import SUPERVISOR_GROUPS, Command, Scene
from counter_app.ui.commands import desk as keys
from counter_app.ui.commands.supervisor import CLOSE_DAY
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.finding import Around, Finding
from counter_app.ui.desk.helping import Helping
from counter_app.ui.reception.away import Away
from counter_app.ui.supervisor.day_closing import DayClosing
from counter_app.ui.widgets.scanner import Scanner


class Overlays(QObject):
    """The pages, in the order in which they lie on each other.

    Signals: ``changed()`` another page is wanted; ``failed(CounterError)`` something could not be read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        acts: DeskActs,
        agency: Callable[[], str],
        scene: Callable[[], Scene],
        away: Away,
    ) -> None:
        super().__init__(window)
        self.away = away
        self.helping = Helping(SUPERVISOR_GROUPS, scene, self)
        self.finding = Finding(desk, Around(SUPERVISOR_GROUPS, agency, scene, _nobody), self)
        self.closing = DayClosing(desk, acts, self)
        self.scanner = Scanner(window, prefix=desk.store.station.scanner_prefix)
        away.left.connect(self.helping.close)
        for over in (away, self.helping, self.finding, self.closing):
            over.changed.connect(self.changed)
        for reading in (self.finding, self.closing):
            reading.failed.connect(self.failed)
        self.scanner.scanned.connect(self.finding.take_scan)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """Each is made when it is seen first."""
        return {
            **self.away.pages(),
            Scene.HELP: self.helping.page,
            Scene.FIND: self.finding.finder,
            Scene.FOUND: self.finding.opened,
            Scene.CLOSING: self.closing.page,
        }

    def runs(self) -> Mapping[str, Callable[[], None]]:
        """Their keys, by the ids of their commands."""
        return {
            **self.away.runs(),
            keys.HELP.id: self.helping.press,
            keys.FIND.id: self.finding.open,
            CLOSE_DAY.id: self.closing.press,
            keys.OPEN_FOUND.id: lambda: self.finding.finder().enter(),
        }

    def scene(self) -> Scene | None:
        """The one on top."""
        over = self.helping.scene() or self.away.scene() or self.finding.scene()
        return over or self.closing.scene()

    def enter(self) -> None:
        """Its first focus."""
        away = self.away.scene()
        if self.helping.scene() is not None:
            self.helping.enter()
        elif away is not None:
            self.away.enter(away)
        elif self.finding.scene() is not None:
            self.finding.enter()
        else:
            self.closing.page().focus_first()

    def close(self) -> bool:
        """Esc closes the one on top; whether there was any."""
        if self.helping.close() or self.away.close():
            return True
        return self.away.scene() is None and (self.finding.close() or self.closing.close())

    def start_over(self) -> None:
        """Another supervisor has the desk: what the former one had opened is closed."""
        self.finding.close()
        self.closing.close()

    def primary(self, scene: Scene) -> tuple[str, Command] | None:
        """Title and command of the rail while one of them is seen."""
        others = {
            Scene.FIND: ("find_all.state", keys.OPEN_FOUND),
            Scene.FOUND: ("found.state", keys.CLOSE),
            Scene.HELP: ("help_page.state", keys.CLOSE),
            Scene.CLOSING: ("closing.day", keys.CLOSE),
        }
        return self.away.primary(scene) or others.get(scene)


def _nobody() -> UUID | None:
    """Nobody is served here."""
    return None
