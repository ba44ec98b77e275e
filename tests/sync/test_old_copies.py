"""Old copies of a station's data, worked on: nothing is lost, nothing is there twice (SYNC.md 2.6)."""

from __future__ import annotations

import json
import queue
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from counter_app.db import journal
from counter_app.db.hub_tables import FORK
from counter_app.db.key import Signer, new_keys, read_keys, write_keys
from counter_app.db.store import open_store
from counter_app.db.tables import ANOMALY, TICKET
from counter_app.domain.entry import Entry
from counter_app.hub.stations import stations
from counter_app.operations.reissue import REISSUED_FROM
from counter_app.settings import read_station
from counter_app.sync.enrol import enrol_store
from counter_app.sync.exchange import Exchange
from counter_app.sync.worker import SyncState, SyncWorker
from counter_app.wire import RekeyAsk, rekey_text
from tests.helpers.hubs import Centre, drain, projections, pull_all, tried, unsent
from tests.helpers.line import GOOD, Fault, Line
from tests.helpers.stations import (
    Station,
    entries,
    finish,
    is_clean,
    issue,
    print_all,
    refusal,
    scripted_sources,
    serve,
    show_all_papers,
    submit,
    undo,
)

TWO_MINUTES_S = 121


class Copies:
    """Backups of a station's folder, and the PC on which it runs."""

    def __init__(self, station: Station, aside: Path) -> None:
        self.now = station
        self._aside = aside
        self._starts = 10

    def back_up(self) -> Path:
        """The whole folder as it is at this moment."""
        self.now.store.close()
        kept = self._aside / str(self._starts)
        shutil.copytree(self.now.folder, kept)
        self._open(self.now.folder)
        return kept

    def restore(self, kept: Path, *names: str) -> Station:
        """Puts all files back, or only those named."""
        self.now.store.close()
        if names:
            for name in names:
                shutil.copy(kept / name, self.now.folder / name)
        else:
            shutil.rmtree(self.now.folder)
            shutil.copytree(kept, self.now.folder)
        return self._open(self.now.folder)

    def another_pc(self, kept: Path) -> Station:
        """A copy that starts while the first goes on."""
        place = self._aside / f"pc-{self._starts}"
        shutil.copytree(kept, place)
        return self._opened(place)

    def reopened(self) -> Station:
        """The same files after the program was started again."""
        self.now.store.close()
        return self._open(self.now.folder)

    def _open(self, folder: Path) -> Station:
        self.now = self._opened(folder)
        return self.now

    def _opened(self, folder: Path) -> Station:
        self._starts += 1
        store = open_store(folder, scripted_sources(self.now.clock, self._starts))
        return Station(store, self.now.clock, self.now.actor)


@pytest.fixture
def pc(counter_three: Station, tmp_path: Path) -> Iterator[Copies]:
    made = Copies(counter_three, tmp_path / "copies")
    yield made
    made.now.store.close()


def session(centre: Centre, station: Station, url: str = "") -> Exchange:
    """As the sync thread begins one; the hub's and the station's clocks agree."""
    centre.clock.now_ms = station.clock.now_ms
    return centre.again(station.store, url)


def sent(centre: Centre, station: Station) -> Exchange:
    exchange = session(centre, station)
    drain(exchange)
    pull_all(exchange)
    return exchange


def later(station: Station) -> None:
    """The program that ran before has been silent long enough to be gone."""
    station.clock.advance_s(TWO_MINUTES_S)


def same_everywhere(centre: Centre, *stations: Station) -> bool:
    there = centre.ask(lambda connection: projections(connection, with_personal=False))
    here = [one.ask(lambda connection: projections(connection, with_personal=False)) for one in stations]
    return (
        all(one == there for one in here)
        and centre.is_clean()
        and all(is_clean(one.store) for one in stations)
    )


def issued(found: list[Entry]) -> Counter[bytes]:
    return Counter(one.entity_id for one in found if one.kind == "ticket.issued")


def forks(connection: Connection) -> list[tuple[int, bytes]]:
    return sorted((row.seq, row.hash) for row in connection.execute(select(FORK)))


def numbers(station: Station) -> list[str]:
    rows = station.ask(
        lambda connection: connection.execute(select(TICKET.c.number).order_by(TICKET.c.issued_at))
    )
    return [row.number for row in rows]


