"""Call next, asked of the hub: push what is unsent, claim, pull what was decided (DESIGN 7)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from counter_app.db import journal
from counter_app.db.store import Store
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press, last_call
from counter_app.sync.client import HubClient
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import SESSION_ENDED, HubLink
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import ClaimAnswer, ClaimAsk, Problem

ANSWER_WITHIN_S = 1.5
"""Longer than that nobody is kept waiting at a counter: the officer goes on by presence."""
_SESSION_ENDED = SESSION_ENDED | {"station_replaced"}
_PULLS = 20
RECOVERING = "hub_recovering"
MOVED = "authority_moved"
_ONCE_MORE = frozenset({"push_first", "counter_busy"})


@dataclass
class _Session:
    client: HubClient
    exchange: Exchange


class HubAuthority:
    """The hub's decision for one station; used by one thread, with a session of its own."""

    def __init__(
        self,
        store: Store,
        link: HubLink,
        *,
        within_s: float = ANSWER_WITHIN_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._link = link
        self._within_s = within_s
        self._monotonic = monotonic
        self._session: _Session | None = None

    def close(self) -> None:
        """Lets the line go."""
        if self._session is not None:
            self._session.client.close()

    def call(self, actor: Actor, press: Press) -> CalledTicket:
        """Calls who is first, or the number chosen; the same key again gives the same ticket.

        Raises Unavailable("authority_away", reason=…) where the hub does not answer in time,
        Unavailable("authority_moved", officer=…) where a supervisor gave the deciding to another one,
        Unavailable("hub_recovering") while it collects what an old copy of it has forgotten, and Refused
        with what ``operations.claims.grant`` or the hub itself refuses.
        """
        until = self._monotonic() + self._within_s
        try:
            return self._called(actor, press, until)
        except SlowLineError as slow:
            raise Unavailable("authority_away", reason="slow") from slow
        except Unavailable as away:
            if away.code == MOVED:
                raise
            is_recovering = away.facts.get("reason") == RECOVERING
            code = RECOVERING if is_recovering else "authority_away"
            raise Unavailable(code, reason=away.code) from away

    def _called(self, actor: Actor, press: Press, until: float) -> CalledTicket:
        session = self._open()
        try:
            return self._claimed(session, actor, press, until)
        except Refused as refused:
            if refused.code not in _SESSION_ENDED:
                raise
            session.client.forget_token()
            session.exchange.greet()
            return self._claimed(session, actor, press, until)

    def _open(self) -> _Session:
        if self._session is None:
            link = self._link
            client = HubClient(link.url, link.certificate, link.hub_id, self._within_s)
            self._session = _Session(client, Exchange(self._store, link, client, may_rekey=False))
        if not self._session.exchange.is_greeted:
            self._session.exchange.greet()
        return self._session

    def _claimed(self, session: _Session, actor: Actor, press: Press, until: float) -> CalledTicket:
        self._send_all(session, until)
        ask = ClaimAsk(
            key=press.key, officer=actor.officer, head_seq=self._head_seq(), number=press.number,
            reason=press.reason, hub_log=session.exchange.hub_log_end(),
        )  # fmt: skip
        answer = session.client.claim(ask)
        if isinstance(answer, Problem) and answer.kind in _ONCE_MORE:
            self._catch_up(session, answer.kind)
            self._send_all(session, until)
            answer = session.client.claim(ask.model_copy(update={"head_seq": self._head_seq()}))
        if isinstance(answer, Problem):
            raise _refusal(answer)
        return self._taken(session, answer)

    def _catch_up(self, session: _Session, kind: str) -> None:
        """What the hub called here while nobody heard it goes back, if somebody else was served."""
        if kind == "push_first":
            session.exchange.greet()
        else:
            session.exchange.pull()

    def _send_all(self, session: _Session, until: float) -> None:
        while session.exchange.push():
            if self._monotonic() > until:
                raise Unavailable("hub_busy", reason="backlog")

    def _head_seq(self) -> int:
        return self._store.read(lambda connection: journal.head(connection, self._store.own.replica_no)).seq

    def _taken(self, session: _Session, answer: ClaimAnswer) -> CalledTicket:
        """Waits until the decision stands in this station's own journal: the screens read that."""
        ticket_id = UUID(hex=answer.ticket)
        for _ in range(_PULLS):
            entry = self._store.read(lambda connection: last_call(connection, ticket_id))
            if entry is not None:
                return CalledTicket(ticket_id, answer.number, entry)
            session.exchange.pull()
        raise Unavailable("hub_busy", reason="pull")


def _refusal(problem: Problem) -> Refused | Unavailable:
    if problem.kind == "push_first":
        return Unavailable("hub_busy", reason="backlog")
    if problem.kind == MOVED:  # known to stay: the officer goes on by presence
        return Unavailable("authority_moved", **problem.facts)
    return Refused(problem.kind, **problem.facts)
