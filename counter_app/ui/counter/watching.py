"""Ctrl+1, 2 and 6 at a counter: the supervisor's screens, for an officer with that role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.store import Store
from counter_app.ui.commands import Command, Scene, desk, papers
from counter_app.ui.commands import supervisor as keys
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.i18n import text
from counter_app.ui.late import Late
from counter_app.ui.supervisor.figuring import Figuring
from counter_app.ui.supervisor.report_screen import ReportScreen
from counter_app.ui.widgets.boxes import Column

if TYPE_CHECKING:
    from counter_app.db.queries.hall import HallScreen
    from counter_app.ui.supervisor.acts import HallAct
    from counter_app.ui.supervisor.hall_page import HallPage


class Watching(Feature):
    """The hall, a day and reports over the work; the rail keeps who is in front."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._scene: Scene | None = None
        self.hall = Late(self._made_hall)
        self.figuring = Figuring(self.desk, lambda: self.acts.actor, self)
        self.reports = ReportScreen(self.desk.reports, self)
        self._places = {scene: Late(Column) for scene in (Scene.HALL, Scene.FIGURES, Scene.REPORTS)}
        self.figuring.failed.connect(context.fail)
        self.figuring.print_wanted.connect(self._print_day)
        self.reports.said.connect(context.say)
        self.reports.crashed.connect(self.desk.lanes.crashed)
        context.left.connect(self._leave)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """Empty until a supervisor looks: no counter pays for them."""
        return self._places

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """A key a screen, Ctrl+P, and the days."""
        return {
            keys.VIEW_HALL: partial(self._view, Scene.HALL),
            keys.VIEW_DAY: partial(self._view, Scene.FIGURES),
            keys.VIEW_REPORTS: partial(self._view, Scene.REPORTS),
            keys.DAY_BEFORE: partial(self.figuring.move, -1),
            keys.DAY_AFTER: partial(self.figuring.move, 1),
            keys.PRINT_REPORT: self._print_day,
        }

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+Enter submits the form that is seen."""
        return {papers.SUBMIT_PAPERS: lambda: self.reports.page().submit()}

    def scene(self) -> Scene | None:
        """While it is open, and who opened it sits here."""
        return self._scene if self._is_supervisors() else None

    def rail(self, facts: RailFacts) -> RailFacts:
        """Nothing is done to the person in front from here."""
        return replace(facts, primary=desk.CLOSE, primary_words=text("closing.back"), secondary=())

    def enter(self) -> None:
        """The screen is filled when it is seen first."""
        place, page = self._places[self.context.scene](), self._page(self.context.scene)
        if place.box.indexOf(page) < 0:
            place.add(page, stretch=1)
        if self.context.scene is Scene.HALL:
            self._read()
            self.hall().focus_first()
        elif self.context.scene is Scene.FIGURES:
            self.figuring.enter()
        else:
            self.reports.enter(self.figuring.day)

    def scene_changed(self) -> None:
        """Where a report is told of."""
        self.reports.is_seen = self.context.scene is Scene.REPORTS

    def show_screen(self, _screen: CounterScreen) -> None:
        """Something was committed."""
        if self.context.scene in (Scene.HALL, Scene.FIGURES):
            self._read()

    def close(self) -> bool:
        """Esc: a step back in the hall, a report that takes long, then the work."""
        if self._scene is Scene.HALL and self.hall().back():
            return True
        return self.reports.reporting.cancel() or self._leave()

    def leave(self) -> None:
        """The window closes."""
        self.reports.reporting.stop()

    @Slot()
    def _leave(self) -> bool:
        was_open, self._scene = self._scene is not None, None
        if was_open:
            self.context.changed.emit()
        return was_open

    def _is_supervisors(self) -> bool:
        actor = self.acts.actor
        return actor is not None and "supervisor" in actor.roles

    def _view(self, scene: Scene) -> None:
        if not self._is_supervisors():
            self.context.say(text("hall.only_supervisor"))
            return
        self._scene = scene
        self.context.changed.emit()

    def _page(self, scene: Scene) -> QWidget:
        pages: dict[Scene, Callable[[], QWidget]] = {
            Scene.HALL: self.hall, Scene.FIGURES: self.figuring.page, Scene.REPORTS: self.reports.page,
        }  # fmt: skip
        return pages[scene]()

    def _made_hall(self) -> HallPage:
        from counter_app.ui.supervisor.hall_page import HallPage  # noqa: PLC0415  see Late

        page = HallPage(self.desk)
        page.wanted.connect(self._do)
        return page

    @Slot(object, str, str)
    def _do(self, act: HallAct, reason: str, note: str) -> None:
        self.acts.run(act.verb(reason, note).then(self._done))

    def _done(self) -> None:
        self.hall().acted()
        self._read()

    @Slot()
    def _print_day(self) -> None:
        self.reports.print_day(self.figuring.day)

    def _read(self) -> None:
        self.desk.lanes.read(_hall, self._take, self.context.fail, topic="hall")

    def _take(self, screen: HallScreen) -> None:
        self.figuring.hear(screen, is_seen=self.context.scene is Scene.FIGURES)
        if self.hall.made is not None:
            self.hall().show_screen(screen)


def _hall(store: Store) -> HallScreen:
    from counter_app.db.queries.hall import hall_screen  # noqa: PLC0415  see Late

    return store.read(
        lambda connection: hall_screen(
            connection, catalogue=store.catalogue, site=store.site, now_ms=store.clock(),
            own_no=store.own.replica_no,
        )
    )  # fmt: skip
