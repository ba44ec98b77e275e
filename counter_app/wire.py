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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Annotated, Any, Literal

import zstandard
from pydantic import BaseModel, ConfigDict, Field

from counter_app.domain.entry import Entry, is_intact
from counter_app.domain.errors import Refused

PROTOCOL = 1
ENTRIES_TYPE = "application/vnd.counter-app.entries+zstd"
JSON_TYPE = "application/json"
EVENTS_TYPE = "text/event-stream"
HUB_ID, DIGEST = "X-Hub-Id", "Content-Digest"
MOST_ENTRIES = 500
MOST_BYTES = 256 * 1024
"""Of one batch, compressed."""
MOST_PLAIN_BYTES = 8 * 1024 * 1024
"""Of one batch, unpacked: 500 entries of 16 kB; a zip bomb stops here."""
FOLD_LIMIT = 2**53
"""Wall clocks above this are no clock's; it keeps at + offset inside 64 bits."""

Hex16 = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
Seq = Annotated[int, Field(ge=0, lt=2**62)]
Millis = Annotated[int, Field(ge=-FOLD_LIMIT, le=FOLD_LIMIT)]
Short = Annotated[str, Field(max_length=80)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class EnrolAsk(_Message):
    """A new station shows the code that was read out to it, and its public key."""

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    public_key: Hex32
    signature: Hex64
    """Of the code under that key: the key is the station's own."""
    site: Short = ""
    """What it was set up as already; empty for a new one."""
    kind: Short = ""
    counter: Annotated[int, Field(ge=0, le=999)] = 0
    issuer: Annotated[int, Field(ge=0, le=9999)] = 0
    app_version: Short = ""


class EnrolAnswer(_Message):
    """What the station is from now on."""

    hub_id: Hex16
    hub_key: Hex32
    site: str
    kind: str
    counter: int
    issuer: int
    name: str
    is_site_hub: bool = False
    """Whether it is the hub of a site, and not the centre."""


class RekeyAsk(_Message):
    """A station goes on under a new key; the one before vouches for it (SYNC.md 2.6)."""

    replica: Hex16
    """Whose log it wrote before."""
    public_key: Hex32
    nonce: Annotated[str, Field(max_length=200)]
    signature: Hex64
    """Under the key before."""
    proof: Hex64
    """The same under the new key: it is the station's own."""


class Nonce(_Message):
    """Something to sign, once, within a minute."""

    nonce: str
    hub_id: Hex16
    hub_time_ms: int


class Hello(_Message):
    """Who is there, how far its log goes, and how it is."""

    replica: Hex16
    nonce: Annotated[str, Field(max_length=200)]
    signature: Hex64
    head_seq: Seq
    head_hash: Hex32
    wall_ms: Millis
    protocols: Annotated[tuple[int, ...], Field(max_length=8)] = (PROTOCOL,)
    app_version: Short = ""
    unsent: Annotated[int, Field(ge=0, lt=2**31)] = 0
    run: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")] = ""
    """Drawn at each start of the program: two that live at once are two computers with one key."""


class Standing(_Message):
    """The hub's word on a station's log, and the token for what follows."""

    token: str
    protocol: int
    standing: Literal["good", "behind", "forked"]
    """behind: the hub holds more of this log than the station; forked: another one."""
    acked_seq: int
    acked_hash: Hex32
    hub_time_ms: int
    catalogue: str
    """SHA-256 in hex of the catalogue in force at this site; empty = none published."""
    is_replaced: bool = False
    """Another log goes on in this one's place: it may be handed over to its end, and nothing more."""
    issuer: int = 0
    """Stands in the numbers of this log's station; 0 = not told."""


class PushAnswer(_Message):
    """How far the hub holds the log, on disk, and its signature of that."""

    acked_seq: int
    head_hash: Hex32
    receipt: Hex64


class PullAsk(_Message):
    """What the station holds: replica -> seq."""

    vector: Annotated[dict[Hex16, Seq], Field(max_length=2000)]
    unsent: Annotated[int, Field(ge=0, lt=2**31)] = 0
    most: Annotated[int, Field(ge=1, le=MOST_ENTRIES)] = MOST_ENTRIES
    """Entries that the line carries in one piece."""


class ClaimAsk(_Message):
    """Next, please: one press of one officer. The same key again gets the same answer."""

    key: Hex16
    officer: Annotated[str, Field(min_length=1, max_length=40)]
    head_seq: Seq
    """How far the station's own log goes: what it wrote must be here before it may claim."""
    number: Annotated[str, Field(max_length=12)] = ""
    """A number that is chosen out of order; empty = who is first."""
    reason: Annotated[str, Field(max_length=20)] = ""
    """Why it is chosen."""


class ClaimAnswer(_Message):
    """Who was called; the entry itself comes with the next pull."""

    ticket: Hex16
    number: str
    rule: str


class Problem(_Message):
    """Why not: a code for the program, never a sentence."""

    kind: str
    need: int | None = None
    """gap: the seq that is missing."""
    at: int | None = None
    """fork: the first seq that differs."""
    facts: dict[str, int | str] = Field(default_factory=dict)
    """What the sentence names: numbers, letters, counters; never a person."""


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


@dataclass(frozen=True, slots=True)
class Batch:
    """What one message carries."""

    runs: tuple[Run, ...]
    more: bool = False
    catalogue: str = ""


def parts(run: Run, size: int) -> Iterator[Run]:
    """The run in pieces of at most ``size`` entries; the signature stands on the last."""
    prev = run.prev_hash
    for start in range(0, len(run.entries), size):
        piece = run.entries[start : start + size]
        signature = run.signature if start + size >= len(run.entries) else b""
        yield replace(run, prev_hash=prev, entries=piece, signature=signature)
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
    trailer = {"end": True, "n": count, "more": batch.more, "catalogue": batch.catalogue}
    text = "\n".join((*lines, _json(trailer)))
    return zstandard.ZstdCompressor(level=3).compress(text.encode())


def _lines(run: Run) -> Iterable[str]:
    head = {
        "replica": run.replica_id.hex(), "site": run.site, "prev": run.prev_hash.hex(),
        "key": None if run.public_key is None else run.public_key.hex(), "signature": run.signature.hex(),
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
    return Batch(runs, trailer.get("more") is True, str(trailer.get("catalogue", "")))


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
        site = _text(head["site"])
        entries = tuple([_entry(replica_id, line) for line in lines])
    except (KeyError, ValueError, TypeError) as error:
        raise Refused("batch_broken", reason="entry") from error
    _refuse_broken_chain(prev, entries)
    return Run(replica_id, site, key, prev, entries, signature)


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
