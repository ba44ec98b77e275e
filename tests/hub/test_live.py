"""Hints: whoever is connected hears within a moment that others wrote something, and pulls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import Empty, Queue

import pytest
from sqlalchemy import text

from counter_app.db.store import Store
from counter_app.domain.errors import Refused
from counter_app.hub.centre_database import tell
from counter_app.hub.live import HEARTBEAT_S
from counter_app.hub.stations import begin_session, station_of
from counter_app.sync.client import SILENCE_S
from counter_app.sync.hub_link import HubLink
from counter_app.sync.live import LiveHints
from counter_app.sync.worker import PULL_WHEN_LIVE_S, SyncState, SyncWorker
from tests.helpers.hubs import Centre, drain
from tests.helpers.line import Fault, Line
from tests.helpers.stations import Station, issue

SOON_S = 10.0
NEVER_S = 0.4


@dataclass
class Ears:
    """What one station hears."""

    hints: Queue[str] = field(default_factory=Queue)
    lives: Queue[bool] = field(default_factory=Queue)

    def heard(self) -> bool:
        """Whether a hint comes."""
        try:
            return self.hints.get(timeout=SOON_S) == "hint"
        except Empty:
            return False

    def hears_nothing(self) -> bool:
        try:
            self.hints.get(timeout=NEVER_S)
        except Empty:
            return True
        return False


@contextmanager
def listening(store: Store, link: HubLink, silence_s: float | None = None) -> Iterator[Ears]:
    """A station that listens; the first hint, which says that it is heard, is taken already."""
    ears = Ears()
    hints = LiveHints(store, link, lambda: ears.hints.put("hint"), ears.lives.put, silence_s=silence_s)
    hints.start()
    try:
        assert ears.heard()
        yield ears
    finally:
        assert hints.stop()


def test_what_one_counter_writes_is_hinted_to_the_other(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    link = centre.enrol(counter_four)
    three = centre.exchange(counter_three.store)
    with listening(counter_four, link) as ears:
        issue(counter_three)
        drain(three)

        assert ears.heard()


def test_who_wrote_it_is_not_told(centre: Centre, counter_three: Station) -> None:
    link = centre.enrol(counter_three.store)
    three = centre.again(counter_three.store)
    drain(three)
    with listening(counter_three.store, link) as ears:
        issue(counter_three)
        drain(three)

        assert ears.hears_nothing()


def test_another_site_is_not_told(centre: Centre, counter_four: Store) -> None:
    with listening(counter_four, centre.enrol(counter_four)) as ears:
        centre.hub.write(lambda connection: tell(connection, "TTU"))

        assert ears.hears_nothing()


def test_a_push_that_brings_nothing_new_is_not_hinted(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    three = centre.exchange(counter_three.store)
    drain(three)
    with listening(counter_four, centre.enrol(counter_four)) as ears:
        drain(three)

        assert ears.hears_nothing()


def test_when_the_hub_lost_its_own_ear_everybody_looks(centre: Centre, counter_four: Store) -> None:
    end = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
    )
    with listening(counter_four, centre.enrol(counter_four)) as ears:
        centre.hub.write(lambda connection: connection.execute(end))

        assert ears.heard()


def test_a_cut_line_is_told_and_mended(centre: Centre, counter_four: Store, line: Line) -> None:
    link = replace(centre.enrol(counter_four), url=line.url)
    with listening(counter_four, link) as ears:
        assert ears.lives.get(timeout=SOON_S) is True
        line.cut()

        assert ears.lives.get(timeout=SOON_S) is False
        assert ears.heard()


def test_a_line_that_swallows_everything_is_given_up_and_looked_after_meanwhile(
    centre: Centre, counter_three: Station, counter_four: Store, line: Line
) -> None:
    """Half open: no end, no error, no heartbeat. 45 s in a hall, three heartbeats; here shorter."""
    link = replace(centre.enrol(counter_four), url=line.url)
    three = centre.exchange(counter_three.store)
    with listening(counter_four, link, silence_s=0.6) as ears:
        assert ears.lives.get(timeout=SOON_S) is True
        line.swallows = True
        issue(counter_three)
        drain(three)

        while ears.lives.get(timeout=SOON_S):
            pass  # told: the sync thread asks every two seconds from now on
        assert ears.hears_nothing()
        line.swallows = False

        assert ears.heard(), "the first hint of a new line says: look"
        assert ears.lives.get(timeout=SOON_S) is True


def test_while_hints_seem_to_arrive_it_looks_within_45_s_all_the_same() -> None:
    assert max(PULL_WHEN_LIVE_S, SILENCE_S) <= 45
    assert 3 * HEARTBEAT_S <= SILENCE_S


def test_a_portal_in_between_is_no_hub(centre: Centre, counter_four: Store, line: Line) -> None:
    client = centre.client(line.url)
    line.fault = Fault(answer=b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: changed\n\n")

    with pytest.raises(Exception, match="other_hub"):
        next(client.hints())


def test_two_lines_of_one_start_that_say_hello_at_once_have_one_session(
    centre: Centre, counter_four: Store
) -> None:
    centre.enrol(counter_four)
    replica_id = counter_four.own.replica_id
    as_both_read_it = centre.ask(lambda connection: station_of(connection, replica_id))

    numbers = [
        centre.hub.write(lambda connection: begin_session(connection, as_both_read_it, "this start"))
        for _ in range(2)
    ]

    assert numbers == [1, 1]
    assert centre.hub.write(lambda connection: begin_session(connection, as_both_read_it, "the next")) == 2


def test_without_a_token_nothing_is_heard(centre: Centre) -> None:
    with pytest.raises(Refused, match="token_invalid"):
        next(centre.client().hints())


def test_the_sync_thread_pulls_at_a_hint_and_not_by_the_clock(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    centre.publish()
    link = centre.enrol(counter_four)
    three = centre.exchange(counter_three.store)
    states: list[SyncState] = []
    worker = SyncWorker(counter_four, link, states.append, pull_every_s=3600)
    hints = LiveHints(counter_four, link, worker.hinted, worker.set_live)
    worker.start()
    hints.start()
    try:
        issued = issue(counter_three)
        drain(three)
        arrived = threading.Event()
        counter_four.subscribe(lambda _changed: arrived.set())

        assert until(lambda: knows(counter_four, issued.ticket_id.bytes), arrived)
    finally:
        assert hints.stop()
        assert worker.stop()


def knows(store: Store, ticket_id: bytes) -> bool:
    asked = text("SELECT count(*) FROM journal WHERE entity_id = :id")
    return bool(store.read(lambda connection: connection.execute(asked, {"id": ticket_id}).scalar()))


def until(is_so: Callable[[], bool], bell: threading.Event) -> bool:
    """Looks whenever something was committed."""
    for _ in range(20):
        if is_so():
            return True
        bell.wait(SOON_S / 20)
        bell.clear()
    return is_so()
