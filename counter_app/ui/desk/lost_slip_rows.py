"""Slips of the day as rows: number, service, when, how many are out, and what has become of the number."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from counter_app.db.queries.lost_slips import GivenSlip
from counter_app.db.queries.waiting import service_name
from counter_app.domain.catalogue import Catalogue
from counter_app.ui.desk.finder_row import FinderRow
from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text

MORE_THAN_ONE = 2
"""So many slips are out already: somebody may stand there with another one."""


def lost_slip_rows(slips: Iterable[GivenSlip], catalogue: Catalogue, zone: ZoneInfo) -> list[FinderRow]:
    """One row a slip; what has ended can't be printed and is drawn so."""
    return [_row(slip, catalogue, zone) for slip in slips]


def hint(typed: str, count: int) -> str:
    """What to type, how many fit, or that none does."""
    if count:
        return text("lost_slip.found", n=count) if typed else text("lost_slip.hint")
    return text("lost_slip.nothing", words=typed) if typed else text("lost_slip.none_yet")


def _row(slip: GivenSlip, catalogue: Catalogue, zone: ZoneInfo) -> FinderRow:
    state = text(f"ticket_state.{slip.state}")
    if slip.counter is not None:
        state = text("find_all.at_counter", state=state, n=slip.counter)
    told = [text("find_all.issued", time=clock_time(slip.issued_at_ms, zone))]
    told.append(service_name(catalogue, slip.service))
    if slip.slips >= MORE_THAN_ONE:
        told.append(text("found.slips", n=slip.slips))
    return FinderRow(
        "ticket",
        slip.ticket_id,
        slip.number,
        " · ".join(told),
        state,
        is_off=slip.state == "finished",
        ticket_id=slip.ticket_id,
    )