def test_a_restored_disk_goes_on_as_a_new_log_and_gets_back_what_it_forgot(
    centre: Centre, pc: Copies
) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    issue(pc.now)
    sent(centre, pc.now)
    kept = pc.back_up()
    forgotten = [issue(pc.now).number for _ in range(3)]
    sent(centre, pc.now)
    before = pc.now.store.own.replica_id

    restored = pc.restore(kept)
    later(restored)
    exchange = sent(centre, restored)

    assert restored.store.own.replica_id != before
    assert exchange.new_issuer == read_station(restored.folder).issuer == 51
    assert numbers(restored)[1:] == forgotten
    assert issue(restored).number == "B51-002"
    sent(centre, restored)
    assert same_everywhere(centre, restored)
    assert set(issued(centre.entries()).values()) == {1}
    assert centre.ask(forks) == []


def test_what_was_written_on_an_old_copy_is_written_again_under_a_new_name(
    centre: Centre, pc: Copies
) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept, common = pc.back_up(), len(entries(pc.now.store))
    issue(pc.now)
    sent(centre, pc.now)
    first = pc.now.store.own.replica_id

    restored = pc.restore(kept)
    called = serve(restored)
    show_all_papers(restored, called.ticket_id)
    submit(restored, called.ticket_id)
    print_all(restored)
    undone = finish(restored, called.ticket_id)
    undo(restored, undone)
    finish(restored, called.ticket_id)
    branch = [one for one in entries(restored.store) if one.seq > common]
    later(restored)
    exchange = sent(centre, restored)

    mine = restored.store.own.replica_id
    again = [one for one in entries(restored.store) if one.replica_id == mine]
    assert [(one.kind, one.entity_id, one.rev, one.at_ms) for one in again] == [
        (one.kind, one.entity_id, one.rev, one.at_ms) for one in branch
    ]
    assert [json.loads(one.body)[REISSUED_FROM] for one in again] == [
        [first.hex(), one.seq] for one in branch
    ]
    assert [one.pii for one in again] == [one.pii for one in branch]
    taken_back = next(json.loads(one.body) for one in again if one.kind == "ticket.put_back")
    assert taken_back["replica"] == mine.hex()
    assert again[taken_back["seq"] - 1].kind == "ticket.finished"
    assert unsent(exchange) == 0
    assert set(issued(centre.entries()).values()) == {1}
    assert len(issued(centre.entries())) == 2
    assert same_everywhere(centre, restored)
    for place in (centre, restored):
        assert place.ask(forks) == sorted((one.seq, one.hash) for one in branch)
        assert place.ask(lambda connection: connection.execute(select(ANOMALY)).all()) == []


def test_an_undo_from_before_the_hub_was_heard_finds_its_entry_no_more(centre: Centre, pc: Copies) -> None:
    """The toast still names the entry by its first name; nothing else may be undone in its place."""
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept = pc.back_up()
    for _ in range(4):
        issue(pc.now)
    sent(centre, pc.now)
    restored = pc.restore(kept)
    given = issue(restored)
    later(restored)
    sent(centre, restored)

    assert refusal(lambda: undo(restored, given.entry)).code == "undo_unknown"
    assert same_everywhere(centre, restored)


def test_officers_go_on_while_the_logs_are_brought_together(centre: Centre, pc: Copies) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept = pc.back_up()
    issue(pc.now)
    sent(centre, pc.now)
    restored = pc.restore(kept)
    later(restored)
    exchange = session(centre, restored)
    calls = iter((True, False))
    hub_hello = exchange._client.hello

    def hello(*words: object) -> object:
        standing = hub_hello(*words)  # type: ignore[arg-type]
        if next(calls, False):
            issue(restored)
        return standing

    exchange._client.hello = hello  # type: ignore[method-assign, assignment]
    drain(exchange)
    pull_all(exchange)

    assert set(issued(centre.entries()).values()) == {1}
    assert len(issued(centre.entries())) == 2
    assert same_everywhere(centre, restored)


