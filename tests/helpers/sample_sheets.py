"""Requirement sheets of the real catalogue: an ordinary one, the longest, an unverified, an English one."""

from __future__ import annotations

from counter_app.db.queries.paper_facts import Printing
from counter_app.db.queries.papers import SheetPaper
from counter_app.db.queries.sheet_facts import sheet_facts
from counter_app.domain.catalogue import Service
from tests.helpers.stations import ScriptedClock, catalogue, hall


def sheet(code: str, language: str = "id") -> SheetPaper:
    """What the reception prints for a service."""
    printing = Printing(catalogue(), hall(), 0, language, "Resepsionis Contoh", 1, ScriptedClock().now_ms)
    return sheet_facts(code, printing)


def sample_sheets() -> dict[str, SheetPaper]:
    """By the name of its picture."""
    services = catalogue().services.values()
    chosen: dict[str, Service] = {
        "sheet-longest-name": max(services, key=lambda one: len(one.name)),
        "sheet-most-papers": max(services, key=lambda one: len(one.requirements)),
        "sheet-unverified": next(one for one in services if not one.is_fee_verified),
    }
    found = {name: sheet(service.code) for name, service in chosen.items()}
    return {"sheet": sheet("B02"), **found, "sheet-english": sheet("B06", "en")}
