"""Who sits down: officer and PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from counter_app.domain.catalogue import OfficerAccount
from counter_app.domain.errors import Refused
from counter_app.ui.commands.desk import CONNECT
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

FIELD_WIDTH = 338


class SignInPage(Page):
    """Two fields; Enter in the second one signs in.

    Signals: ``sign_in_wanted(officer, pin)``; ``connect_wanted()``.
    """

    sign_in_wanted = Signal(str, str)
    connect_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_proposed = False
        self._seconds = 0
        self._waiting = QTimer(self)
        self._waiting.setInterval(1000)
        self._waiting.timeout.connect(self._count_down)
        label = TextLabel(text("sign_in.officer"))
        choices = [(one.code, f"{one.name} ({one.code})") for one in _officers(desk)]
        self.officer = Select(text("sign_in.officer"), choices)
        label.setBuddy(self.officer)
        self.pin = Field(text("sign_in.pin"))
        self.pin.line_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.line_edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        who = Column(gap=4)
        who.add(label)
        who.add(self.officer)
        self._fields = Column(gap=16)
        self._fields.add(who)
        self._fields.add(self.pin)
        self.content.add(TextLabel(_title(desk), role="display", wrap=True))
        self.content.space(9)
        self.content.add(TextLabel(text("sign_in.text"), color="muted", wrap=True))
        self.content.space(24)
        row = Row()
        row.add(self._fields)
        row.stretch()
        self.content.add(row)
        self.content.space(24)
        self.connect_button = SecondaryButton(text(CONNECT.text), CONNECT.key)
        self.connect_button.setVisible(desk.can_connect)
        self.connect_button.clicked.connect(self.connect_wanted)
        self.content.add(self.connect_button, align=Qt.AlignmentFlag.AlignLeft)
        self.content.stretch()
        self.pin.line_edit.returnPressed.connect(self.submit)
        self.officer.chosen.connect(self._go_to_pin)
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """Where several share the counter the name comes first, unless one of them sat here last."""
        (self.officer if self.officer.count() > 1 and not self._is_proposed else self.pin).setFocus()

    def propose(self, officer: str) -> None:
        """Who sat here last sits here again, as a rule; a name that is no longer offered is left out."""
        if self.officer.findData(officer) < 0 or self.pin.text():
            return
        self._is_proposed = True
        self.officer.set_key(officer)
        if self.window().focusWidget() is self.officer:
            self.focus_first()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        if self.pin.text():
            self.sign_in_wanted.emit(self.officer.key(), self.pin.text())
        else:
            self._complain(text("sign_in.pin_empty"))

    def refuse(self, error: Refused) -> None:
        """What is wrong stands at the PIN; the name stays, and seconds to wait count down."""
        self._complain(sentence(error).sentence)
        seconds = error.facts.get("seconds", 0)
        self._seconds = seconds if isinstance(seconds, int) else 0
        if self._seconds:
            self._waiting.start()

    def start_afresh(self) -> None:
        """No PIN and no complaint is left standing."""
        self._waiting.stop()
        self.pin.setText("")
        self.pin.set_error(None)

    def restyle(self, theme: Theme) -> None:
        """Fields as wide as half the form's."""
        super().restyle(theme)
        if hasattr(self, "_fields"):
            self._fields.setFixedWidth(theme.px(FIELD_WIDTH))
            self.officer.setFixedWidth(theme.px(FIELD_WIDTH))

    def _complain(self, words: str) -> None:
        self._waiting.stop()
        self.pin.setText("")
        self.pin.set_error(words)
        self.pin.setFocus()

    @Slot()
    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.pin.set_error(sentence(Refused("pin_wait", seconds=self._seconds)).sentence)
        else:
            self._waiting.stop()
            self.pin.set_error(None)

    @Slot()
    def _go_to_pin(self) -> None:
        self._waiting.stop()
        self.pin.set_error(None)
        self.pin.setFocus()


def _title(desk: Desk) -> str:
    return text("sign_in.title", n=desk.number) if desk.number else text("sign_in.reception")


def _officers(desk: Desk) -> list[OfficerAccount]:
    """Who may work here: the reception's, else the agencies of this counter's queues; supervisors last."""
    known = desk.store.site.officers
    here = [one for one in known if _works_here(one, desk) and "supervisor" not in one.roles]
    return here + [one for one in known if "supervisor" in one.roles]


def _works_here(account: OfficerAccount, desk: Desk) -> bool:
    if not desk.number:
        return "reception" in account.roles
    return "counter" in account.roles and account.agency in desk.agencies
