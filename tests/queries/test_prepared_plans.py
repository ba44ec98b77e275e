"""Statements that are handed to the driver past Core: every one is answered by an index.

The walk of ``test_query_plans`` listens to Core and hears nothing of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import counter_app.db
import counter_app.operations
from counter_app.db.prepared import Prepared
from counter_app.db.store import Store
from tests.helpers.plans import plan
from tests.helpers.stations import made_store

GROWS = re.compile(
    r"SCAN (ticket|journal|application|print_job|shift|visit|applicant_identity|person_place|other)\b"
    r"(?! USING)"
)
"""A walk through a whole table that grows with every day; not through a partial index, which holds few."""
BY = {
    "operations.print_jobs._OPEN_JOBS": "print_job USING INDEX ix_print_job_open",
    "operations.print_jobs._JOB": "print_job USING INTEGER PRIMARY KEY (rowid=?)",
    "operations.print_jobs._TAKE": "print_job USING INTEGER PRIMARY KEY (rowid=?)",
    "operations.applications._OF_TICKET": "application USING INDEX ix_application_ticket (ticket_id=?)",
    "db.queries.waiting._AT_COUNTER": "ticket USING INDEX ix_ticket_busy (business_day=? AND counter=?)",
    "db.queries.waiting._RECENT": "ticket USING INDEX ix_ticket_called (business_day=? AND queue=?",
    "db.queries.waiting._LAST_RULE": "ticket USING INDEX ix_ticket_called (business_day=? AND queue=?",
    "db.queries.waiting._RETURNS": "ticket USING INDEX ix_ticket_returned (business_day=? AND queue=?",
    "db.projector._STATEMENTS.ticket.one": "ticket USING PRIMARY KEY (id=?)",
}
"""What the statements of every minute are answered by."""


class Anything(dict[str, Any]):
    """A value for every fact that a statement asks for; plans don't depend on them."""

    def __missing__(self, name: str) -> Any:
        return 1 if name in ("most", "limit") else b"\x01"


def modules() -> Iterator[Any]:
    for package in (counter_app.db, counter_app.operations):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in found.name:
                yield importlib.import_module(found.name)


def statements() -> dict[str, Prepared]:
    """Every prepared statement of a station by its place."""
    found: dict[str, Prepared] = {}
    for module in modules():
        place = module.__name__.removeprefix("counter_app.")
        for name, value in vars(module).items():
            for path, statement in _within(name, value):
                found.setdefault(f"{place}.{path}", statement)
    return found


def _within(path: str, value: Any) -> Iterator[tuple[str, Prepared]]:
    if isinstance(value, Prepared):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _within(f"{path}.{key}", inner)
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        for key, inner in value._asdict().items():
            yield from _within(f"{path}.{key}", inner)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = made_store(tmp_path_factory.mktemp("plans") / "station")
    yield made
    made.close()


def plan_of(store: Store, statement: Prepared) -> list[str]:
    return store.read(lambda connection: plan(connection, statement, Anything()))


def test_no_prepared_statement_reads_a_whole_table_that_grows(store: Store) -> None:
    known = statements()

    walks = {name: plan_of(store, statement) for name, statement in known.items()}
    assert len(known) > 25
    assert {name: steps for name, steps in walks.items() if any(map(GROWS.match, steps))} == {}


@pytest.mark.parametrize("name", sorted(BY))
def test_the_statements_of_every_minute_are_answered_by_their_index(store: Store, name: str) -> None:
    assert [step for step in plan_of(store, statements()[name]) if BY[name] in step]
