"""What the window of a staffed desk is given by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_app.db.store import Store
from counter_app.ui.background import Lanes
from counter_app.ui.connect.hub import HubFinder
from counter_app.ui.desk.authority import CallAuthority
from counter_app.ui.desk.sync_news import SyncNews, hub_notice, sync_words
from counter_app.ui.desk.work_column import WorkColumn
from counter_app.ui.hub_setup.switch import HubSwitch
from counter_app.ui.printer_setup.printers import Printers
from counter_app.ui.supervisor.report_maker import ReportMaker
from counter_app.ui.widgets.status_line import StatusLine


def _nobody_prints() -> None:
    """Stand-in where no print worker runs; the jobs wait in the database."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One counter, or the reception, with its store and its lanes."""

    store: Store
    lanes: Lanes
    number: int
    """Of the counter (loket) that the officer signs in at; 0 = the reception, which serves no queue."""
    papers_waiting: Callable[[], None] = _nobody_prints
    """Wakes the print worker; called on the GUI thread after something was put down for printing."""
    sync: SyncNews | None = None
    """How far the hub is; None = this station has no hub."""
    finder: HubFinder | None = None
    """Asks for a hub to belong to; None = that is not offered here."""
    authority: CallAuthority | None = None
    """Decides who is called, where it is asked; None = this station decides by itself."""
    printers: Printers | None = None
    """Looks at printers and sets them up; None = that is not offered here."""
    site_hub: HubSwitch | None = None
    """Makes this PC the hub of its site; None = that is not offered here."""
    reports: ReportMaker | None = None
    """Makes reports; None = that is not offered here."""

    @property
    def can_connect(self) -> bool:
        """Whether this station may look for a hub: it has none yet, or none that will have it."""
        has_hub = self.sync is not None and self.sync.is_linked and not self.sync.needs_a_person
        return self.finder is not None and not has_hub

    @property
    def asks_hub(self) -> bool:
        """Whether the hub decides who is called here."""
        return self.authority is not None and self.authority.is_asked

    @property
    def is_supervisors(self) -> bool:
        """Whether only supervisors work at this station."""
        return self.store.station.kind == "supervisor"

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.store.site.zone_name)

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters of the queues that this counter serves."""
        return next((one.queues for one in self.store.site.counters if one.number == self.number), ())

    @property
    def agencies(self) -> frozenset[str]:
        """Codes of the agencies whose queues this counter serves."""
        return frozenset(queue.agency for queue in self.store.site.queues if queue.letter in self.letters)

    def show_sync(self, status: StatusLine, work: WorkColumn) -> None:
        """Say how far the hub is; above the work only after the site's limit."""
        is_hub = self.store.station.hub_port > 0
        is_silent = self.site_hub is not None and self.site_hub.is_silent
        said = sync_words(self.sync, self.zone, self.store.clock(), is_hub=is_hub, is_silent=is_silent)
        status.set_sync(said.words, said.sign, said.color)
        work.show_hub(hub_notice(self.sync, self.store.clock(), self.store.site.sync_notice_min))
