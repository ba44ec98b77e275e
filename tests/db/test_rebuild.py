"""What screens read must be what a rebuild gives; where it is not, the place is named."""

from __future__ import annotations

import pytest

from counter_app.db import rebuild
from counter_app.db.tables import PROJECTIONS, TICKET, VISIT
from tests.helpers.stations import Station, is_clean, issue, serve, show_all_papers, submit, undo


@pytest.fixture
def served(station: Station) -> Station:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    return station


def difference(station: Station) -> str | None:
    return station.ask(rebuild.first_difference)


def spoil(station: Station, statement: str) -> None:
    station.do(lambda work: work.connection.exec_driver_sql(statement))


def test_projections_that_were_folded_entry_by_entry_equal_a_rebuild(served: Station) -> None:
    assert difference(served) is None


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("ticket", "UPDATE ticket SET phase=1"),
        ("ticket", "UPDATE ticket SET fold_seq=fold_seq+1"),
        ("ticket", "UPDATE ticket SET number='B777'"),
        ("visit", "DELETE FROM visit"),
        ("application", "UPDATE application SET status='berkas_lengkap', due_day=20270101"),
        ("applicant_identity", "UPDATE applicant_identity SET full_name='Orang Lain' WHERE full_name<>''"),
        ("day", "UPDATE day SET is_open=0"),
        ("shift", "UPDATE shift SET officer='P04'"),
    ],
)
def test_a_projection_that_somebody_changed_is_named_and_a_rebuild_mends_it(
    served: Station, table: str, statement: str
) -> None:
    spoil(served, statement)

    named = difference(served)

    assert named is not None
    assert named.split()[0] == table
    assert len(named.split()[1]) == 32
    served.store.rebuild()
    assert difference(served) is None


def test_a_row_that_no_entry_speaks_of_is_named(served: Station) -> None:
    spoil(
        served,
        f"INSERT INTO visit SELECT fold_rev, fold_at, fold_replica_no, fold_seq, x'{'07' * 16}',"
        " site, business_day, code, channel, opened_at FROM visit LIMIT 1",
    )

    assert difference(served) == "visit " + "07" * 16


def test_an_anomaly_that_somebody_hid_is_named(served: Station) -> None:
    served.do(
        lambda work: work.record(
            "ticket.started", serve_id(served), {"counter": -1}, officer="P03", business_day=20261123
        )
    )
    assert difference(served) is None

    spoil(served, "DELETE FROM anomaly")

    assert difference(served) == f"anomaly {serve_id(served).hex()}"


def serve_id(station: Station) -> bytes:
    found: bytes = station.ask(lambda connection: connection.execute(TICKET.select()).one().id)
    return found


def test_the_place_that_is_named_is_the_first(served: Station) -> None:
    ids = [served.ask(lambda it: it.execute(VISIT.select()).one().id), issue(served).visit_id.bytes]

    spoil(served, "UPDATE visit SET code='X'")

    assert difference(served) == f"visit {min(ids).hex()}"


def test_a_rebuild_of_nothing_empties_the_projections(station: Station) -> None:
    issue(station)
    spoil(station, "DELETE FROM journal")

    assert station.store.rebuild() == 0

    counts = station.ask(
        lambda connection: [len(connection.execute(table.select()).all()) for table in PROJECTIONS]
    )
    assert counts == [0] * len(PROJECTIONS)


def test_what_was_taken_back_is_rebuilt_as_taken_back(station: Station) -> None:
    undo(station, issue(station).entry)

    station.store.rebuild()

    assert is_clean(station.store)
