"""A PIN that was forgotten: what is asked of a new one, and what the journal tells (never the PIN)."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.errors import Refused
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate

SHORTEST_PIN, LONGEST_PIN = 4, 12
TEMPORARY_PIN_H = 12
"""So long a temporary PIN waits for its officer."""
_STRAIGHT = "01234567890 9876543210"


def check_new_pin(pin: str, former: str = "") -> None:
    """What is asked of a PIN that a person chooses.

    Raises Refused: pin_length (least, most), pin_digits, pin_obvious, pin_same (as ``former``).
    """
    if not (pin.isascii() and pin.isdigit()):
        raise Refused("pin_digits")
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        raise Refused("pin_length", least=SHORTEST_PIN, most=LONGEST_PIN)
    if len(set(pin)) == 1 or pin in _STRAIGHT:
        raise Refused("pin_obvious")
    if pin == former:
        raise Refused("pin_same")


def pin_entity(site: str, officer: str) -> bytes:
    """The same 16 bytes at every station."""
    return hashlib.sha256(f"pin {site} {officer}".encode()).digest()[:16]


class OfficerPinState(NamedTuple):
    """When an officer's PIN was last reset at a station, by whom, and when the officer changed it."""

    id: bytes
    site: str
    officer: str
    reset_at: int | None
    reset_by: str
    changed_at: int | None


def _empty(entity_id: bytes, first: Entry) -> OfficerPinState:
    return OfficerPinState(entity_id, first.site, "", None, "", None)


def _reset(state: OfficerPinState, entry: Entry, facts: Facts) -> OfficerPinState:
    officer = facts.text("officer", limit=8)
    return state._replace(officer=officer, reset_at=entry.at_ms, reset_by=entry.officer, changed_at=None)


def _changed(state: OfficerPinState, entry: Entry, _facts: Facts) -> OfficerPinState:
    return state._replace(officer=entry.officer, changed_at=entry.at_ms)


PIN = Aggregate("pin", _empty, {"pin.reset": _reset, "pin.changed": _changed})
