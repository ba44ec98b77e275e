"""Printer: how it is reached, how wide it is, a trial page, and how it is, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import CounterError, Refused
from counter_app.ui.background import Lanes
from counter_app.ui.commands.printing import TRIAL_PAGE
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.printer_setup.fields import PrinterFields
from counter_app.ui.printer_setup.printers import FOLDER, NONE, USUAL, PrinterChoice, Printers
from counter_app.ui.widgets.boxes import Row
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.notice import NoticeBar, NoticeKind
from counter_app.ui.widgets.themed import TextLabel

T = TypeVar("T")
KINDS: dict[str, NoticeKind] = {"paper_low": "warning"}
"""Of the notice for how a printer is; else "info"."""


class PrinterPage(Page):
    """Enter looks at the printer and keeps it; where it is not there, Enter once more keeps it all the same.

    Signals: ``kept()`` the station's printer is another one now.
    """

    kept = Signal()

    def __init__(self, lanes: Lanes, printers: Printers, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lanes, self._printers = lanes, printers
        self._under_way = 0
        self._place = USUAL
        self._failed_choice: PrinterChoice | None = None
        self.notice = NoticeBar()
        self.fields = PrinterFields()
        self.trial_button = SecondaryButton(text(TRIAL_PAGE.text), TRIAL_PAGE.key)
        buttons = Row(gap=16)
        buttons.add(self.trial_button)
        buttons.stretch()
        self.content.set_gap(16)
        for part in (
            TextLabel(text("printer.title"), role="display", wrap=True),
            TextLabel(text("printer.text"), color="muted", wrap=True),
            self.notice,
            self.fields,
            buttons,
        ):
            self.content.add(part)
        self.content.stretch()
        self.fields.left_by_enter.connect(self.submit)
        self.fields.edited.connect(self._forget)
        self.fields.place_chosen.connect(self.open)
        self.trial_button.clicked.connect(self.try_out)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, wherever the focus is; only the address listens to it itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """How it is reached."""
        self.fields.kind.setFocus()

    @Slot(str)
    def open(self, place: str = USUAL) -> None:
        """Show what the settings say, and how that printer is."""
        self._place = place
        self.fields.place.select.set_key(place)
        choice = self._printers.chosen(place)
        self.fields.fill(choice)
        self._forget()
        if choice.kind in (FOLDER, NONE):
            self._tell_state(choice.kind)
        else:
            self._ask(partial(self._printers.look, choice), self._tell_state)

    @Slot()
    def submit(self) -> None:
        """Enter."""
        choice = self.fields.typed()
        if choice == self._failed_choice:
            self._keep(choice, "")
        else:
            self._ask(partial(self._printers.look, choice), partial(self._keep, choice), choice)

    @Slot()
    def try_out(self) -> None:
        """The trial page, with what stands in the fields; nothing is kept."""
        choice = self.fields.typed()
        self._ask(partial(self._printers.trial, choice), self._tried, choice, saying="printer.printing")

    def _ask(
        self,
        act: Callable[[], T],
        done: Callable[[T], None],
        choice: PrinterChoice | None = None,
        saying: str = "printer.asking",
    ) -> None:
        """One question at a time; an answer to an older one is not told any more."""
        self._under_way += 1
        number = self._under_way
        self.notice.show_notice("info", text(saying), "")
        self._lanes.ask(
            lambda _store: act(),
            lambda outcome: done(outcome) if number == self._under_way else None,
            lambda error: self._fail(error, choice) if number == self._under_way else None,
        )

    def _tell_state(self, state: str) -> None:
        self.notice.show_notice(
            KINDS.get(state, "info"), text(f"printer_state.{state}"), text(f"printer_state_do.{state}")
        )

    def _keep(self, choice: PrinterChoice, state: str) -> None:
        """Who told its state once may not be silent later."""
        answers = state not in ("", "mute")
        kept = (
            replace(choice, thermal=replace(choice.thermal, answers=answers))
            if choice.thermal.link
            else choice
        )
        self._ask(partial(self._printers.keep, self._place, kept), partial(self._tell_kept, state))

    def _tell_kept(self, state: str, _none: None) -> None:
        self._failed_choice = None
        told = text(f"printer_state.{state}") if state else text("printer.kept_unseen")
        self.notice.show_notice(KINDS.get(state, "info"), text("printer.kept"), told)
        self.kept.emit()

    def _tried(self, _none: None) -> None:
        self.notice.show_notice("info", text("printer.tried"), text("printer.tried_do"))

    def _fail(self, error: CounterError, choice: PrinterChoice | None) -> None:
        told = sentence(error)
        if isinstance(error, Refused):
            self.notice.hide()
            self.fields.address.set_error(told.sentence)
            self.fields.address.setFocus()
            return
        self._failed_choice = choice
        how = text("printer.keep_anyway") if choice is not None else ""
        self.notice.show_notice("error", told.title, f"{told.action} {how}".strip())

    @Slot()
    def _forget(self) -> None:
        """Another printer is looked at anew."""
        self._under_way += 1
        self._failed_choice = None
        self.fields.address.set_error(None)
        self.notice.hide()
