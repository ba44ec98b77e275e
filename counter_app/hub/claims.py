"""Who is called next, decided here: one transaction under the site's lock (DESIGN 7)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NoReturn

from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.setting import notes
from counter_app.db.work import Work
from counter_app.domain.errors import Refused, Unavailable
from counter_app.hub.hub import Hub
from counter_app.hub.restored import has_forgotten, is_collecting, recover
from counter_app.hub.sessions import Session, in_session, station_in
from counter_app.hub.site_log import decide
from counter_app.hub.stations import EnrolledStation, note_contact
from counter_app.operations.claims import Press, grant
from counter_app.operations.sign_in import actor_at
from counter_app.operations.silence import silent_counters
from counter_app.wire import ClaimAnswer, ClaimAsk, Problem

_THREADS = 2
_log = logging.getLogger("counter_app.hub.claims")


class Claims:
    """Threads of their own, so that neither a backlog nor the pages let an officer wait."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._threads = ThreadPoolExecutor(_THREADS, "claims")

    def submit(self, session: Session, ask: ClaimAsk) -> Future[ClaimAnswer | Problem]:
        """Decides one press."""
        return self._threads.submit(self._decide, session, ask)

    def close(self) -> None:
        """Ends after the claims at hand."""
        self._threads.shutdown()

    def _decide(self, session: Session, ask: ClaimAsk) -> ClaimAnswer | Problem:
        started = time.monotonic()
        answer: ClaimAnswer | Problem
        try:
            answer = in_session(
                self._hub, session, lambda connection: claim(connection, self._hub, session, ask)
            )
        except Refused as refused:
            if refused.code == _FORGOTTEN:
                self._recover(session, ask)
            if refused.code not in _TOLD:
                raise
            answer = _problem(refused)
        took_s = time.monotonic() - started
        outcome = "granted" if isinstance(answer, ClaimAnswer) else answer.kind
        self._hub.metrics.add("counter_hub_claims_total", outcome=outcome)
        self._hub.metrics.add("counter_hub_claims_seconds_total", took_s)
        _log.info("claim %s ms=%d", outcome, took_s * 1000)
        return answer

    def _recover(self, session: Session, ask: ClaimAsk) -> NoReturn:
        site = self._hub.read(lambda connection: station_in(connection, session)).site
        recover(self._hub, site, ask.hub_log)
        raise Unavailable("hub_recovering")


_FORGOTTEN = "log_forgotten"
_TOLD = frozenset({
    "nobody_waiting", "counter_busy", "day_not_open", "push_first", "number_unknown", "ticket_not_waiting",
    "number_other_queue", "visit_busy", "choice_unknown", "press_over", "authority_moved",
})  # fmt: skip
"""What an officer or the sync thread can do something about; anything else is a refusal of the line."""


def _problem(refused: Refused) -> Problem:
    facts = {name: fact for name, fact in refused.facts.items() if isinstance(fact, str | int)}
    need = facts.pop("need", None)
    return Problem(kind=refused.code, need=need if isinstance(need, int) else None, facts=facts)


def claim(connection: Connection, hub: Hub, session: Session, ask: ClaimAsk) -> ClaimAnswer:
    """Calls the next one for a counter's station, or the same one again for a key it has used.

    Raises Refused: station_unknown, station_revoked, station_replaced, superseded, no_counter,
    push_first (need), press_over (number), officer_unknown, officer_other_agency, counter_busy (number),
    nobody_waiting, day_not_open, site_unknown; Unavailable("hub_recovering") where calls that the hub has
    forgotten may still come back.
    """
    station = station_in(connection, session)
    if station.replaced_by is not None:
        raise Refused("station_replaced")
    if not station.counter:
        raise Refused("no_counter", name=station.name)
    return decide(hub, connection, station.site, _granting(connection, hub, station, ask))


def _granting(
    connection: Connection, hub: Hub, station: EnrolledStation, ask: ClaimAsk
) -> Callable[[Work], ClaimAnswer]:
    known = notes(connection)
    if has_forgotten(connection, hub, station.site, ask.hub_log, known):
        raise Refused(_FORGOTTEN)
    if is_collecting(connection, hub, station.site, known):
        raise Unavailable("hub_recovering")

    def granted(work: Work) -> ClaimAnswer:
        now = hub.clock()
        note_contact(connection, station, now, unsent=0)
        _refuse_behind(connection, station, ask)
        actor = actor_at(work.site, ask.officer, station.counter)
        press = Press(ask.key, ask.number, ask.reason)
        silent = silent_counters(connection, site=station.site, but=station.counter, now_ms=now)
        called = grant(work, actor, press, silent)
        return ClaimAnswer(ticket=called.ticket_id.hex, number=called.number, rule=called.rule)

    return granted


def _refuse_behind(connection: Connection, station: EnrolledStation, ask: ClaimAsk) -> None:
    """What the station wrote comes first: it may have called, finished or closed something."""
    head = journal.head(connection, station.replica_no)
    if head.seq < ask.head_seq:
        raise Refused("push_first", need=head.seq + 1)
