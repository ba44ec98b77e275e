"""Somebody with the hub's database edits, deletes or swaps rows: the chain says which is the first."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from counter_app.db import journal
from tests.helpers.hubs import Centre, drain
from tests.helpers.stations import Station, issue

CHANGES = {
    "a body": ("UPDATE journal SET body = '{}' WHERE seq = 3",),
    "an officer": ("UPDATE journal SET officer = 'P04' WHERE seq = 3",),
    "a time": ("UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 3",),
    "a row less": ("DELETE FROM journal WHERE seq = 3",),
    "two that changed places": (
        "UPDATE journal SET seq = -1 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = 4",
        "UPDATE journal SET seq = 4 WHERE seq = -1",
    ),
}


@pytest.fixture
def filled(centre: Centre, counter_three: Station) -> Centre:
    for _ in range(3):
        issue(counter_three)
    drain(centre.exchange(counter_three.store))
    return centre


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_somebody_changed_at_the_hub_is_named(filled: Centre, change: str) -> None:
    def broken() -> int | None:
        found = journal.first_broken(filled.entries(), filled.ask(journal.heads))
        return None if found is None else found.seq

    assert broken() is None
    for statement in CHANGES[change]:
        filled.hub.write(lambda connection: connection.execute(text(statement)))  # noqa: B023

    assert broken() in (3, 4)
