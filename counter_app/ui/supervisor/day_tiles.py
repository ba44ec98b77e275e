"""The five figures of a day, each with its n."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter_app.domain.figures import half_up
from counter_app.domain.ticket import TicketPhase
from counter_app.ui.i18n import text
from counter_app.ui.supervisor.day_tables import NONE, DayReading
from counter_app.ui.supervisor.tile import Tile
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row

LIMIT_PERCENT = 10
"""So many of a hundred may wait over the site's limit before the tile is in warning."""


class DayTiles(Column):
    """Tickets, wait, service, complete at the first visit, over the limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=16, margins=(0, 0, SCROLL_BAR, 0), parent=parent)
        self.tickets = Tile(text("day.tickets"))
        self.wait, self.serve = Tile(text("day.wait_median")), Tile(text("day.service_median"))
        self.first, self.over = Tile(text("day.first_visit")), Tile("")
        for tiles in ((self.tickets, self.wait, self.serve), (self.first, self.over)):
            row = Row(gap=16)
            for tile in tiles:
                row.add(tile, stretch=1)
            self.add(row, stretch=len(tiles))

    def show_reading(self, reading: DayReading) -> None:
        """Take a fresh reading."""
        total, first = reading.figures.total, reading.figures.first_time
        served, absent = total.count(TicketPhase.FINISHED), total.count(TicketPhase.NO_SHOW)
        self.tickets.say(str(total.tickets), "", text("day.tickets_sub", n=served, no_show=absent))
        for tile, spread in ((self.wait, total.wait), (self.serve, total.serve)):
            line = text("figures.p90_n", p90=text("day.p90", n=_minutes(spread.p90)), n=spread.n)
            tile.say(_minutes(spread.median), text("figures.minute") if spread.n else "", line)
        _share(self.first, first.percent, text("figures.only_n", n=first.n))
        over, limit = total.over_limit_percent, text("day.limit", n=LIMIT_PERCENT)
        self.over.set_label(text("day.over_limit", n=reading.figures.limit_min))
        line = text("figures.limit_n", limit=limit, n=total.wait.n)
        _share(self.over, over, line, is_over=over is not None and over > LIMIT_PERCENT)


def _minutes(seconds: int | None) -> str:
    return NONE if seconds is None else str(half_up(seconds, 60))


def _share(tile: Tile, percent: int | None, line: str, *, is_over: bool = False) -> None:
    figure, unit = (NONE, "") if percent is None else (str(percent), "%")
    tile.say(figure, unit, line, is_over=is_over)
