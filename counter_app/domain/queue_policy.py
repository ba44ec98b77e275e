"""Who is called next: a pure function of who waits, who was called, and the site's rules (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counter_app.domain.catalogue import OrderPolicy

AGED, PRIORITY, REGULAR = "aged", "priority", "regular"
"""Rules that put a ticket first; recorded with the call."""


class Waiting(NamedTuple):
    """What the order asks of a waiting ticket."""

    id: bytes
    issued_at: int
    is_priority: bool


class Turn(NamedTuple):
    """One place in the order, with the rule that gave it."""

    ticket: Waiting
    rule: str


def order(waiting: Sequence[Waiting], recent: Sequence[bool], policy: OrderPolicy, now_ms: int) -> list[Turn]:
    """All waiting tickets in the order in which they will be called if nobody else comes.

    ``recent``: for the last calls, newest last, whether each was of a priority class.
    """
    line = sorted(waiting, key=lambda ticket: (ticket.issued_at, ticket.id))
    priority = [ticket for ticket in line if ticket.is_priority]
    regular = [ticket for ticket in line if not ticket.is_priority]
    calls, turns = list(recent), []
    while priority or regular:
        turn = first(priority[:1] + regular[:1], calls, policy, now_ms)
        (priority if turn.ticket.is_priority else regular).pop(0)
        calls.append(turn.ticket.is_priority)
        turns.append(turn)
    return turns


def first(heads: Sequence[Waiting], recent: Sequence[bool], policy: OrderPolicy, now_ms: int) -> Turn:
    """Who is called now, of the longest waiting ticket of each class.

    Whoever waits longer than the ageing limit comes first, so that nobody waits for ever; else the
    ratio of priority to regular decides; else whoever is there.
    """
    oldest = min(heads, key=lambda ticket: (ticket.issued_at, ticket.id))
    if now_ms - oldest.issued_at > policy.ageing_limit_min * 60_000:
        return Turn(oldest, AGED)
    wanted = _is_priority_turn(recent, policy)
    chosen = next((ticket for ticket in heads if ticket.is_priority is wanted), oldest)
    return Turn(chosen, PRIORITY if chosen.is_priority else REGULAR)


def _is_priority_turn(recent: Sequence[bool], policy: OrderPolicy) -> bool:
    """Whether the round of p priority and r regular calls is at a priority place."""
    priority_run = regular_run = 0
    for was_priority in reversed(recent):
        if was_priority and regular_run == 0:
            priority_run += 1
        elif not was_priority and priority_run == 0:
            regular_run += 1
        else:
            break
    if priority_run:
        return priority_run < policy.priority_per_round
    return regular_run == 0 or regular_run >= policy.regular_per_round
