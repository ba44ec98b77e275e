"""The desk while nobody works at it: locked, on a break, or about to change hands."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import Refused
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.locked import Locked
from counter_app.ui.desk.officer_and_pin import OfficerAndPin, officers_here
from counter_app.ui.desk.page import Page
from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Row
from counter_app.ui.widgets.themed import TextLabel


class LockPage(Page):
    """Nothing about anybody; name and PIN to go on.

    Signals: ``unlock_wanted(officer, pin)``.
    """

    unlock_wanted = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.title = TextLabel(role="display", wrap=True)
        self.words = TextLabel(color="muted", wrap=True)
        self.who = OfficerAndPin(officers_here(desk))
        self.content.add(self.title)
        self.content.space(9)
        self.content.add(self.words)
        self.content.space(24)
        row = Row()
        row.add(self.who)
        row.stretch()
        self.content.add(row)
        self.content.stretch()
        self.who.submitted.connect(self.unlock_wanted)

    def show_why(self, locked: Locked, officer: str) -> None:
        """Say why, and propose who goes on."""
        self.who.who.offer(officers_here(self._desk))
        self.who.start_afresh()
        self.who.propose(officer)
        self.title.setText(self._title(locked))
        self.words.setText(self._words(locked))

    def focus_first(self) -> None:
        """The PIN, where somebody is proposed."""
        self.who.focus_first()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        self.who.submit()

    def refuse(self, error: Refused) -> None:
        """What is wrong stands at the PIN."""
        self.who.refuse(error)

    def _title(self, locked: Locked) -> str:
        if locked.kind == "switch":
            return text("lock.switch")
        if self._desk.is_supervisors:
            return text("hall.locked")
        if not self._desk.number:
            return text("lock.title_reception")
        return text("lock.break_title" if locked.kind == "break" else "lock.title", n=self._desk.number)

    def _words(self, locked: Locked) -> str:
        if locked.kind == "switch":
            return text("lock.switch_text")
        if locked.kind == "lock":
            return text("lock.text")
        reason = text(f"break_reason.{locked.reason}")
        return text("lock.break_since", reason=reason, time=clock_time(locked.since_ms, self._desk.zone))
