"""Entries as one or several stations would have written them, for tests of what is read from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random

from counter_app.domain.entry import GENESIS, Entry, chained, personal_half

START_MS = 1_795_392_600_000


class Scribe:
    """One replica's log: it knows its own entries and those it was told of."""

    def __init__(self, number: int) -> None:
        self.replica_id = bytes([number]) * 16
        self.written: list[Entry] = []
        self.now_ms = START_MS
        self.offset_ms: int | None = None
        self.offset_age_s: int | None = None
        self._chance = Random(number)
        self._revs: dict[bytes, int] = {}

    def write(
        self,
        kind: str,
        entity_id: bytes,
        body: Mapping[str, object] | str = "{}",
        *,
        pii: Mapping[str, object] | str | None = None,
        agency: str = "DISDUKCAPIL",
        officer: str = "P03",
    ) -> Entry:
        """Appends one entry; a string stands for a body that no station of ours would write."""
        rev = self._revs.get(entity_id, 0) + 1
        text, personal = _text(body), None if pii is None else _text(pii)
        salt_p = None if pii is None else self._chance.randbytes(16)
        prev = self.written[-1].hash if self.written else GENESIS
        unsigned = Entry(
            self.replica_id, len(self.written) + 1, entity_id, rev, self.now_ms, self.offset_ms,
            self.offset_age_s, "BLU", 20261123, agency, kind, 1, officer, "2026-11", text, personal,
            self._chance.randbytes(16), salt_p, personal_half(personal, salt_p), b"",
        )  # fmt: skip
        entry = unsigned._replace(hash=chained(prev, unsigned))
        self.written.append(entry)
        self.learn(entry)
        return entry

    def learn(self, entry: Entry) -> None:
        """Hears of an entry: what it writes after that comes later."""
        self._revs[entry.entity_id] = max(self._revs.get(entry.entity_id, 0), entry.rev)


def _text(facts: Mapping[str, object] | str) -> str:
    return facts if isinstance(facts, str) else json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def naming(entry: Entry) -> dict[str, object]:
    """The body of an entry that takes another back."""
    return {"replica": entry.replica_id.hex(), "seq": entry.seq}
