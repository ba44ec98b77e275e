"""The messages between station and hub, and the lines in which entries travel (DESIGN 6).

A batch is NDJSON under zstd: one head line for each replica, its entries in seq order, and one
trailer; without the trailer nothing is believed. Every entry line carries hp; salt_p and pii only
where the receiver may see them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import Any

import zstandard

from counter_app.domain.entry import Entry, is_intact
from counter_app.domain.errors import Refused
from counter_app.wire.messages import (
    FOLD_LIMIT,
    MOST_ENTRIES,
    PROTOCOL,
    ClaimAnswer,
    ClaimAsk,
    EnrolAnswer,
    EnrolAsk,
    Hello,
    LogEnd,
    Nonce,
    Problem,
    PullAsk,
    PushAnswer,
    RekeyAsk,
    Standing,
)

__all__ = (
    "DIGEST",
    "ENTRIES_TYPE",
    "EVENTS_TYPE",
    "FOLD_LIMIT",
    "HUB_ID",
    "JSON_TYPE",
    "MOST_BYTES",
    "MOST_ENTRIES",
    "MOST_PLAIN_BYTES",
    "PROTOCOL",
    "Batch",
    "ClaimAnswer",
    "ClaimAsk",
    "EnrolAnswer",
    "EnrolAsk",
    "Hello",
    "LogEnd",
    "Nonce",
    "Problem",
    "PullAsk",
    "PushAnswer",
    "RekeyAsk",
    "Run",
    "Standing",
    "digest_of",
    "enrol_text",
    "entry_line",
    "hello_text",
    "packed",
    "parts",
    "rekey_text",
    "signed_text",
    "unpacked",
)

ENTRIES_TYPE = "application/vnd.counter-app.entries+zstd"
JSON_TYPE = "application/json"
EVENTS_TYPE = "text/event-stream"
HUB_ID, DIGEST = "X-Hub-Id", "Content-Digest"
MOST_BYTES = 256 * 1024
"""Of one batch, compressed."""
MOST_PLAIN_BYTES = 8 * 1024 * 1024
"""Of one batch, unpacked: 500 entries of 16 kB; a zip bomb stops here."""


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one replica, one behind the other: a chain that holds in itself."""

    replica_id: bytes
    site: str
    public_key: bytes | None
    prev_hash: bytes
    """The hash before the first entry."""
    entries: tuple[Entry, ...]
    signature: bytes = b""
    """The replica's own, of its last entry; empty in a pull."""
    signatures: tuple[tuple[int, bytes], ...] = ()
    """In a pull: what the replica signed up to which of these entries, so that others can hand it in."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one message carries."""

    runs: tuple[Run, ...]
    more: bool = False
    catalogue: str = ""
    lacks: Mapping[str, int] = field(default_factory=dict)
    """Replica -> seq, where the hub holds less than the one who asks: its entries are wanted."""


def parts(run: Run, size: int) -> Iterator[Run]:
    """The run in pieces of at most ``size`` entries; the signature stands on the last."""
    prev = run.prev_hash
    for start in range(0, len(run.entries), size):
        piece = run.entries[start : start + size]
        signature = run.signature if start + size >= len(run.entries) else b""
        marks = tuple(one for one in run.signatures if piece[0].seq <= one[0] <= piece[-1].seq)
        yield replace(run, prev_hash=prev, entries=piece, signature=signature, signatures=marks)
        prev = piece[-1].hash


def signed_text(replica_id: bytes, seq: int, hash_: bytes) -> bytes:
    """What a station signs with each push and a hub with each receipt."""
    return b"counter-app log 1\n" + replica_id + seq.to_bytes(8, "big") + hash_


def hello_text(hub_id: str, nonce: str) -> bytes:
    """What a station signs at hello: for this hub, this once."""
    return f"counter-app hello 1\n{hub_id}\n{nonce}".encode()


def rekey_text(hub_id: str, nonce: str, public_key: bytes) -> bytes:
    """What both keys sign when a station goes on under a new one."""
    return f"counter-app rekey 1\n{hub_id}\n{nonce}\n{public_key.hex()}".encode()


def enrol_text(code: str) -> bytes:
    """What a station signs at enrolment."""
    return f"counter-app enrol 1\n{code}".encode()


