"""Why the counter stops for a while: arrows, Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.counter import BREAK_REASONS
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.widgets.radio_list import RadioList
from counter_app.ui.widgets.themed import TextLabel


class BreakPage(Page):
    """The reasons, lunch first.

    Signals: ``break_wanted(str)`` with the reason's code.
    """

    break_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.reasons = RadioList(
            text("break.reason"), [(reason, text(f"break_reason.{reason}")) for reason in BREAK_REASONS]
        )
        self.content.add(TextLabel(text("break.title"), role="display", wrap=True))
        self.content.space(9)
        self.content.add(TextLabel(text("break.text"), color="muted", wrap=True))
        self.content.space(24)
        self.content.add(self.reasons)
        self.content.stretch()
        self.reasons.submitted.connect(self.submit)

    def focus_first(self) -> None:
        """The first reason."""
        self.reasons.choose(BREAK_REASONS[0])
        self.reasons.focus_chosen()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        self.break_wanted.emit(self.reasons.key())
