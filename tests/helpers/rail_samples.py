"""Screens as frozen rows, for what the rail says about them."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from counter_app.db.queries.counter import CounterScreen, CurrentTicket, ServedRow
from counter_app.ui.commands import Scene

ZONE = ZoneInfo("Asia/Makassar")
NOON_MS = 1_795_492_800_000
"""Some noon in Atambua."""


def ticket(state: str, *, priority: str = "", service: str = "B06") -> CurrentTicket:
    """Issued 17 minutes ago, called 6 minutes ago, started at once."""
    return CurrentTicket(
        ticket_id=UUID(int=1),
        visit_id=UUID(int=2),
        application_id=None,
        number="B012",
        service_code=service,
        state=state,
        priority=priority,
        issued_at_ms=NOON_MS - 17 * 60_000,
        called_at_ms=NOON_MS - 6 * 60_000,
        times_called=1,
        rule="regular",
        started_at_ms=NOON_MS - 6 * 60_000 if state == "serving" else None,
        applicant=None,
        checklist=(),
        application_state="",
        is_paper_current=False,
        printed=(),
    )


def screen(current: CurrentTicket | None, served: tuple[ServedRow, ...] = ()) -> CounterScreen:
    return CounterScreen("2026-11-23", NOON_MS, current, (), served, len(served), None, "", 0)


SERVED = ServedRow(UUID(int=3), "B026", "Kartu Identitas Anak (KIA)", "receipt_printed", 0, 420, NOON_MS)

SCREENS: dict[tuple[Scene, str], CounterScreen | None] = {
    (Scene.SIGN_IN, "nothing"): None,
    (Scene.DAY, "nothing"): None,
    (Scene.IDLE, "first"): screen(None),
    (Scene.IDLE, "later"): screen(None, (SERVED,)),
    (Scene.CALLED, "plain"): screen(ticket("called")),
    (Scene.SERVING, "priority"): screen(ticket("serving", priority="pregnant")),
    (Scene.SEARCH, "idle"): screen(None),
    (Scene.SEARCH, "serving"): screen(ticket("serving")),
}
