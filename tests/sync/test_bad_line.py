"""Whatever the line does, nothing counts as sent that the hub does not hold, and all arrives."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from counter_app.db import rebuild
from counter_app.db.key import read_keys
from counter_app.domain.errors import Unavailable
from counter_app.sync.exchange import Exchange
from counter_app.sync.outbox import FIRST_BATCH
from tests.helpers.hubs import Centre, drain, tried, unsent
from tests.helpers.line import GOOD, Fault, Line, answer
from tests.helpers.pushes import Pusher
from tests.helpers.stations import Station, entries, failure, issue, refusal

PORTAL = answer("200 OK", b"<html><body>Silakan masuk ke jaringan tamu</body></html>")


def all_arrived(centre: Centre, station: Station) -> bool:
    return centre.entries() == entries(station.store)


@pytest.mark.parametrize(
    "said",
    [
        PORTAL,
        answer("200 OK", b'{"acked_seq":99,"head_hash":"00","receipt":"00"}', "application/json"),
        answer("413 Request Entity Too Large", b"<html>413</html>"),
        answer("502 Bad Gateway", b"<html>502</html>"),
        answer("302 Found", b""),
        answer("401 Unauthorized", b"{}", "application/json"),
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
)
def test_an_answer_that_is_not_the_hubs_marks_nothing_as_sent(
    centre: Centre, line: Line, counter_three: Station, said: bytes
) -> None:
    exchange = centre.exchange(counter_three.store, line.url)
    exchange.greet()
    waiting = unsent(exchange)
    line.cut()
    line.fault = Fault(answer=said)

    told = failure(exchange.push)
    assert told.code in {"line_disturbed", "hub_unreachable", "line_slow"}
    assert unsent(exchange) == waiting > 0
    line.fault = GOOD
    tried(exchange)

    assert all_arrived(centre, counter_three)


def test_another_hub_at_the_address_is_not_believed(centre: Centre, counter_three: Station) -> None:
    centre.enrol(counter_three.store)
    link = centre.again(counter_three.store)
    stranger = Exchange(counter_three.store, link._link, centre.client(hub_id="0" * 32))

    assert failure(stranger.greet).code == "other_hub"


def test_an_answer_without_the_hubs_signature_is_not_believed(centre: Centre, counter_three: Station) -> None:
    exchange = centre.exchange(counter_three.store)
    exchange.greet()
    stranger = read_keys(counter_three.folder).public_key
    run = Pusher(centre, counter_three.store, "").run()

    with pytest.raises(Unavailable, match="receipt"):
        exchange._client.push(run, stranger)


def test_a_lost_answer_halves_the_batch_and_a_good_line_doubles_it(
    centre: Centre, line: Line, counter_three: Station
) -> None:
    for _ in range(40):
        issue(counter_three)
    exchange = centre.exchange(counter_three.store, line.url, timeout_s=0.3)
    exchange.greet()
    line.cut()
    line.fault = Fault(is_deaf=True)

    assert failure(exchange.push).code == "line_slow"
    smallest = exchange.batch_size
    line.cut()
    line.fault = GOOD
    tried(exchange)

    assert smallest == 1
    assert exchange.batch_size > FIRST_BATCH / 4
    assert all_arrived(centre, counter_three)


def test_a_revoked_station_is_told_and_goes_on_alone(centre: Centre, counter_three: Station) -> None:
    exchange = centre.exchange(counter_three.store)
    exchange.greet()
    centre.revoke(3)

    assert refusal(exchange.push).code == "station_revoked"
    assert issue(counter_three).number == "B001"
    assert unsent(exchange) == len(entries(counter_three.store))


@pytest.mark.parametrize("days", [-1, 1, -3650])
def test_a_clock_that_is_off_is_noted_in_each_entry(
    centre: Centre, counter_three: Station, days: int
) -> None:
    counter_three.clock.advance_s(days * 86_400)
    exchange = centre.exchange(counter_three.store)
    exchange.greet()

    issue(counter_three)
    drain(exchange)

    last = centre.entries()[-1]
    told = last.at_ms + (last.offset_ms or 0)
    assert last.offset_ms is not None
    assert abs(told - centre.clock()) < 10_000 or abs(days) > 24
    assert all_arrived(centre, counter_three)
    assert centre.is_clean()


def test_a_hub_that_was_restored_asks_for_what_it_forgot(centre: Centre, counter_three: Station) -> None:
    exchange = centre.exchange(counter_three.store)
    drain(exchange)
    forget_everything_after(centre, 1)

    exchange.forget()
    drain(exchange)

    assert all_arrived(centre, counter_three)


def forget_everything_after(centre: Centre, seq: int) -> None:
    """Yesterday's backup of the hub."""

    def forget(connection: Connection) -> None:
        connection.execute(text("DELETE FROM journal WHERE seq > :seq"), {"seq": seq})
        connection.execute(
            text(
                "UPDATE replica SET head_seq = :seq, head_hash = (SELECT hash FROM journal WHERE seq = :seq)"
            ),
            {"seq": seq},
        )
        rebuild.rebuild(connection, centre.hub.seal)

    centre.hub.write(forget)


def test_a_thin_line_is_given_more_time_and_a_good_one_less_again(centre: Centre) -> None:
    client = centre.client(timeout_s=4.0)
    for _ in range(5):
        client.be_patient()
    assert client.patience_s == 32.0
    for _ in range(40):
        client.be_brisk()
    assert client.patience_s == 4.0
