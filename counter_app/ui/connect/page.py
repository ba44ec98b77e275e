"""Hubungkan loket: address and code of the hub, its fingerprint to compare, the result in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.background import Lanes
from counter_app.ui.connect.hub import FoundHub, HubFinder, NearbyHub
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.themed import TextLabel

T = TypeVar("T")

FIELD_WIDTH = 338
CODE_DIGITS = 6


class ConnectPage(Page):
    """Enter first asks the hub who it is; once its eight characters were compared, Enter connects.

    Signals: ``connected()``; ``closed()`` Enter once more, after that.
    """

    connected = Signal()
    closed = Signal()

    def __init__(self, lanes: Lanes, finder: HubFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lanes = lanes
        self._finder = finder
        self._found: FoundHub | None = None
        self._is_asking = self._is_done = False
        self.address = Field(text("connect.address"), hint=text("connect.address_hint"))
        self.code = Field(text("connect.code"), hint=text("connect.code_hint"))
        self.code.line_edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.notice = NoticeBar()
        self.fingerprint = TextLabel(role="display")
        self._fields = Column(gap=16)
        self._fields.add(self.address)
        self._fields.add(self.code)
        row = Row()
        row.add(self._fields)
        row.stretch()
        self.content.set_gap(16)
        for part in (
            TextLabel(text("connect.title"), role="display", wrap=True),
            TextLabel(text("connect.text"), color="muted", wrap=True),
            row,
            self.fingerprint,
            self.notice,
        ):
            self.content.add(part)
        self.content.stretch()
        self.address.line_edit.returnPressed.connect(self.submit)
        self.code.line_edit.returnPressed.connect(self.submit)
        self.address.edited.connect(self._forget)
        self.restyle(current_theme())
        self._forget()

    def start_afresh(self) -> None:
        """No code and no outcome of an earlier time is left standing."""
        self._is_done = False
        self.code.setText("")
        self._forget()
        self._lanes.read(lambda _store: self._finder.nearby(), self._propose, lambda _error: None)

    def _propose(self, found: tuple[NearbyHub, ...]) -> None:
        """The only hub of this network needs not be typed; of several somebody must say which."""
        if len(found) == 1 and not self.address.text() and self._found is None and not self._is_asking:
            self.address.setText(found[0].address.removeprefix("https://"))
            self.notice.show_notice(
                "info", text("connect.nearby", name=found[0].name), text("connect.nearby_do")
            )
            if not self.code.line_edit.hasFocus():
                self.focus_first()

    def focus_first(self) -> None:
        """The first field that is empty."""
        (self.code if self.address.text() and not self.code.text() else self.address).setFocus()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        if self._is_done:
            self.closed.emit()
        if self._is_done or self._is_asking or self._has_gaps():
            return
        if self._found is None:
            self._ask(partial(self._finder.look, self._address()), self._show_hub)
        else:
            self._ask(partial(self._finder.enrol, self._found, self._digits()), self._connected)

    def restyle(self, theme: Theme) -> None:
        """Fields as wide as half the form's."""
        super().restyle(theme)
        if hasattr(self, "_fields"):
            self._fields.setFixedWidth(theme.px(FIELD_WIDTH))

    def _has_gaps(self) -> bool:
        """What is missing stands at its field; the first one has the focus."""
        is_code = len(self._digits()) == CODE_DIGITS
        self.address.set_error(None if self._address() else text("connect.address_empty"))
        self.code.set_error(None if is_code else text("connect.code_wrong"))
        for field in (self.address, self.code):
            if field.error():
                field.setFocus()
                return True
        return False

    def _address(self) -> str:
        """As typed; without a scheme it is https."""
        typed = self.address.text().strip().rstrip("/")
        return typed if not typed or "://" in typed else f"https://{typed}"

    def _digits(self) -> str:
        return "".join(letter for letter in self.code.text() if letter.isdecimal())

    def _ask(self, act: Callable[[], T], done: Callable[[T], None]) -> None:
        self._is_asking = True
        self.notice.show_notice("info", text("connect.asking"), "")
        self._lanes.read(lambda _store: act(), partial(self._answered, done), self._failed)

    def _answered(self, done: Callable[[T], None], outcome: T) -> None:
        self._is_asking = False
        done(outcome)

    def _show_hub(self, hub: FoundHub) -> None:
        self._found = hub
        self.fingerprint.setText(hub.fingerprint)
        self.fingerprint.setVisible(bool(hub.fingerprint))
        words = text("connect.compare") if hub.fingerprint else text("connect.local")
        self.notice.show_notice("warning", text("connect.found"), words)
        self.code.setFocus()

    def _connected(self, _nothing: object) -> None:
        self.notice.show_notice("info", text("connect.done"), text("connect.done_text"))
        self._is_done = True
        self.connected.emit()

    def _failed(self, error: CounterError) -> None:
        self._is_asking = False
        told = sentence(error)
        self.notice.show_notice("error", told.title, told.action)
        self.code.setFocus()

    @Slot()
    def _forget(self) -> None:
        """Another address is another hub: it is asked and compared again."""
        self._found = None
        self.fingerprint.hide()
        self.notice.hide()
