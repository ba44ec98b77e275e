"""From a parsed site.toml to a Site, refused as a whole when anything is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counter_app.domain.catalogue import Counter, OfficerAccount, OrderPolicy, Queue, Site, Zone
from counter_app.domain.catalogue_file import read_letter
from counter_app.domain.raw_table import BrokenReason, RawTable, refuse_repeats, required_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from counter_app.domain.catalogue import Catalogue

ROLES = ("counter", "reception", "supervisor")
TOP_KEYS = (
    "schema", "code", "name", "town", "regency", "letterhead", "zone_name", "zone_label", "public_base_url",
    "complaints", "opens", "closes", "main_issuer", "authority_counter", "sync_notice_min", "idle_lock_min",
    "zone", "queue", "counter", "officer", "order",
)  # fmt: skip
LONGEST_NOTICE_MIN = 1_440
LAST_COUNTER_NUMBER = 50
"""Issuer numbers from 51 are given to reception and kiosks (DESIGN 7)."""
LARGEST_ISSUER = 9_999
SITE_CODE = re.compile(r"[A-Z]{3}")
OFFICER_CODE = re.compile(r"[A-Z0-9]{2,8}")
HOUR = re.compile(r"([01]\d|2[0-3])\.[0-5]\d")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*")
PIN_HASH = re.compile(r"\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{22,}")


def build_site(values: Mapping[str, object], catalogue: Catalogue, digest: str, file: str) -> Site:
    """Check everything against the catalogue and put it together.

    ``digest`` is the SHA-256 in hex of the file as read, ``file`` its name for refusals.
    Raises Refused ``catalogue_broken`` with file, key, reason (a BrokenReason) and value.
    """
    table = RawTable(file, "", values)
    table.only(TOP_KEYS)
    opens, closes = _hours(table)
    zones = _zones(table)
    queues = _queues(table, zones, catalogue)
    counters = _counters(table, zones, queues)
    main_issuer = _main_issuer(table, counters)
    return Site(
        code=_matching(table, "code", SITE_CODE, BrokenReason.BAD_CODE),
        name=table.text("name"),
        town=table.text("town"),
        regency=table.text("regency"),
        letterhead=table.text("letterhead"),
        zone_name=_time_zone(table),
        zone_label=table.text("zone_label"),
        public_base_url=_public_base(table),
        complaints=table.text("complaints"),
        opens=opens,
        closes=closes,
        main_issuer=main_issuer,
        zones=zones,
        queues=queues,
        counters=counters,
        officers=_officers(table, catalogue),
        order=_order(table.table("order")),
        digest=digest,
        idle_lock_min=table.whole("idle_lock_min", minimum=0, maximum=LONGEST_NOTICE_MIN, default=10),
        sync_notice_min=table.whole("sync_notice_min", minimum=1, maximum=LONGEST_NOTICE_MIN, default=15),
        authority_counter=_authority(table, counters),
    )


def _matching(table: RawTable, name: str, form: re.Pattern[str], reason: BrokenReason) -> str:
    text = table.text(name)
    if not form.fullmatch(text):
        raise table.broken(name, reason, text)
    return text


def _hours(table: RawTable) -> tuple[str, str]:
    opens = _matching(table, "opens", HOUR, BrokenReason.BAD_HOURS)
    closes = _matching(table, "closes", HOUR, BrokenReason.BAD_HOURS)
    if closes <= opens:
        raise table.broken("closes", BrokenReason.BAD_HOURS, closes)
    return opens, closes


def _time_zone(table: RawTable) -> str:
    name = table.text("zone_name")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise table.broken("zone_name", BrokenReason.UNKNOWN_TIME_ZONE, name) from error
    return name


def _public_base(table: RawTable) -> str:
    text = table.text("public_base_url", default="")
    if text and not ADDRESS.fullmatch(text):
        raise table.broken("public_base_url", BrokenReason.BAD_ADDRESS, text)
    return text


def _zones(table: RawTable) -> tuple[Zone, ...]:
    raws = required_tables(table, "zone", "number")
    refuse_repeats(raws, "number")
    for raw in raws:
        raw.only(("number", "name"))
    return tuple(Zone(raw.whole("number", minimum=1), raw.text("name")) for raw in raws)


def _zone(table: RawTable, zones: Sequence[Zone]) -> int:
    number = table.whole("zone", minimum=1)
    if all(zone.number != number for zone in zones):
        raise table.broken("zone", BrokenReason.UNKNOWN_ZONE, number)
    return number


def _queues(table: RawTable, zones: Sequence[Zone], catalogue: Catalogue) -> tuple[Queue, ...]:
    raws = required_tables(table, "queue", "letter")
    refuse_repeats(raws, "letter")
    refuse_repeats(raws, "agency")
    return tuple(_queue(raw, zones, catalogue) for raw in raws)


def _queue(raw: RawTable, zones: Sequence[Zone], catalogue: Catalogue) -> Queue:
    raw.only(("letter", "agency", "zone"))
    return Queue(letter=read_letter(raw), agency=_agency(raw, catalogue), zone=_zone(raw, zones))


def _agency(raw: RawTable, catalogue: Catalogue) -> str:
    code = raw.text("agency")
    if code not in catalogue.agencies:
        raise raw.broken("agency", BrokenReason.UNKNOWN_AGENCY, code)
    return code


def _counters(table: RawTable, zones: Sequence[Zone], queues: Sequence[Queue]) -> tuple[Counter, ...]:
    raws = required_tables(table, "counter", "number")
    refuse_repeats(raws, "number")
    letters = [queue.letter for queue in queues]
    counters = tuple(_counter(raw, zones, letters) for raw in raws)
    served = {letter for counter in counters for letter in counter.queues}
    for letter in letters:
        if letter not in served:
            raise table.broken(f"queue[{letter}]", BrokenReason.UNSERVED_QUEUE, letter)
    return counters


def _counter(raw: RawTable, zones: Sequence[Zone], letters: Collection[str]) -> Counter:
    raw.only(("number", "zone", "queues"))
    number = raw.whole("number", minimum=1, maximum=LAST_COUNTER_NUMBER)
    served = raw.texts("queues")
    if not served:
        raise raw.broken("queues", BrokenReason.EMPTY)
    for letter in served:
        if letter not in letters:
            raise raw.broken("queues", BrokenReason.UNKNOWN_QUEUE, letter)
        if served.count(letter) > 1:
            raise raw.broken("queues", BrokenReason.DUPLICATE, letter)
    return Counter(number=number, zone=_zone(raw, zones), queues=served)


def _main_issuer(table: RawTable, counters: Sequence[Counter]) -> int:
    """A counter's number, or one above them all: the reception's, whose slips most people hold."""
    number = table.whole("main_issuer", minimum=1, maximum=LARGEST_ISSUER)
    if number <= LAST_COUNTER_NUMBER and not _is_counter(number, counters):
        raise table.broken("main_issuer", BrokenReason.UNKNOWN_COUNTER, number)
    return number


def _is_counter(number: int, counters: Sequence[Counter]) -> bool:
    return any(counter.number == number for counter in counters)


def _authority(table: RawTable, counters: Sequence[Counter]) -> int:
    """The one counter that calls by itself; 0 where the hub decides for all."""
    number = table.whole("authority_counter", minimum=0, default=0)
    if number and not _is_counter(number, counters):
        raise table.broken("authority_counter", BrokenReason.UNKNOWN_COUNTER, number)
    return number


def _officers(table: RawTable, catalogue: Catalogue) -> tuple[OfficerAccount, ...]:
    raws = required_tables(table, "officer", "code")
    refuse_repeats(raws, "code")
    return tuple(_officer(raw, catalogue) for raw in raws)


def _officer(raw: RawTable, catalogue: Catalogue) -> OfficerAccount:
    raw.only(("code", "name", "agency", "roles", "pin_hash"))
    roles = raw.texts("roles")
    if not roles:
        raise raw.broken("roles", BrokenReason.EMPTY)
    for role in roles:
        if role not in ROLES:
            raise raw.broken("roles", BrokenReason.UNKNOWN_VALUE, role)
    pin_hash = raw.text("pin_hash")
    if not PIN_HASH.fullmatch(pin_hash):
        raise raw.broken("pin_hash", BrokenReason.BAD_PIN_HASH)
    return OfficerAccount(
        code=_matching(raw, "code", OFFICER_CODE, BrokenReason.BAD_CODE),
        name=raw.text("name"),
        agency=_agency(raw, catalogue),
        roles=roles,
        pin_hash=pin_hash,
    )


def _order(table: RawTable) -> OrderPolicy:
    default = OrderPolicy()
    table.only(("priority_per_round", "regular_per_round", "ageing_limit_min", "return_part", "call_limit"))
    return OrderPolicy(
        priority_per_round=table.whole("priority_per_round", minimum=1, default=default.priority_per_round),
        regular_per_round=table.whole("regular_per_round", minimum=1, default=default.regular_per_round),
        ageing_limit_min=table.whole("ageing_limit_min", minimum=1, default=default.ageing_limit_min),
        return_part=table.whole("return_part", minimum=1, maximum=10, default=default.return_part),
        call_limit=table.whole("call_limit", minimum=1, maximum=9, default=default.call_limit),
    )
