"""From a forgotten PIN to one of one's own: approval, temporary PIN, new PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.operations.pins import change_pin, reset_pin
from counter_app.ui.commands import Scene
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.forgotten_page import ForgottenPage
    from counter_app.ui.desk.new_pin_page import NewPinPage


class PinHelp(QObject):
    """Two pages over the one that asks for a PIN.

    Signals: ``changed()`` another scene is wanted; ``said(str)``; ``approved(str)`` the officer who has a
    temporary PIN now.
    """

    changed = Signal()
    said = Signal(str)
    approved = Signal(str)

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._is_forgotten = False
        self._temporary: tuple[str, str] | None = None
        self._go_on: Callable[[str], None] | None = None
        self.forgotten_page = Late(self._made_forgotten_page)
        self.new_page = Late(self._made_new_page)
        acts.seat.must_change.connect(self._must_change)

    def _made_forgotten_page(self) -> ForgottenPage:
        from counter_app.ui.desk.forgotten_page import ForgottenPage  # noqa: PLC0415  see Late

        page = ForgottenPage(self._desk)
        page.approved.connect(self._approve)
        return page

    def _made_new_page(self) -> NewPinPage:
        from counter_app.ui.desk.new_pin_page import NewPinPage  # noqa: PLC0415  see Late

        page = NewPinPage()
        page.chosen.connect(self._change)
        return page

    def scene(self) -> Scene | None:
        """What is to be seen instead of signing in, or None."""
        if self._temporary is not None:
            return Scene.PIN_NEW
        return Scene.PIN_FORGOTTEN if self._is_forgotten else None

    def open(self, officer: str) -> None:
        """Ctrl+R on the first page."""
        self._is_forgotten = True
        self.forgotten_page().open(officer)
        self.changed.emit()

    def close(self) -> bool:
        """Esc: back to where a PIN is asked for."""
        was_open = self._is_forgotten or self._temporary is not None
        self._is_forgotten, self._temporary = False, None
        if was_open:
            self.forgotten_page().open("")
            self.new_page().start_afresh()
            self.changed.emit()
        return was_open

    @Slot(str, str, object)
    def _must_change(self, officer: str, pin: str, go_on: Callable[[str], None]) -> None:
        """A temporary PIN was typed; ``go_on(pin)`` follows with the officer's own."""
        self._temporary, self._go_on = (officer, pin), go_on
        self.new_page().start_afresh()
        self.changed.emit()

    @Slot(str, str, str, str)
    def _approve(self, officer: str, supervisor: str, pin: str, temporary: str) -> None:
        self._acts.ask(
            "approve",
            lambda store: reset_pin(
                store, officer=officer, supervisor=supervisor, pin=pin, temporary=temporary
            ),
            lambda _done: self._is_approved(officer),
            self.forgotten_page().refuse,
        )

    def _is_approved(self, officer: str) -> None:
        name = self.forgotten_page().officer.name()
        self.close()
        self.approved.emit(officer)
        self.said.emit(text("forgotten.done", name=name))

    @Slot(str)
    def _change(self, new: str) -> None:
        if self._temporary is None:
            return
        officer, temporary = self._temporary
        self._acts.ask(
            "change_pin",
            lambda store: change_pin(store, officer=officer, temporary=temporary, new=new),
            partial(self._is_changed, new),
            self.new_page().refuse,
        )

    def _is_changed(self, new: str, _nothing: None) -> None:
        go_on = self._go_on
        self.close()
        if go_on is not None:
            go_on(new)
