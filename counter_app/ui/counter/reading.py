"""Reads what the counter window shows."""

from __future__ import annotations

from functools import partial

from counter_app.db.queries.counter import CounterScreen, counter_screen
from counter_app.db.store import Store


def read_counter(store: Store, *, counter: int) -> CounterScreen:
    """The screen of one counter, now."""
    return store.read(
        partial(
            counter_screen, catalogue=store.catalogue, site=store.site, counter=counter, now_ms=store.clock()
        )
    )
