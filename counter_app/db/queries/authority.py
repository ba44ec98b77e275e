"""Who decided for a site, and since when, where supervisors have said so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.site_authority import site_entity


@dataclass(frozen=True, slots=True)
class TakeOver:
    """From ``at_ms`` until another one one installation decided, and no other should have."""

    replica_no: int
    business_day: int
    at_ms: int
    """By the hub's clock where it is known; ``until_ms`` likewise."""
    until_ms: int | None
    """None = it still does."""
    former_no: int
    """Who decided before, as far as was known; 0 = nobody knew."""
    known_seq: int
    """How far that log was known: what stands there happened before, whatever the clocks say."""


def take_overs(connection: Connection, site: str) -> tuple[TakeOver, ...]:
    """All of a site, in their order."""
    numbers = {head.replica_id: head.replica_no for head in journal.heads(connection).values()}
    ids = {number: replica_id for replica_id, number in numbers.items()}
    known = journal.entries_of(connection, site_entity(site), ids)
    taken = [one for one in known if one.site == site and one.kind == "authority.taken"]
    return tuple(_take_overs(sorted(taken, key=lambda one: (one.rev, one.replica_id)), numbers))


def _take_overs(taken: Sequence[Entry], numbers: dict[bytes, int]) -> Iterator[TakeOver]:
    for entry, after in pairwise((*taken, None)):
        assert entry is not None
        former, seq = _before(entry)
        yield TakeOver(
            numbers[entry.replica_id], entry.business_day, _at(entry), None if after is None else _at(after),
            numbers.get(former or b"", 0), seq or 0,
        )  # fmt: skip


def _before(entry: Entry) -> tuple[bytes | None, int | None]:
    """Nothing where the entry makes no sense."""
    try:
        facts = Facts(entry.body)
        return facts.id_or_none("former"), facts.whole_or_none("seq", high=2**62)
    except SenselessError:
        return None, None


def _at(entry: Entry) -> int:
    return entry.at_ms + (entry.offset_ms or 0)
