"""The person at the counter: wires the serving page to the acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.counter import CurrentTicket
from counter_app.db.queries.drafts import draft
from counter_app.domain.errors import CounterError, Refused
from counter_app.ui.counter.acts import Acts
from counter_app.ui.counter.serving_page import ServingPage
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text


class Serving(QObject):
    """Drafts, checks and papers of the ticket in front.

    Signals: ``failed(CounterError)`` a draft could not be read; ``said(str)`` nothing was done, and why.
    """

    failed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        desk: Desk,
        acts: Acts,
        current: Callable[[], CurrentTicket | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._current = current
        self._told_empty: UUID | None = None
        self.page = ServingPage(desk)
        self.page.draft_typed.connect(acts.keep_draft)
        self.page.draft_wanted.connect(self._read_draft)
        self.page.submit_wanted.connect(self.submit)
        self.page.checklist.checked.connect(self._check)
        self.page.checklist.answered.connect(self._answer)

    @Slot()
    def submit(self) -> None:
        """Ctrl+Enter; on a paper that says all there is, nothing but a word."""
        current = self._current()
        if current is not None and current.is_paper_current and not self.page.fields.is_changed():
            self.said.emit(text("done.already_printed"))
        else:
            self._submit("")

    def finish(self) -> None:
        """F6; what was not printed is submitted first, in the same transaction."""
        current = self._current()
        if current is None:
            return
        if self.page.has_unprinted():
            self._submit(current.number)
        elif self._is_untouched(current) and self._told_empty != current.ticket_id:
            self._told_empty = current.ticket_id
            self.said.emit(text("done.nothing_entered"))
        else:
            self._acts.finish(current.ticket_id, current.number)

    @staticmethod
    def _is_untouched(current: CurrentTicket) -> bool:
        """Papers are asked for, and nobody has begun with them: perhaps F6 was meant for another key."""
        return bool(current.checklist) and current.application_id is None

    def _submit(self, finishing: str) -> None:
        current = self._current()
        if current is not None:
            self._acts.submit(
                current.ticket_id,
                self.page.fields.form(),
                as_written=self.page.is_as_written(),
                finishing=finishing,
                failed=self._refuse,
                done=self.page.take_as_recorded,
            )

    def _refuse(self, error: Refused) -> None:
        """A wrong field is told at the field; papers that nobody looked at are gone to."""
        fields = error.facts.get("fields", ())
        if error.code == "form_incomplete" and isinstance(fields, tuple):
            self.page.show_problems(fields)
            return
        self._acts.refused.emit(error)
        if error.code == "checklist_open":
            self.page.show_problems(())  # the fields were judged first, and they are well
            self.page.go_to_open_paper()

    @Slot(int, str, str)
    def _check(self, number: int, state: str, reason: str) -> None:
        current = self._current()
        if current is not None:
            self._acts.check(current.ticket_id, number, state, reason)

    @Slot(int, bool)
    def _answer(self, number: int, applies: bool) -> None:  # noqa: FBT001 - a Qt slot
        current = self._current()
        if current is not None:
            self._acts.answer_condition(current.ticket_id, number, applies=applies)

    @Slot(object)
    def _read_draft(self, ticket_id: UUID) -> None:
        self._desk.lanes.read(
            lambda store: store.read(lambda connection: draft(connection, ticket_id)),
            partial(self._take_draft, ticket_id),
            self._fail,
        )

    def _take_draft(self, ticket_id: UUID, words: str | None) -> None:
        if self.page.take_draft(ticket_id, words) and self.page.isVisible():
            self.page.focus_first()

    def _fail(self, error: CounterError) -> None:
        self.failed.emit(error)
