"""The journal entry: what happened, hashed into the chain of the installation that wrote it."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from counter_app.domain.errors import Refused

_ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: ``json.dumps`` with other separators makes one for every entry."""

GENESIS = bytes(32)
"""The hash before a replica's first entry."""

NO_PII = b""
"""hp of an entry that never had personal data; 32 bytes otherwise, also after pii was withheld or dropped."""

_HEADER = struct.Struct(">16sq16siqii")
_TAIL = struct.Struct(">ii")
_NOT_KNOWN = -(2**31)


class Entry(NamedTuple):
    """One fact, written once (DESIGN 3).

    A tuple and not a dataclass because a rebuild makes hundreds of thousands of them.
    """

    replica_id: bytes
    """16 bytes: first half of SHA-256 of the installation's public key."""
    seq: int
    """1, 2, 3… without gaps in one replica."""
    entity_id: bytes
    """16 bytes of a UUIDv7."""
    rev: int
    """1 + the highest rev of this entity that the writer knew."""
    at_ms: int
    """UTC, the writer's wall clock."""
    offset_ms: int | None
    """Last known difference to the hub's clock (hub minus own); None = never compared."""
    offset_age_s: int | None
    """How old that comparison was."""
    site: str
    business_day: int
    """The opened business day as yyyymmdd."""
    agency: str
    """Whose case it is; empty = nobody's."""
    kind: str
    kind_version: int
    officer: str
    catalogue_version: str
    body: str
    """JSON as written: integers, strings, booleans, null, lists and objects of them; never personal data."""
    pii: str | None
    """JSON of everything that identifies a person; None = none, or withheld."""
    salt_b: bytes
    salt_p: bytes | None
    hp: bytes
    hash: bytes

    @property
    def order(self) -> tuple[int, int, bytes, int]:
        """Place in the fold of its entity: cause before effect whatever the clocks say."""
        return (self.rev, self.at_ms + (self.offset_ms or 0), self.replica_id, self.seq)


def id_of_key(public_key: bytes) -> bytes:
    """The id of the replica that writes with this key: the first half of its SHA-256."""
    return hashlib.sha256(public_key).digest()[:16]


@dataclass(frozen=True, slots=True)
class EntryRef:
    """Names one entry, for undo."""

    entity_id: UUID
    replica_id: bytes
    seq: int


def ref(entry: Entry) -> EntryRef:
    """The name of an entry."""
    return EntryRef(UUID(bytes=entry.entity_id), entry.replica_id, entry.seq)


def written(facts: dict[str, object]) -> str:
    """A body or pii as the text that is hashed and stored.

    Raises Refused("body_has_float") for a number that two machines might write differently.
    """
    _no_floats(facts)
    return _ENCODED(facts)


def _no_floats(value: object) -> None:
    if isinstance(value, float):
        raise Refused("body_has_float", value=value)
    if isinstance(value, dict):
        for inner in value.values():
            _no_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _no_floats(inner)


def personal_half(pii: str | None, salt_p: bytes | None) -> bytes:
    """Hp: the half of the leaf that stands for the personal data."""
    if pii is None or salt_p is None:
        return NO_PII
    return hashlib.sha256(salt_p + _utf8(pii)).digest()


def _utf8(text: str) -> bytes:
    # a lone surrogate from a foreign station must not make the hash fail
    return text.encode("utf-8", "surrogatepass")


def _packed(entry: Entry) -> bytes:
    head = _HEADER.pack(
        entry.replica_id,
        entry.seq,
        entry.entity_id,
        entry.rev,
        entry.at_ms,
        _NOT_KNOWN if entry.offset_ms is None else entry.offset_ms,
        _NOT_KNOWN if entry.offset_age_s is None else entry.offset_age_s,
    )
    tail = _TAIL.pack(entry.business_day, entry.kind_version)
    return head + tail + _words(entry.site, entry.agency, entry.kind, entry.officer, entry.catalogue_version)


@lru_cache(maxsize=256)
def _words(*words: str) -> bytes:
    """Words with their lengths; the same few stand in entry after entry (a third of a hash's time)."""
    return b"".join(_length_first(_utf8(word)) for word in words)


def _length_first(raw: bytes) -> bytes:
    return struct.pack(">H", len(raw)) + raw


def leaf(entry: Entry) -> bytes:
    """H(hb ‖ hp): stays computable when body or pii is withheld or dropped by law."""
    body_half = hashlib.sha256(entry.salt_b + _utf8(entry.body)).digest()
    return hashlib.sha256(body_half + entry.hp).digest()


def chained(prev_hash: bytes, entry: Entry) -> bytes:
    """The hash that an entry must carry behind ``prev_hash``: H(prev ‖ header ‖ leaf)."""
    return hashlib.sha256(prev_hash + _packed(entry) + leaf(entry)).digest()


def is_intact(prev_hash: bytes, entry: Entry) -> bool:
    """Whether the entry is what its replica wrote behind ``prev_hash``; withheld pii is no fault."""
    if entry.pii is not None and (entry.salt_p is None or personal_half(entry.pii, entry.salt_p) != entry.hp):
        return False
    try:
        return chained(prev_hash, entry) == entry.hash
    except struct.error:
        return False