def test_a_restored_database_hands_its_old_log_over_before_it_goes_on(centre: Centre, pc: Copies) -> None:
    """Only the database file is restored: the mark beside it tells at once, without a hub."""
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    issue(pc.now)
    kept = pc.back_up()
    issue(pc.now)

    restored = pc.restore(kept, "station.db")
    issue(restored)
    again = pc.restore(kept, "station.db")
    issue(again)
    later(again)
    waiting = unsent(session(centre, again))
    exchange = sent(centre, again)

    assert waiting > 2, "of all logs"
    assert len(again.store.signers) == 3
    assert unsent(exchange) == 0
    assert same_everywhere(centre, again)
    assert numbers(again) == ["B001", "B004"]
    assert issue(again).number == "B52-005"


def test_a_copy_beside_a_running_station_waits_for_a_person(centre: Centre, pc: Copies) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    running = sent(centre, pc.now)
    kept = pc.back_up()
    running = sent(centre, pc.now)
    copy = pc.another_pc(kept)
    issue(copy)
    issue(pc.now)
    drain(running)

    theirs = session(centre, copy)
    assert refusal(theirs.greet).code == "station_elsewhere"
    assert issue(copy).number == "B002", "work goes on"
    assert refusal(theirs.greet).code == "station_elsewhere"

    assert refusal(running.pull).code == "superseded"
    running.forget()
    drain(running)
    assert issue(pc.now).number == "B002"
    drain(running)
    assert pc.now.store.station.issuer == 3
    assert [one.replica_id for one in centre.entries()] == [pc.now.store.own.replica_id] * unsent_and_sent(
        pc.now
    )
    copy.store.close()


def unsent_and_sent(station: Station) -> int:
    return station.ask(lambda connection: journal.head(connection, station.store.own.replica_no)).seq


def test_with_a_code_the_copy_becomes_a_station_of_its_own(centre: Centre, pc: Copies) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept = pc.back_up()
    sent(centre, pc.now)
    copy = pc.another_pc(kept)
    issue(copy)
    issue(pc.now)
    sent(centre, pc.now)
    assert refusal(session(centre, copy).greet).code == "station_elsewhere"
    centre.revoke(3)

    enrol_store(copy.store, centre.url, "", centre.code())
    sent(centre, copy)

    assert copy.store.station.issuer == 51
    assert set(issued(centre.entries()).values()) == {1}
    assert len(issued(centre.entries())) == 2
    assert same_everywhere(centre, copy)
    assert refusal(session(centre, pc.now).greet).code == "station_revoked"
    copy.store.close()


def test_the_station_whose_place_was_taken_says_so_and_comes_back_with_a_code(
    centre: Centre, pc: Copies
) -> None:
    """The copy spoke while the first was switched off; now the first is switched on again."""
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept = pc.back_up()
    issue(pc.now)
    sent(centre, pc.now)
    issue(pc.now)
    copy = pc.another_pc(kept)
    issue(copy)
    later(copy)
    sent(centre, copy)

    theirs = session(centre, pc.now)
    assert refusal(theirs.greet).code == "station_replaced"
    assert refusal(theirs.greet).code == "station_replaced"
    centre.revoke(copy.store.station.issuer)
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)

    assert pc.now.store.station.issuer == 52
    assert len(issued(centre.entries())) == 3
    assert set(issued(centre.entries()).values()) == {1}
    assert same_everywhere(centre, pc.now)
    copy.store.close()


def test_a_station_with_a_history_of_two_logs_brings_both_when_it_first_connects(
    centre: Centre, pc: Copies
) -> None:
    issue(pc.now)
    kept = pc.back_up()
    issue(pc.now)
    restored = pc.restore(kept, "station.db")
    issue(restored)

    enrol_store(restored.store, centre.url, "", centre.code())
    sent(centre, restored)

    assert sorted(one.hash for one in centre.entries()) == sorted(one.hash for one in entries(restored.store))
    assert same_everywhere(centre, restored)


@pytest.mark.parametrize("cut", range(100, 6100, 500))
def test_wherever_the_line_is_cut_it_ends_the_same(centre: Centre, pc: Copies, line: Line, cut: int) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept = pc.back_up()
    issue(pc.now)
    sent(centre, pc.now)
    restored = pc.restore(kept)
    issue(restored)
    later(restored)
    exchange = session(centre, restored, line.url)

    line.fault = Fault(cut_down=cut)
    tried(exchange)
    line.fault = GOOD
    line.cut()
    for _ in range(2):  # the first may still find the line that was cut
        tried(exchange)
    pull_all(exchange)

    assert len(issued(centre.entries())) == 2
    assert set(issued(centre.entries()).values()) == {1}
    assert restored.store.station.issuer == 51
    assert unsent(exchange) == 0
    assert same_everywhere(centre, restored)


