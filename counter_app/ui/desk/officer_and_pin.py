"""Two fields that say who somebody is; Enter in the second one submits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from counter_app.domain.catalogue import OfficerAccount
from counter_app.domain.errors import Refused
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

FIELD_WIDTH = 338


def pin_field(label: str) -> Field:
    """A field whose digits nobody can read over a shoulder."""
    field = Field(label)
    field.line_edit.setEchoMode(QLineEdit.EchoMode.Password)
    field.line_edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    return field


class OfficerSelect(Column):
    """The officers by name, labelled."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        words = TextLabel(label)
        self.select = Select(label, [])
        words.setBuddy(self.select)
        self.add(words)
        self.add(self.select)
        self._offered: tuple[OfficerAccount, ...] = ()
        self.restyle(current_theme())

    def offer(self, officers: Sequence[OfficerAccount]) -> None:
        """Names to choose from; the same again changes nothing."""
        if tuple(officers) == self._offered:
            return
        self._offered = tuple(officers)
        self.select.clear()
        for one in officers:
            self.select.addItem(f"{one.name} ({one.code})", one.code)
        self.restyle(current_theme())

    def name(self) -> str:
        """Of who is chosen."""
        return next((one.name for one in self._offered if one.code == self.select.key()), "")

    def restyle(self, theme: Theme) -> None:
        """As wide as half the form."""
        super().restyle(theme)
        if hasattr(self, "select"):
            self.select.setFixedWidth(theme.px(FIELD_WIDTH))


class OfficerAndPin(Column):
    """Name and PIN.

    Signals: ``submitted(officer, pin)``; never with an empty PIN.
    """

    submitted = Signal(str, str)

    def __init__(self, officers: Sequence[OfficerAccount], parent: QWidget | None = None) -> None:
        super().__init__(gap=16, parent=parent)
        self._is_proposed = False
        self._seconds = 0
        self._waiting = QTimer(self)
        self._waiting.setInterval(1000)
        self._waiting.timeout.connect(self._count_down)
        self.who = OfficerSelect(text("sign_in.officer"))
        self.officer = self.who.select
        self.pin = pin_field(text("sign_in.pin"))
        self.add(self.who)
        self.add(self.pin)
        self.who.offer(officers)
        self.pin.line_edit.returnPressed.connect(self.submit)
        self.officer.chosen.connect(self._go_to_pin)
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """Where several share the counter the name comes first, unless one of them was proposed."""
        (self.officer if self.officer.count() > 1 and not self._is_proposed else self.pin).setFocus()

    def propose(self, officer: str) -> None:
        """Choose a name for whoever comes; one that is not offered, or after typing began, is left out."""
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
            self.submitted.emit(self.officer.key(), self.pin.text())
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
        self._is_proposed = False
        self._waiting.stop()
        self.pin.setText("")
        self.pin.set_error(None)

    def restyle(self, theme: Theme) -> None:
        """Fields as wide as half the form's."""
        super().restyle(theme)
        self.setFixedWidth(theme.px(FIELD_WIDTH))

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


def officers_here(desk: Desk) -> list[OfficerAccount]:
    """Who may work here: the reception's, else the agencies of this counter's queues; supervisors last."""
    known = desk.store.site.officers
    here = [one for one in known if _works_here(one, desk) and "supervisor" not in one.roles]
    return here + supervisors(desk)


def supervisors(desk: Desk) -> list[OfficerAccount]:
    """Who may approve."""
    return [one for one in desk.store.site.officers if "supervisor" in one.roles]


def _works_here(account: OfficerAccount, desk: Desk) -> bool:
    if desk.is_supervisors:
        return False
    if not desk.number:
        return "reception" in account.roles
    return "counter" in account.roles and account.agency in desk.agencies
