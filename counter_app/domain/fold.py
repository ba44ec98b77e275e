"""state = fold(entries of an entity in order, without those taken back)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError, checked_id, checked_whole

State = TypeVar("State", bound=tuple[Any, ...])
"""A NamedTuple whose fields are the columns of its projection."""

Reducer = Callable[[State, Entry, Facts], State]
Notice = Callable[[State, Facts], str]
"""Looks at the state before an entry: the code under which a sensible entry is listed, or empty."""


class Anomaly(NamedTuple):
    """An entry that made no sense where it stands, or that people must hear of; listed, never raised."""

    replica_id: bytes
    seq: int
    code: str


@dataclass(frozen=True, eq=False)
class Aggregate(Generic[State]):
    """One kind of thing with a history: how its state starts and what each kind of entry does to it."""

    name: str
    empty: Callable[[bytes, Entry], State]
    """Makes the state before anything happened, from the id and the first header seen."""
    reducers: Mapping[str, Reducer[State]]
    take_back_kinds: frozenset[str] = field(default_factory=frozenset)
    notices: Mapping[str, Notice[State]] = field(default_factory=dict)
    """What people must hear of although it makes sense, by kind."""

    def fold(self, entity_id: bytes, entries: Sequence[Entry]) -> tuple[State, list[Anomaly]]:
        """The state after all entries, in whatever order they are given. Total: never raises."""
        ordered = sorted(entries, key=_order)
        return self.fold_on(self.empty(entity_id, ordered[0]), self._kept(ordered))

    def standing(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries in the order of the fold, without those that another one takes back."""
        return self._kept(sorted(entries, key=_order))

    def _kept(self, ordered: list[Entry]) -> list[Entry]:
        dropped = _taken_back(ordered, self.take_back_kinds)
        if not dropped:
            return ordered
        return [entry for entry in ordered if (entry.replica_id, entry.seq) not in dropped]

    def fold_on(self, state: State, entries: Iterable[Entry]) -> tuple[State, list[Anomaly]]:
        """Folds entries that stand after everything folded so far and take nothing back."""
        anomalies: list[Anomaly] = []
        for entry in entries:
            reducer = self.reducers.get(entry.kind)
            if reducer is None:
                continue
            try:
                facts = Facts(entry.body)
                folded, code = reducer(state, entry, facts), self._noticed(state, entry.kind, facts)
            except SenselessError as senseless:
                folded, code = state, senseless.code
            if code:
                anomalies.append(Anomaly(entry.replica_id, entry.seq, code))
            state = folded
        return state, anomalies

    def _noticed(self, before: State, kind: str, facts: Facts) -> str:
        notice = self.notices.get(kind)
        return "" if notice is None else notice(before, facts)


def _order(entry: Entry) -> tuple[int, int, bytes, int]:
    return entry.order


def _taken_back(ordered: Sequence[Entry], kinds: frozenset[str]) -> set[tuple[bytes, int]]:
    """Names of entries that a later entry takes back; a take-back that is itself taken back counts not."""
    dropped: set[tuple[bytes, int]] = set()
    if not any(entry.kind in kinds for entry in ordered):
        return dropped
    places = {(entry.replica_id, entry.seq): place for place, entry in enumerate(ordered)}
    for place in range(len(ordered) - 1, -1, -1):
        entry = ordered[place]
        if entry.kind in kinds and (entry.replica_id, entry.seq) not in dropped:
            dropped.update(named for named in named_entries(entry) if places.get(named, place) < place)
    return dropped


def named_entries(entry: Entry) -> list[tuple[bytes, int]]:
    """(replica, seq) of each entry that a taking-back entry names; none where it makes no sense.

    It names one by ``replica`` and ``seq``, or several at once as ``entries``: rows of both.
    """
    try:
        facts = Facts(entry.body)
        rows = facts.rows("entries") or [[facts.value("replica"), facts.value("seq")]]
        return [_name(row) for row in rows]
    except SenselessError:
        return []


def _name(row: Sequence[object]) -> tuple[bytes, int]:
    if len(row) != 2:  # noqa: PLR2004  replica and seq
        raise SenselessError("bad_entries")
    return checked_id(row[0], "replica"), checked_whole(row[1], "seq", low=1, high=2**62)
