"""Who sits down: officer and PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import Refused
from counter_app.ui.commands.desk import CONNECT
from counter_app.ui.commands.shift import FORGOTTEN, LANGUAGE
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.officer_and_pin import OfficerAndPin, officers_here
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.themed import TextLabel


class SignInPage(Page):
    """Two fields; Enter in the second one signs in.

    Signals: ``sign_in_wanted(officer, pin)``; ``connect_wanted()``; ``forgotten()`` somebody's PIN;
    ``language_wanted()`` the other one.
    """

    sign_in_wanted = Signal(str, str)
    connect_wanted = Signal()
    forgotten = Signal()
    language_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.who = OfficerAndPin(officers_here(desk))
        self.officer, self.pin = self.who.officer, self.who.pin
        self.content.add(TextLabel(_title(desk), role="display", wrap=True))
        self.content.space(9)
        self.content.add(TextLabel(text("sign_in.text"), color="muted", wrap=True))
        self.content.space(24)
        row = Row()
        row.add(self.who)
        row.stretch()
        self.content.add(row)
        self.content.space(24)
        self.forgotten_button = SecondaryButton(text(FORGOTTEN.text), FORGOTTEN.key)
        self.forgotten_button.clicked.connect(self.forgotten)
        self.connect_button = SecondaryButton(text(CONNECT.text), CONNECT.key)
        self.connect_button.setVisible(desk.can_connect)
        self.connect_button.clicked.connect(self.connect_wanted)
        self.language_button = SecondaryButton(text(LANGUAGE.text), LANGUAGE.key)
        self.language_button.clicked.connect(self.language_wanted)
        others = Column(gap=8)
        for button in (self.forgotten_button, self.language_button, self.connect_button):
            others.add(button, align=Qt.AlignmentFlag.AlignLeft)
        self.content.add(others)
        self.content.stretch()
        self.who.submitted.connect(self.sign_in_wanted)
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """Where several share the counter the name comes first, unless one of them sat here last."""
        self.who.focus_first()

    def propose(self, officer: str) -> None:
        """Who sat here last sits here again, as a rule; a name that is no longer offered is left out."""
        self.who.propose(officer)

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        self.who.submit()

    def refuse(self, error: Refused) -> None:
        """What is wrong stands at the PIN; the name stays, and seconds to wait count down."""
        self.who.refuse(error)

    def start_afresh(self) -> None:
        """No PIN and no complaint is left standing; officers of a new catalogue are offered."""
        self.who.start_afresh()
        self.who.who.offer(officers_here(self._desk))


def _title(desk: Desk) -> str:
    if desk.is_supervisors:
        return text("hall.sign_in")
    return text("sign_in.title", n=desk.number) if desk.number else text("sign_in.reception")
