"""The reception while nobody works there: locked, changing hands, a PIN that was forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.ui.commands import Command, Scene, shift
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.idle_watch import IdleWatch
from counter_app.ui.desk.locking import Locking
from counter_app.ui.desk.opening import Opening
from counter_app.ui.desk.page import Page

_PRIMARY: Mapping[Scene, tuple[str, Command]] = {
    Scene.LOCKED: ("lock.state", shift.UNLOCK),
    Scene.SWITCH: ("lock.switch", shift.UNLOCK),
    Scene.PIN_FORGOTTEN: ("forgotten.title", shift.APPROVE),
    Scene.PIN_NEW: ("new_pin.title", shift.KEEP_PIN),
}


class Away(QObject):
    """What is seen in place of the reception.

    Signals: ``changed()`` another page is wanted; ``left()`` the desk is locked from now on.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, desk: Desk, acts: DeskActs, opening: Opening, parent: QObject) -> None:
        super().__init__(parent)
        self._pins = opening.pin_help
        self._opening = opening
        self.locking = Locking(desk, acts, self)
        self.locking.changed.connect(self.changed)
        self.idle = IdleWatch(desk.store.clock, desk.store.site.idle_lock_min, self)
        self.idle.left_alone.connect(self._lock)

    def pages(self) -> Mapping[Scene, Callable[[], Page]]:
        """Each is made when it is seen first."""
        return {
            Scene.LOCKED: self.locking.page,
            Scene.SWITCH: self.locking.page,
            Scene.PIN_FORGOTTEN: self._pins.forgotten_page,
            Scene.PIN_NEW: self._pins.new_page,
        }

    def runs(self) -> Mapping[str, Callable[[], None]]:
        """Its keys, by the ids of their commands."""
        return {
            shift.LOCK.id: self._lock,
            shift.SWITCH.id: self._switch,
            shift.FORGOTTEN.id: self._opening.open_forgotten,
            shift.LANGUAGE.id: self._opening.speak_other,
            shift.UNLOCK.id: lambda: self.locking.page().submit(),
            shift.APPROVE.id: lambda: self._pins.forgotten_page().submit(),
            shift.KEEP_PIN.id: lambda: self._pins.new_page().submit(),
        }

    def scene(self) -> Scene | None:
        """What is to be seen, or None while somebody works here."""
        return self._pins.scene() or self.locking.scene()

    def enter(self, scene: Scene) -> None:
        """The first field."""
        self.pages()[scene]().focus_first()

    def close(self) -> bool:
        """Esc: back from a PIN or a change of officer."""
        return self._pins.close() or self.locking.close()

    def primary(self, scene: Scene) -> tuple[str, Command] | None:
        """Title and command of the rail."""
        return _PRIMARY.get(scene)

    @Slot()
    def _lock(self) -> None:
        self.left.emit()
        self.locking.lock()

    def _switch(self) -> None:
        self.left.emit()
        self.locking.switch()
