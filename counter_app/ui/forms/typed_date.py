"""Dates as people type them back into a field."""

from __future__ import annotations

from datetime import date


def date_as_typed(iso: str) -> str:
    """``1980-03-31`` as ``31 3 1980``; anything else stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day.month} {day.year}"
