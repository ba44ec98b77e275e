"""What the keys of the reception do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from counter_app.domain.entry import EntryRef
from counter_app.operations import papers, sheets, visits
from counter_app.operations.taking_back import TakenBack
from counter_app.operations.visits import IssuedVisit
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.answers import Answer
from counter_app.ui.i18n import text
from counter_app.ui.reception.chosen import ChosenVisit


class ReceptionActs(DeskActs):
    """The acts of the reception; everything printed wakes the printing thread."""

    def issue_visit(self, chosen: ChosenVisit, done: Callable[[IssuedVisit], None]) -> None:
        """F8."""

        def answer(visit: IssuedVisit) -> None:
            self._desk.papers_waiting()
            done(visit)

        self.do(
            "issue",
            partial(visits.issue_visit, services=chosen.services, priority=chosen.priority),
            answer,
        )

    def take_visit_back(self, entries: Sequence[EntryRef], done: Callable[[], None]) -> None:
        """F12 after F8."""

        def answer(back: tuple[TakenBack, ...]) -> Answer:
            done()
            return Answer(text("reception.taken_back", numbers=", ".join(one.number for one in back)))

        self.do("undo", partial(visits.take_visit_back, entries=entries), answer)

    def print_visit_again(self, tickets: Sequence[UUID]) -> None:
        """F9."""

        def answer(count: int) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("reception.printed_again", n=count))

        self.do("print_again", partial(visits.print_visit_again, tickets=tickets), answer)

    def print_again(self, ticket_id: UUID, number: str) -> None:
        """F9 on a ticket that was found."""

        def answer(paper: str) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("done.again", paper=text(f"paper_name.{paper}"), number=number))

        self.do("print_again", partial(papers.print_again, ticket_id=ticket_id), answer)

    def print_sheet(self, service: str) -> None:
        """Ctrl+P."""

        def answer(name: str) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("reception.sheet_printed", service=name))

        self.do("sheet", partial(sheets.print_sheet, service=service), answer)
