"""Keying in paper tickets at any desk: the page, laid over the work until Esc."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.day import open_day_number
from counter_app.db.work import Work
from counter_app.domain.business_day import day_of
from counter_app.domain.errors import Refused
from counter_app.domain.paper_ticket import next_paper_number
from counter_app.operations.actor import Actor
from counter_app.operations.paper_tickets import PaperTicket, record_paper_ticket
from counter_app.ui.commands import Scene
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.desk.paper_form import TIMES, PaperForm, field_of
from counter_app.ui.desk.verb import Verb
from counter_app.ui.figures import clock_time
from counter_app.ui.forms.typed_date import date_as_typed
from counter_app.ui.i18n import text
from counter_app.ui.late import Late
from counter_app.ui.messages import sentence

if TYPE_CHECKING:
    from counter_app.ui.desk.paper_page import PaperPage


@dataclass(frozen=True, slots=True)
class Pile:
    """What was keyed in since the page was opened."""

    count: int = 0
    last: str = ""
    """Number of the newest; empty = none yet."""


class PaperTickets(Overlay):
    """The page and its one act.

    Signals: ``changed()`` the page is wanted, or not any more, or the pile grew; ``failed(CounterError)``.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        self.page: Late[PaperPage] = Late(self._made)
        super().__init__(Scene.PAPER, self.page, parent)
        self._desk = desk
        self._acts = acts
        self.pile = Pile()

    @Slot()
    def open(self) -> None:
        """By Ctrl+K; asks which day is open."""
        self._remember_focus()
        self._desk.lanes.read(
            lambda store: store.read(lambda connection: open_day_number(connection, store.site.code)),
            self._open_on,
            self.failed.emit,
        )

    def submit(self) -> None:
        """The rail's button."""
        self.page().submit()

    def _open_on(self, day: int | None) -> None:
        if day is not None:
            self.pile = Pile()
            self.page().begin(date_as_typed(day_of(day).isoformat()))
            self._lay_over()

    def _made(self) -> PaperPage:
        from counter_app.ui.desk.paper_page import PaperPage  # noqa: PLC0415  see Late

        page = PaperPage(self._desk.store.catalogue, self._desk.zone)
        page.save_wanted.connect(self._save)
        return page

    @Slot(object)
    def _save(self, form: PaperForm) -> None:
        verb = Verb("paper_ticket", partial(_recorded, form=form), partial(self._kept, form))
        self._acts.run(verb, self._refuse)

    def _kept(self, form: PaperForm, made: PaperTicket) -> Answer:
        name = self._desk.store.catalogue.services[form.service].name
        times = "–".join(clock_time(form.times[one], self._desk.zone) for one in TIMES if one in form.times)
        self.pile = Pile(self.pile.count + 1, made.number)
        row = text("paper.row", number=made.number, service=name, times=times)
        self.page().take_next(row, next_paper_number(made.number), self.pile.count)
        self.changed.emit()
        return Answer(text("paper.done", number=made.number, service=name), made.entry)

    def _refuse(self, error: Refused) -> None:
        at = field_of(error)
        if at:
            self.page().show_problems({at: sentence(error).sentence})
        else:
            self._acts.refused.emit(error)


def _recorded(work: Work, actor: Actor, form: PaperForm) -> PaperTicket:
    return record_paper_ticket(
        work,
        actor,
        number=form.number,
        service=form.service,
        issued_at=form.times["issued_at"],
        called_at=form.times.get("called_at"),
        started_at=form.times.get("started_at"),
        finished_at=form.times.get("finished_at"),
        priority=form.priority,
        day=form.day,
    )
