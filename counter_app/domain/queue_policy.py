"""Who is called next: a pure function of who waits, who was called, and the site's rules (DESIGN 7).

Three lines meet here: with priority, without, and returns. The first two are called in the site's ratio;
who waits longer than the ageing limit comes before both. A return lines up behind one person of the front
third and is called when that person is gone, never twice in a row while others wait, so that whoever comes
back never pushes somebody aside for ever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from typing import NamedTuple

from counter_app.domain.catalogue import OrderPolicy

AGED, PRIORITY, REGULAR, RETURNED = "aged", "priority", "regular", "returned"
"""Rules that put a ticket first; recorded with the call."""
CHOSEN = "chosen"
"""No rule: an officer called this number out of order, and said why."""
PRESENT = "present"
"""No rule: the hub was away, and the person stood in front of the counter."""
OUT_OF_RATIO = (RETURNED, CHOSEN, PRESENT)
"""Calls that the ratio does not count."""


class Waiting(NamedTuple):
    """What the order asks of a waiting ticket."""

    id: bytes
    issued_at: int
    is_priority: bool
    returned_at: int | None = None
    """When its holder came back; None for who waits for the first turn."""
    behind: bytes | None = None
    """The ticket behind which a return lined up."""


class Turn(NamedTuple):
    """One place in the order, with the rule that gave it."""

    ticket: Waiting
    rule: str


def order(
    waiting: Sequence[Waiting],
    recent: Sequence[bool],
    policy: OrderPolicy,
    now_ms: int,
    *,
    after_return: bool = False,
) -> list[Turn]:
    """All waiting tickets in the order in which they will be called if nobody else comes.

    ``recent``: for the last calls that the ratio counts, newest last, whether each was of a priority class.
    ``after_return``: whether the very last call was a return's.
    """
    line = sorted(waiting, key=_place)
    priority = deque(ticket for ticket in line if ticket.returned_at is None and ticket.is_priority)
    regular = deque(ticket for ticket in line if ticket.returned_at is None and not ticket.is_priority)
    returns = [ticket for ticket in line if ticket.returned_at is not None]
    left, calls, turns = {ticket.id for ticket in line}, list(recent), []
    while priority or regular or returns:
        heads = [lane[0] for lane in (priority, regular) if lane]
        back = first_return(returns, left, policy, now_ms)
        turn = first(heads, recent=calls, policy=policy, now_ms=now_ms, back=back, after_return=after_return)
        turn = turn or Turn(returns[0], RETURNED)  # two that stand behind each other
        after_return = turn.rule == RETURNED
        if after_return:
            returns.remove(turn.ticket)
        else:
            (priority if turn.ticket.is_priority else regular).popleft()
            calls.append(turn.ticket.is_priority)
        left.discard(turn.ticket.id)
        turns.append(turn)
    return turns


def _place(ticket: Waiting) -> tuple[int, bytes]:
    return (ticket.issued_at if ticket.returned_at is None else ticket.returned_at, ticket.id)


def first_return(
    returns: Sequence[Waiting], left: Collection[bytes], policy: OrderPolicy, now_ms: int
) -> Waiting | None:
    """The return whose turn has come: who stood before it is gone, or it waits longer than the limit.

    ``returns`` in the order in which they came back; ``left``: the ids of all who can be called.
    """
    limit_ms = policy.ageing_limit_min * 60_000
    return next(
        (one for one in returns if one.behind not in left or now_ms - (one.returned_at or 0) > limit_ms), None
    )


def first(
    heads: Sequence[Waiting],
    recent: Sequence[bool],
    policy: OrderPolicy,
    now_ms: int,
    *,
    back: Waiting | None = None,
    after_return: bool = False,
) -> Turn | None:
    """Who is called now, of the longest waiting ticket of each class and the return that is due.

    The return comes first, unless the last call was one too and others wait; then whoever waits longer
    than the ageing limit, so that nobody waits for ever; else the ratio of priority to regular decides; else
    whoever is there. None where nobody is.
    """
    if back is not None and not (after_return and heads):
        return Turn(back, RETURNED)
    if not heads:
        return None
    oldest = min(heads, key=_place)
    if now_ms - oldest.issued_at > policy.ageing_limit_min * 60_000:
        return Turn(oldest, AGED)
    wanted = _is_priority_turn(recent, policy)
    chosen = next((ticket for ticket in heads if ticket.is_priority is wanted), oldest)
    return Turn(chosen, PRIORITY if chosen.is_priority else REGULAR)


def return_place(turns: Sequence[Turn], policy: OrderPolicy) -> bytes | None:
    """The ticket behind which who comes back lines up, or None where nobody waits.

    That is the end of the front third, the return counted in, and never the very first place.
    """
    if not turns:
        return None
    place = max(2, (len(turns) + 1) // policy.return_part)
    return turns[min(place, len(turns) + 1) - 2].ticket.id


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
