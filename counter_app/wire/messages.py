"""The messages between station and hub, but for the batches."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1
MOST_ENTRIES = 500
"""Of one batch."""
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
    log: str = ""
    """In which log this hub writes who is called at the site; empty = in none yet."""


class PushAnswer(_Message):
    """How far the hub holds the log, on disk, and its signature of that."""

    acked_seq: int
    head_hash: Hex32
    receipt: Hex64


class LogEnd(_Message):
    """How far a station holds the log that the hub named at hello: so an old copy of a hub is found."""

    log: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")] = ""
    seq: Seq = 0
    hash: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class PullAsk(_Message):
    """What the station holds: replica -> seq."""

    vector: Annotated[dict[Hex16, Seq], Field(max_length=2000)]
    unsent: Annotated[int, Field(ge=0, lt=2**31)] = 0
    most: Annotated[int, Field(ge=1, le=MOST_ENTRIES)] = MOST_ENTRIES
    """Entries that the line carries in one piece."""
    hub_log: LogEnd = LogEnd()


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
    hub_log: LogEnd = LogEnd()


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