def digest_of(content: bytes) -> str:
    """The value of Content-Digest (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def packed(batch: Batch) -> bytes:
    """A batch as it travels."""
    lines = list(chain.from_iterable(_lines(run) for run in batch.runs))
    count = sum(len(run.entries) for run in batch.runs)
    trailer = {
        "end": True, "n": count, "more": batch.more, "catalogue": batch.catalogue, "lacks": dict(batch.lacks),
    }  # fmt: skip
    text = "\n".join((*lines, _json(trailer)))
    return zstandard.ZstdCompressor(level=3).compress(text.encode())


def _lines(run: Run) -> Iterable[str]:
    head = {
        "replica": run.replica_id.hex(), "site": run.site, "prev": run.prev_hash.hex(),
        "key": None if run.public_key is None else run.public_key.hex(), "signature": run.signature.hex(),
        "signatures": [[seq, signature.hex()] for seq, signature in run.signatures],
    }  # fmt: skip
    yield _json(head)
    yield from map(entry_line, run.entries)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def entry_line(entry: Entry) -> str:
    """One entry without its replica, which the head line names."""
    salt_p = None if entry.salt_p is None else entry.salt_p.hex()
    return _json([
        entry.seq, entry.entity_id.hex(), *entry[3:16], entry.salt_b.hex(), salt_p, entry.hp.hex(),
        entry.hash.hex(),
    ])  # fmt: skip


_NONE = type(None)
_TYPES = frozenset(
    (int, str, int, int, offset, age, str, int, str, str, int, str, str, str, pii, str, salt_p, str, str)
    for offset in (int, _NONE)
    for age in (int, _NONE)
    for pii in (str, _NONE)
    for salt_p in (str, _NONE)
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INT16, _INT31 = 2**15, 2**31


def unpacked(content: bytes) -> Batch:
    """Reads a batch, whole or not at all.

    Raises Refused("batch_broken", reason=…): not zstd, too big when unpacked, no trailer, a line that
    is no entry, or a chain that does not hold in itself.
    """
    lines = _plain(content).split(b"\n")
    try:
        values = json.loads(b"[" + b",".join(lines) + b"]")
    except (ValueError, RecursionError) as error:
        raise Refused("batch_broken", reason="line") from error
    trailer = _trailer(values)
    runs = tuple(_runs(values))
    if sum(len(run.entries) for run in runs) != trailer["n"] or trailer["n"] > MOST_ENTRIES:
        raise Refused("batch_broken", reason="count")
    lacks = trailer.get("lacks", {})
    return Batch(runs, trailer.get("more") is True, str(trailer.get("catalogue", "")), lacks)


def _plain(content: bytes) -> bytes:
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(content)
        plain = reader.read(MOST_PLAIN_BYTES + 1)
    except zstandard.ZstdError as error:
        raise Refused("batch_broken", reason="zstd") from error
    if len(plain) > MOST_PLAIN_BYTES:
        raise Refused("batch_broken", reason="size")
    return plain


def _trailer(values: list[Any]) -> dict[str, Any]:
    trailer = values.pop() if values else None
    if not isinstance(trailer, dict) or trailer.get("end") is not True or type(trailer.get("n")) is not int:
        raise Refused("batch_broken", reason="trailer")
    lacks = trailer.get("lacks", {})
    if not isinstance(lacks, dict) or any(type(seq) is not int for seq in lacks.values()):
        raise Refused("batch_broken", reason="trailer")
    return trailer


def _runs(values: Sequence[Any]) -> Iterable[Run]:
    starts = [place for place, value in enumerate(values) if isinstance(value, dict)]
    if values and starts[:1] != [0]:
        raise Refused("batch_broken", reason="head")
    for start, end in pairwise((*starts, len(values))):
        yield _run(values[start], values[start + 1 : end])


def _run(head: dict[str, Any], lines: Sequence[Any]) -> Run:
    try:
        replica_id, prev = _bytes(head["replica"], 16), _bytes(head["prev"], 32)
        key = None if head["key"] is None else _bytes(head["key"], 32)
        signature = bytes.fromhex(head["signature"])
        marks = tuple((int(seq), _bytes(text, 64)) for seq, text in head.get("signatures", ()))
        site = _text(head["site"])
        entries = tuple([_entry(replica_id, line) for line in lines])
    except (KeyError, ValueError, TypeError) as error:
        raise Refused("batch_broken", reason="entry") from error
    _refuse_broken_chain(prev, entries)
    return Run(replica_id, site, key, prev, entries, signature, marks)


def _refuse_broken_chain(prev: bytes, entries: tuple[Entry, ...]) -> None:
    seq = entries[0].seq if entries else 0
    for entry in entries:
        if entry.seq != seq or not is_intact(prev, entry):
            raise Refused("batch_broken", reason="chain")
        prev, seq = entry.hash, seq + 1


def _text(value: object) -> str:
    if not isinstance(value, str) or _UNSTORABLE.search(value):
        raise ValueError
    return value


def _bytes(text: str, length: int) -> bytes:
    raw = bytes.fromhex(text)
    if len(raw) != length:
        raise ValueError
    return raw


def _entry(replica_id: bytes, line: list[Any]) -> Entry:
    """One line as an entry whose values fit the columns of both databases."""
    if tuple(map(type, line)) not in _TYPES:
        raise ValueError
    seq, entity, rev, at_ms, offset, age, site, day, agency, kind, version, officer, catalogue = line[:13]
    body, pii, salt_b, salt_p, hp, hash_ = line[13:]
    words = "".join((site, agency, kind, officer, catalogue, body, pii or ""))
    if _UNSTORABLE.search(words) or (pii is None) != (salt_p is None):
        raise ValueError
    if not (0 < seq < 2**62 and 0 < rev < 2**30 and -FOLD_LIMIT < at_ms < FOLD_LIMIT):
        raise ValueError
    if not (-_INT16 <= version < _INT16 and -_INT31 <= day < _INT31):
        raise ValueError
    if not (-_INT31 < (offset or 0) < _INT31 and -_INT31 < (age or 0) < _INT31):
        raise ValueError
    personal = bytes.fromhex(hp)
    if len(personal) not in (0, 32):
        raise ValueError
    return Entry(
        replica_id, seq, _bytes(entity, 16), rev, at_ms, offset, age, site, day, agency, kind, version,
        officer, catalogue, body, pii, _bytes(salt_b, 16), None if salt_p is None else _bytes(salt_p, 16),
        personal, _bytes(hash_, 32),
    )  # fmt: skip
