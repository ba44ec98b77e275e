"""Officers change while somebody is called or sits there: who goes on is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.widgets.radio_list import RadioList
from counter_app.ui.widgets.themed import TextLabel


class InHandPage(Page):
    """Two ways, the one that loses nothing first.

    Signals: ``chosen(str)`` "hand_over" or "put_back".
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title = TextLabel(role="display", wrap=True)
        self.words = TextLabel(color="muted", wrap=True)
        self.ways = RadioList(text("in_hand.choice"))
        self.kept = TextLabel(color="muted", wrap=True)
        for part, room in ((self.title, 9), (self.words, 24), (self.ways, 24), (self.kept, 0)):
            self.content.add(part)
            if room:
                self.content.space(room)
        self.content.stretch()
        self.ways.submitted.connect(self.submit)

    def ask(self, number: str, name: str) -> None:
        """About one ticket, for the officer who takes over."""
        self.title.setText(text("in_hand.title", number=number))
        self.words.setText(text("in_hand.text", name=name, number=number))
        self.kept.setText(text("in_hand.kept", number=number))
        self.ways.offer(
            [("hand_over", text("in_hand.hand_over", name=name)), ("put_back", text("in_hand.put_back"))]
        )

    def focus_first(self) -> None:
        """The way that loses nothing."""
        self.ways.focus_chosen()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        self.chosen.emit(self.ways.key())
