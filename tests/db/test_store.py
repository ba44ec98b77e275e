"""One transaction a piece of work: all of it or nothing, on the disk when it answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import get_ident

import pytest
from sqlalchemy import func, select

from counter_app.db import journal, rebuild
from counter_app.db.store import open_store
from counter_app.db.tables import CATALOGUE_VERSION, TICKET
from counter_app.db.work import Work
from counter_app.domain.business_day import DAY, day_entity
from counter_app.domain.errors import Refused
from counter_app.operations.issuing import issue_ticket
from tests.helpers.stations import (
    Station,
    call_next,
    close_day,
    entries,
    failure,
    finish,
    is_clean,
    issue,
    kinds,
    made_store,
    print_all,
    refusal,
    reopened,
    scripted_sources,
    serve,
    show_all_papers,
    site,
    start,
    submit,
)


def test_what_was_written_is_there_after_a_restart(station: Station) -> None:
    serve(station)
    before = entries(station.store)

    after = reopened(station)

    assert entries(after.store) == before
    assert call_count(after) == 1
    assert is_clean(after.store)
    after.store.close()


def call_count(station: Station) -> int:
    return sum(
        row.times_called for row in station.ask(lambda connection: connection.execute(TICKET.select()).all())
    )


def test_nothing_is_kept_of_work_that_was_refused_at_its_end(station: Station) -> None:
    before = entries(station.store)

    def refused_late(work: Work) -> None:
        issue_ticket(work, station.actor, service="B02")
        raise Refused("never")

    assert refusal(lambda: station.do(refused_late)).code == "never"
    assert entries(station.store) == before
    assert issue(station).number == "B001"


def test_nothing_is_kept_of_work_that_broke(station: Station) -> None:
    before = entries(station.store)

    def broken(work: Work) -> None:
        issue_ticket(work, station.actor, service="B02")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        station.do(broken)

    assert entries(station.store) == before
    assert is_clean(station.store)


def test_work_sees_what_it_recorded_itself(station: Station) -> None:
    def opens(work: Work) -> list[object]:
        day = day_entity("BLU", 20270101)
        seen = [work.state(DAY, day)]
        work.record("day.opened", day, {}, officer="P03", business_day=20270101)
        seen.append(work.state(DAY, day).is_open)
        work.record("day.closed", day, {}, officer="P03", business_day=20270101)
        return [*seen, work.state(DAY, day).is_open]

    assert station.do(opens) == [None, True, False]
    assert [entry.rev for entry in entries(station.store)[-2:]] == [1, 2]
    assert is_clean(station.store)


def test_an_entry_knows_how_many_came_before_it_of_its_own_kind_of_thing(station: Station) -> None:
    called = serve(station)
    finish(station, called.ticket_id)

    revs = [entry.rev for entry in entries(station.store) if entry.entity_id == called.ticket_id.bytes]
    assert revs == [1, 2, 3, 4]


def test_the_log_has_no_gaps_and_every_entry_hangs_on_the_one_before(station: Station) -> None:
    serve(station)
    close_day(station)

    assert [entry.seq for entry in entries(station.store)] == list(range(1, len(entries(station.store)) + 1))
    assert (
        station.ask(
            lambda connection: journal.first_broken(
                journal.all_entries(connection), journal.heads(connection)
            )
        )
        is None
    )


def test_salts_are_never_used_twice(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)

    salts = [salt for entry in entries(station.store) for salt in (entry.salt_b, entry.salt_p) if salt]

    assert len(salts) > len(entries(station.store))
    assert len(set(salts)) == len(salts)


def test_who_listens_hears_once_a_commit_what_changed(station: Station) -> None:
    heard: list[tuple[frozenset[str], int]] = []
    station.store.subscribe(lambda changed: heard.append((changed, get_ident())))

    issued = issue(station)
    call_next(station)
    start(station, issued.ticket_id)

    assert heard == [
        (frozenset({"visit", "ticket", "print_job"}), get_ident()),
        (frozenset({"ticket"}), get_ident()),
        (frozenset({"ticket"}), get_ident()),
    ]


def test_who_listens_hears_nothing_of_work_that_was_refused(station: Station) -> None:
    heard: list[frozenset[str]] = []
    station.store.subscribe(heard.append)

    refusal(lambda: issue(station, "Z99"))

    assert heard == []


def test_who_listens_can_read_what_was_just_committed(station: Station) -> None:
    counts: list[int] = []
    station.store.subscribe(lambda _changed: counts.append(len(entries(station.store))))
    before = len(entries(station.store))

    issue(station)

    assert counts == [before + 2]


def test_the_catalogue_comes_back_from_the_database(station: Station) -> None:
    catalogue, layout = station.store.catalogue, station.store.site

    after = reopened(station)

    assert (after.store.catalogue, after.store.site) == (catalogue, layout)
    assert layout == site()
    after.store.close()


def test_the_same_catalogue_taken_twice_is_kept_once(station: Station) -> None:
    versions = select(func.count()).select_from(CATALOGUE_VERSION)
    store = station.store
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)

    store.take_catalogue(store.catalogue, store.site)
    kept_once = station.ask(lambda connection: connection.execute(versions).scalar_one())
    store.take_catalogue(store.catalogue, replace(store.site, name="MPP Lain"))

    assert kept_once == 1
    assert station.ask(lambda connection: connection.execute(versions).scalar_one()) == 2
    assert heard == [frozenset({"catalogue"})]


def test_no_connection_coming_free_in_time_is_told_as_busy(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station.store._reader.pool, "_timeout", 0)

    def nested(depth: int) -> int:
        return depth if depth == 0 else station.store.read(lambda _connection: nested(depth - 1))

    assert nested(2) == 0
    assert failure(lambda: nested(3)).code == "database_busy"


def test_a_store_that_was_closed_leaves_only_whole_files(station: Station) -> None:
    serve(station)
    station.store.read(rebuild.first_difference)

    station.store.close()

    left = {path.name for path in station.folder.iterdir()}
    assert left == {"station.db", "station.key", "station.lock", "station.toml", "high-water"}
    open_store(station.folder).close()


def test_an_unclean_end_is_seen_at_the_next_start(station: Station) -> None:
    assert not station.store.was_unclean
    running = station.folder / "running"
    assert running.exists()
    station.store.close()
    assert not running.exists()
    running.touch()

    again = open_store(station.folder)

    assert again.was_unclean
    again.close()


def test_making_a_store_goes_on_where_a_power_cut_stopped_it(tmp_path: Path) -> None:
    first = made_store(tmp_path / "station")
    replica = first.own.replica_id
    first.close()
    (tmp_path / "station" / "station.toml").unlink()

    again = made_store(tmp_path / "station")

    assert again.own.replica_id == replica
    again.close()
    open_store(tmp_path / "station").close()


def test_a_rebuild_gives_what_was_there(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    print_all(station)
    close_day(station)
    before = station.ask(lambda connection: connection.execute(TICKET.select()).all())

    folded = station.store.rebuild()

    assert folded == len(kinds(station.store))
    assert station.ask(lambda connection: connection.execute(TICKET.select()).all()) == before
    assert is_clean(station.store)


def test_projections_of_an_older_program_are_rebuilt_at_start(station: Station) -> None:
    serve(station)
    station.do(lambda work: work.connection.execute(TICKET.update().values(phase=1)))
    station.do(lambda work: work.connection.exec_driver_sql("PRAGMA user_version=0"))
    station.store.close()

    again = open_store(station.folder, scripted_sources(station.clock, 2))

    assert is_clean(again)
    again.close()


def test_local_rows_outlive_a_rebuild(station: Station) -> None:
    issue(station)

    station.store.rebuild()

    assert len(print_all(station)) == 1
    assert issue(station).number == "B002"


def test_an_unclean_end_is_remembered_until_the_file_was_looked_over(station: Station) -> None:
    station.store.close()
    (station.folder / "running").touch()
    open_store(station.folder).close()  # any command that nobody watches

    again = open_store(station.folder)

    assert (again.was_unclean, again.look_over(), again.was_unclean) == (True, True, False)
    again.close()
    assert not (station.folder / "running").exists()


def test_looking_over_stops_when_the_program_ends(station: Station) -> None:
    for _ in range(200):
        issue(station)

    assert not station.store.look_over(lambda: False)
    assert station.store.look_over()


def test_damage_that_the_start_does_not_touch_is_found_by_looking_over(station: Station) -> None:
    for _ in range(200):
        issue(station)
    station.store.close()
    path = station.folder / "station.db"
    with path.open("r+b") as file:
        file.seek(-3 * 4096, 2)
        file.write(bytes(4096))
    damaged = open_store(station.folder)

    assert failure(damaged.look_over).code == "database_damaged"
    damaged.close()
