"""The hub is away and nobody is in front: serve whoever stands here, also with a number not known here."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.queries.service_search import ServiceSearch
from counter_app.ui.counter.history import History
from counter_app.ui.counter.standing_here import StandingHere
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.service_hit_row import HitRow
from counter_app.ui.widgets.service_search_list import ServiceSearchList
from counter_app.ui.widgets.themed import TextLabel

STEPS = 3
MOST_HITS = 12
_STEPS_UP_TO = 1.25
"""At higher zoom the steps give their room to the list; the notice says enough."""


class PresencePage(Column):
    """What has happened, what to do, and the officer's day; for an unknown number its services.

    Signals: ``service_wanted(str)`` Enter on a service (code); ``left()`` Esc among the services.
    """

    service_wanted = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(margins=(32, 32, 32 - SCROLL_BAR, 16), parent=parent)
        self._agencies = desk.store.catalogue.agencies
        self._search = ServiceSearch(desk.store.catalogue)
        self._here = StandingHere("")
        self.notice = NoticeBar()
        self.history = History(desk.zone)
        self.services = ServiceSearchList()
        self._steps = Column(gap=12, margins=(0, 24, 0, 0))
        self._steps.add(TextLabel(text("away.how"), role="section", wrap=True))
        for step in range(1, STEPS + 1):
            line = Row(gap=16)
            line.add(TextLabel(str(step), color="muted", role="strong"))
            line.add(TextLabel(text(f"away.step_{step}"), wrap=True), stretch=1)
            self._steps.add(line)
        above = Column(margins=(0, 0, SCROLL_BAR, 24))
        above.add(self.notice)
        above.add(self._steps)
        self.add(above)
        self.add(self.services, stretch=1)
        self.add(self.history, stretch=1)
        self.services.searched.connect(self._find)
        self.services.entered.connect(self._want)
        self.services.closed.connect(self.left)
        self.services.hide()
        self.restyle(current_theme())

    def show_away(self, since: str) -> None:
        """Since when the hub has not answered ("10.41")."""
        self.notice.show_notice("warning", text("away.title", time=since), text("away.text"))

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading."""
        self.history.show_screen(screen)

    def show_here(self, here: StandingHere) -> None:
        """The services of an unknown number, in place of the day; what was looked for stays."""
        is_other = here.services != self._here.services
        self._here = here
        self.services.setVisible(here.is_unknown)
        self.history.setVisible(not here.is_unknown)
        self._arrange()
        if here.is_unknown:
            self.services.set_title(text("presence.which", number=here.number))
            if is_other:
                self.services.field.clear()
                self._find("")

    def restyle(self, theme: Theme) -> None:
        """Steps where there is room for them."""
        super().restyle(theme)
        if hasattr(self, "_steps"):
            self._arrange()

    def _arrange(self) -> None:
        self._steps.setVisible(current_theme().zoom < _STEPS_UP_TO and not self._here.is_unknown)

    @Slot(str)
    def _find(self, words: str) -> None:
        own = {service.code: service for service in self._here.services}
        rows = [HitRow(service, self._agency(service.agency), ()) for service in own.values()]
        if words.strip():
            hits = [
                hit for hit in self._search.find(words, len(self._agencies) * MOST_HITS) if hit.code in own
            ]
            rows = [HitRow(own[hit.code], self._agency(own[hit.code].agency), hit.spans) for hit in hits]
        found = text("presence.hint") if rows else text("find.nothing", words=words.strip())
        self.services.show_rows(rows, found)

    def _agency(self, code: str) -> str:
        agency = self._agencies.get(code)
        return agency.short if agency else code

    @Slot()
    def _want(self) -> None:
        if self.services.code():
            self.service_wanted.emit(self.services.code())
