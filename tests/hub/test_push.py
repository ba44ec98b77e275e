"""What a hub takes, what it refuses, and that nothing is acknowledged which it does not hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import zstandard
from sqlalchemy import select

from counter_app.db.hub_tables import FORK, PUSH_SIGNATURE
from counter_app.db.queries.incidents import incidents
from counter_app.db.tables import ANOMALY
from counter_app.domain.entry import GENESIS
from counter_app.hub.enrolment import is_signed
from counter_app.wire import MOST_BYTES, MOST_PLAIN_BYTES, Batch, Run, packed, signed_text
from tests.helpers.hubs import BOTH, Centre
from tests.helpers.pushes import Pusher, forged, pusher
from tests.helpers.stations import Station, issue


@pytest.fixture(params=BOTH)
def centre(request: pytest.FixtureRequest) -> Centre:
    found: Centre = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def sender(centre: Centre, counter_three: Station) -> Pusher:
    for _ in range(3):
        issue(counter_three)
    return pusher(centre, counter_three.store)


def told(response: httpx.Response) -> tuple[int, Any]:
    return response.status_code, response.json().get("kind")


def test_an_answer_is_signed_by_the_hub_and_says_what_it_holds(sender: Pusher) -> None:
    run = sender.run()

    answer = sender.push(run).json()

    text_ = signed_text(run.replica_id, answer["acked_seq"], bytes.fromhex(answer["head_hash"]))
    assert answer["acked_seq"] == sender.held() == len(run.entries)
    assert is_signed(sender.centre.hub.keys.public_key, text_, bytes.fromhex(answer["receipt"]))


def test_a_replay_is_acknowledged_again_and_changes_nothing(sender: Pusher) -> None:
    first = sender.push(sender.run())

    again = sender.push(sender.run())

    assert again.json() == first.json()
    assert sender.held() == first.json()["acked_seq"]
    assert sender.centre.is_clean()


def test_a_batch_that_overlaps_what_is_held_adds_the_rest(sender: Pusher) -> None:
    sender.push(sender.run(1, 4))

    answer = sender.push(sender.run(2))

    assert answer.json()["acked_seq"] == len(sender.run().entries) == sender.held()


def test_a_gap_is_told_with_what_is_needed(sender: Pusher) -> None:
    sender.push(sender.run(1, 2))

    answer = sender.push(sender.run(4))

    assert (answer.status_code, answer.json()) == (409, {"kind": "gap", "need": 3, "at": None, "facts": {}})
    assert sender.held() == 2


def test_another_branch_is_kept_beside_and_told(sender: Pusher) -> None:
    run = sender.run()
    sender.push(run)
    third = run.entries[2]
    other = forged(third, run.entries[1].hash, at_ms=third.at_ms + 1)

    answer = sender.push(sender.signed([other], run.entries[1].hash))

    kept = sender.centre.ask(lambda connection: connection.execute(select(FORK)).all())
    assert (answer.status_code, answer.json()) == (409, {"kind": "fork", "need": None, "at": 3, "facts": {}})
    assert [(row.seq, row.hash) for row in kept] == [(3, other.hash)]
    assert sender.held() == len(run.entries)


def test_supervisors_are_told_once_that_a_log_has_two_branches(sender: Pusher) -> None:
    sender.centre.publish()
    run = sender.run()
    sender.push(run)
    other = forged(run.entries[2], run.entries[1].hash, at_ms=run.entries[2].at_ms + 1)

    for _ in range(2):
        sender.push(sender.signed([other], run.entries[1].hash))

    (row,) = sender.centre.ask(lambda connection: incidents(connection, site="BLU", day=20261123))
    assert (row.what, row.is_open, row.number) == ("log_forked", True, "")
    assert [(part.did, part.counter) for part in row.parts] == [("forked", 3)]
    assert [one.kind for one in sender.centre.entries()].count("log.forked") == 1
    assert sender.centre.is_clean()


def test_a_branch_that_leaves_at_the_end_is_a_fork_too(sender: Pusher) -> None:
    run = sender.run(1, 3)
    sender.push(run)
    stranger = forged(run.entries[2], run.entries[1].hash, at_ms=1)
    fourth = forged(sender.run(4, 4).entries[0], stranger.hash)

    answer = sender.push(sender.signed([fourth], stranger.hash))

    assert answer.json()["kind"] == "fork"
    assert sender.held() == 3


def test_the_signature_of_a_push_is_kept(sender: Pusher) -> None:
    run = sender.run()
    sender.push(run)

    kept = sender.centre.ask(lambda connection: connection.execute(select(PUSH_SIGNATURE)).one())

    assert (kept.seq, kept.hash, kept.signature) == (
        run.entries[-1].seq,
        run.entries[-1].hash,
        run.signature,
    )


def test_a_signature_by_another_key_is_refused(sender: Pusher) -> None:
    run = sender.run()
    wrong = Run(run.replica_id, run.site, None, run.prev_hash, run.entries, bytes(64))

    assert told(sender.push(wrong)) == (403, "signature_wrong")
    assert sender.held() == 0


def test_a_changed_body_breaks_the_chain(sender: Pusher) -> None:
    run = sender.run()
    changed = run.entries[1]._replace(body='{"number":"Z999"}')
    entries = (run.entries[0], changed, *run.entries[2:])

    assert told(sender.push(sender.signed(entries))) == (400, "batch_broken")
    assert sender.held() == 0


def test_entries_of_another_replica_are_refused(sender: Pusher) -> None:
    strange = [entry._replace(replica_id=bytes(16)) for entry in sender.run(1, 1).entries]
    chain = [forged(strange[0], GENESIS)]

    assert told(sender.push(sender.signed(chain))) == (403, "other_replica")


def test_a_kind_that_nobody_knows_is_stored_and_not_folded(sender: Pusher) -> None:
    run = sender.run()
    strange = forged(run.entries[0], run.entries[-1].hash, seq=len(run.entries) + 1, kind="moon.landed")

    assert sender.push(sender.signed([*run.entries, strange])).status_code == 200
    assert sender.held() == len(run.entries) + 1
    assert sender.centre.is_clean()


POISON: list[dict[str, Any]] = [
    {"kind": "ticket.called", "body": {"counter": "three", "rule": "first"}},
    {"kind": "ticket.called", "body": '{"counter":1e400,"rule":["x"]}'},
    {"kind": "ticket.issued", "body": {"number": "\x00", "queue": "B", "service": "B02"}},
    {"kind": "ticket.issued", "body": "[" * 2000},
    {"kind": "ticket.issued", "body": "not json"},
    {"kind": "requirement.checked", "body": {"number": 10**30, "state": "present"}},
    {"kind": "ticket.put_back", "body": {"replica": "zz", "seq": -1}},
]


@pytest.mark.parametrize("poison", POISON)
def test_a_senseless_entry_is_taken_and_wedges_nothing(sender: Pusher, poison: dict[str, Any]) -> None:
    run = sender.run()
    last = run.entries[-1]
    bad = forged(last, last.hash, seq=last.seq + 1, rev=last.rev + 1, **poison)
    good = forged(last, bad.hash, seq=last.seq + 2, kind="slip.printed", rev=last.rev + 2, body={"copy": 1})

    assert sender.push(sender.signed([*run.entries, bad, good])).status_code == 200
    assert sender.held() == len(run.entries) + 2
    assert sender.centre.is_clean()


def test_a_senseless_entry_is_listed(sender: Pusher) -> None:
    run = sender.run()
    last = next(entry for entry in run.entries if entry.kind == "ticket.issued")
    bad = forged(last, run.entries[-1].hash, seq=len(run.entries) + 1, rev=2, kind="ticket.called", body={})
    sender.push(sender.signed([*run.entries, bad]))

    listed = sender.centre.ask(lambda connection: connection.execute(select(ANOMALY.c.code)).all())

    assert [row.code for row in listed] == ["bad_counter"]


@pytest.mark.parametrize(
    ("change", "value"),
    [("rev", 2**31), ("at_ms", 2**62), ("kind_version", 40_000), ("officer", "a\x00b"), ("seq", 0)],
)
def test_a_value_that_no_column_holds_is_refused(sender: Pusher, change: str, value: Any) -> None:
    line = json.loads(_lines(sender.run(1, 1))[1])
    names = [
        "seq",
        "entity",
        "rev",
        "at_ms",
        "offset",
        "age",
        "site",
        "day",
        "agency",
        "kind",
        "kind_version",
    ]
    line[[*names, "officer"].index(change)] = value
    head, _, end = _lines(sender.run(1, 1))

    assert told(sender.send_lines(f"{head}\n{json.dumps(line)}\n{end}")) == (400, "batch_broken")


def _lines(run: Run) -> list[str]:
    return zstandard.ZstdDecompressor().decompressobj().decompress(packed(Batch((run,)))).decode().split("\n")


@pytest.mark.parametrize(
    "break_it",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[1:],
        lambda lines: [*lines[:-2], lines[-1]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: [*lines[:-1], '{"end":true,"n":"many"}'],
        lambda lines: [lines[0], "null", *lines[2:]],
        lambda lines: [lines[0], "[1,2,3]", *lines[2:]],
        lambda lines: ['{"replica":"zz"}', *lines[1:]],
        lambda lines: ["{" * 5000, *lines],
        lambda _lines: [],
        lambda _lines: ['{"end":true,"n":0}'],
        lambda lines: [lines[0], '{"end":true,"n":0}'],
    ],
)
def test_a_batch_that_is_not_whole_is_refused_whole(
    sender: Pusher, break_it: Callable[[list[str]], list[str]]
) -> None:
    assert told(sender.send_lines("\n".join(break_it(_lines(sender.run()))))) == (400, "batch_broken")
    assert sender.held() == 0


def test_a_batch_cut_anywhere_is_refused_whole(sender: Pusher) -> None:
    content = packed(Batch((sender.run(1, 3),)))

    answers = {told(sender.send(content[:end])) for end in range(0, len(content), 7)}

    assert answers == {(400, "batch_broken")}
    assert sender.held() == 0


def test_a_batch_that_was_changed_on_the_way_is_refused(sender: Pusher) -> None:
    content = packed(Batch((sender.run(),)))

    assert told(sender.send(content, **{"Content-Digest": "sha-256=:AAAA:"})) == (400, "batch_broken")


def test_a_zip_bomb_stops_at_its_limit(sender: Pusher) -> None:
    bomb = zstandard.compress(b" " * (MOST_PLAIN_BYTES * 40))
    assert len(bomb) < MOST_BYTES

    assert told(sender.send(bomb)) == (400, "batch_broken")


def test_too_many_bytes_are_refused_without_reading_on(sender: Pusher) -> None:
    assert told(sender.send(bytes(MOST_BYTES + 1))) == (413, "batch_too_big")


def test_another_content_type_is_refused(sender: Pusher) -> None:
    content = packed(Batch((sender.run(),)))

    assert told(sender.send(content, **{"Content-Type": "text/html"})) == (415, "content_type_wrong")


@pytest.mark.parametrize("token", ["", "Bearer nonsense", "Bearer a.b.c", "Basic eA=="])
def test_without_a_token_nothing_is_taken(sender: Pusher, token: str) -> None:
    content = packed(Batch((sender.run(),)))

    assert told(sender.send(content, Authorization=token)) == (401, "token_invalid")


def test_a_token_ends_after_a_quarter_of_an_hour(sender: Pusher) -> None:
    sender.centre.clock.advance_s(901)

    assert told(sender.push(sender.run())) == (401, "token_expired")


def test_a_revoked_station_is_refused_and_what_it_wrote_stays(sender: Pusher) -> None:
    sender.push(sender.run(1, 2))
    sender.centre.revoke(3)

    assert told(sender.push(sender.run())) == (403, "station_revoked")
    assert sender.held() == 2


def test_the_log_names_numbers_and_never_a_body(sender: Pusher, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    sender.push(sender.run())

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("counter_app.hub")]
    assert any("push taken" in line and "added=" in line for line in lines)
    assert not any(
        entry.body in line for entry in sender.run().entries for line in lines if entry.body != "{}"
    )


def test_every_answer_carries_hub_id_and_digest(sender: Pusher) -> None:
    answer = sender.send(b"")

    assert answer.headers["X-Hub-Id"] == sender.centre.hub.keys.hub_id
    assert answer.headers["Content-Digest"].startswith("sha-256=:")
