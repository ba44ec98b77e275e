"""F2 while somebody is half served: whether to stay, or to finish and call."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.themed import TextLabel


class LeavingPage(Column):
    """What would happen, in sentences; the rail has the two verbs, the safe one with the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(32, 32, 32, 16), parent=parent)
        self.title = TextLabel(role="display", wrap=True)
        self.text = TextLabel(text("leaving.text"), color="muted", wrap=True)
        self.what = TextLabel(wrap=True)
        self.next = TextLabel(wrap=True)
        self.add(self.title)
        self.space(9)
        self.add(self.text)
        self.space(24)
        sentences = Column(gap=8)
        for part in (self.what, self.next):
            sentences.add(part)
        self.add(sentences)
        self.stretch()

    def show_screen(self, screen: CounterScreen, *, will_print: bool) -> None:
        """Of the ticket in front, and of who is next."""
        if screen.current is None:
            return
        number = screen.current.number
        self.title.setText(text("leaving.title", number=number))
        self.what.setText(
            text("leaving.will_print") if will_print else text("leaving.will_end", number=number)
        )
        first = screen.waiting[0] if screen.waiting else None
        self.next.setText(
            text("leaving.next", number=first.number, service=first.service_name)
            if first
            else text("leaving.nobody")
        )