def test_a_power_cut_while_keys_change_leaves_one_log_or_the_other(centre: Centre, pc: Copies) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    before = read_keys(pc.now.folder)
    kept = pc.back_up()
    issue(pc.now)
    sent(centre, pc.now)
    restored = pc.restore(kept)
    issue(restored)
    later(restored)
    announced = replace(before, coming=new_keys().signer)
    write_keys(restored.folder, announced)  # cut before the database knew of it
    restored = pc.reopened()
    assert restored.store.own.replica_id == before.replica_id

    sent(centre, restored)
    after = read_keys(restored.folder)
    write_keys(restored.folder, replace(before, coming=after.signer))  # cut before the key file was done
    restored = pc.reopened()

    assert restored.store.own.replica_id == after.replica_id
    assert read_keys(restored.folder) == after
    issue(restored)
    sent(centre, restored)
    assert same_everywhere(centre, restored)


def test_two_computers_with_one_key_are_shown_to_who_looks_after_the_hub(centre: Centre, pc: Copies) -> None:
    enrol_store(pc.now.store, centre.url, "", centre.code())
    kept = pc.back_up()
    first, copy = session(centre, pc.now), pc.another_pc(kept)
    second = session(centre, copy)
    first.greet()
    for one, other in ((first, second), (second, first)):
        other.greet()
        assert refusal(one.pull).code == "superseded"
        one.forget()

    found = centre.ask(lambda connection: stations(connection, "BLU"))
    lines = centre.hub.metrics.text({}).splitlines()
    assert [one.copied_at for one in found] == [centre.clock()]
    assert any(line.startswith("counter_hub_copied_stations_total ") for line in lines)
    copy.store.close()


def test_one_program_may_say_hello_by_several_lines(centre: Centre, counter_three: Station) -> None:
    enrol_store(counter_three.store, centre.url, "", centre.code())
    first, again = session(centre, counter_three), session(centre, counter_three)
    first.greet()
    again.greet()
    pull_all(first)
    pull_all(again)

    found = centre.ask(lambda connection: stations(connection, "BLU"))
    assert [(one.session_no, one.copied_at, one.other_run_at) for one in found] == [(1, None, None)]


def test_nobody_is_vouched_for_without_both_keys(centre: Centre, counter_three: Station) -> None:
    centre.enrol(counter_three.store)
    old, stranger, client = counter_three.store.signers[-1], new_keys().signer, centre.client()

    def asked(vouching: Signer, proving: Signer, hub_id: str = "") -> Callable[[str, str], RekeyAsk]:
        def ask(hub: str, nonce: str) -> RekeyAsk:
            text = rekey_text(hub_id or hub, nonce, stranger.public_key)
            return RekeyAsk(
                replica=old.replica_id.hex(), public_key=stranger.public_key.hex(), nonce=nonce,
                signature=vouching.sign(text).hex(), proof=proving.sign(text).hex(),
            )  # fmt: skip

        return ask

    for ask in (asked(stranger, stranger), asked(old, old), asked(old, stranger, "00" * 16)):
        assert refusal(partial(client.rekey, ask)).code == "signature_wrong"
    centre.revoke(3)
    assert refusal(lambda: client.rekey(asked(old, stranger))).code == "station_revoked"


def test_the_sync_thread_does_it_by_itself_and_tells_the_new_number(centre: Centre, pc: Copies) -> None:
    link = enrol_store(pc.now.store, centre.url, "", centre.code())
    sent(centre, pc.now)
    kept = pc.back_up()
    issue(pc.now)
    sent(centre, pc.now)
    restored = pc.restore(kept)
    issue(restored)
    later(restored)
    centre.clock.now_ms = restored.clock.now_ms
    said: queue.Queue[SyncState] = queue.Queue()
    worker = SyncWorker(restored.store, link, said.put, pull_every_s=0.05)
    worker.start()
    try:
        while (state := said.get(timeout=20)).new_issuer == 0 or state.unsent:
            assert state.problem == ""
        issue(restored)
        while len(issued(centre.entries())) < 3:
            said.get(timeout=20)
    finally:
        assert worker.stop()

    assert state.new_issuer == 51
    sent(centre, restored)
    assert same_everywhere(centre, restored)
