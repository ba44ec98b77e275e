"""How another system's ticket history is written down: its columns, times and words (a small TOML)."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counter_app.domain.raw_table import BrokenReason, RawTable
from counter_app.domain.ticket import PRIORITY_CLASSES

NEEDED = ("queue", "number", "issued_at")
TIMES = ("issued_at", "called_at", "started_at", "finished_at")
"""In the order in which they must follow each other."""
COLUMNS = (
    "office", "queue", "letter", "queue_name", "day", "number", *TIMES, "counter", "open_counters", "status",
    "priority",
)  # fmt: skip
NO_SHOW, CANCELLED, SERVED = "no_show", "cancelled", "served"
STATUSES = (NO_SHOW, CANCELLED, SERVED)
_TOP = ("zone", "delimiter", "encoding", "time_format", "day_format", "jump", "column", "status", "priority")


@dataclass(frozen=True, slots=True)
class HistoryMap:
    """What stands where in a history's file."""

    zone_name: str
    """Whose wall clock its times were read from."""
    delimiter: str
    encoding: str
    time_format: str
    """As for ``strptime``; empty = ISO 8601."""
    day_format: str
    """Of the column ``day``; empty = ISO 8601, and what follows ten characters is read over."""
    jump: int
    """A number so much further than the one before it is listed as a jump."""
    columns: Mapping[str, str]
    """Our name -> the file's name, for each column that the file has."""
    statuses: Mapping[str, str]
    """The file's word, in small letters -> NO_SHOW, CANCELLED or SERVED."""
    priorities: Mapping[str, str]
    """The file's word, in small letters -> a class of PRIORITY_CLASSES."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone_name)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Which of call, start and finish this history tells nothing about."""
        return tuple(name for name in TIMES[1:] if name not in self.columns)


def build_map(values: Mapping[str, object], file: str) -> HistoryMap:
    """Check a parsed TOML. Raises Refused ``catalogue_broken`` with file, key, reason and value."""
    table = RawTable(file, "", values)
    table.only(_TOP)
    return HistoryMap(
        zone_name=_zone(table),
        delimiter=_delimiter(table),
        encoding=_encoding(table),
        time_format=table.text("time_format", default=""),
        day_format=table.text("day_format", default=""),
        jump=table.whole("jump", minimum=1, default=20),
        columns=_columns(table.table("column")),
        statuses=_words(table.table("status"), STATUSES),
        priorities=_words(table.table("priority"), PRIORITY_CLASSES),
    )


def _zone(table: RawTable) -> str:
    name = table.text("zone")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise table.broken("zone", BrokenReason.UNKNOWN_TIME_ZONE, name) from error
    return name


def _delimiter(table: RawTable) -> str:
    text = table.text("delimiter", default=",")
    if len(text) != 1 or text in '"\r\n':
        raise table.broken("delimiter", BrokenReason.UNKNOWN_VALUE, text)
    return text


def _encoding(table: RawTable) -> str:
    name = table.text("encoding", default="utf-8")
    try:
        is_text = codecs.lookup(name)._is_text_encoding  # noqa: SLF001  codecs have no public name for it
    except LookupError:
        is_text = False
    if not is_text or "\n".encode(name) != b"\n":  # lines are cut before they are read
        raise table.broken("encoding", BrokenReason.UNKNOWN_VALUE, name)
    return name


def _columns(table: RawTable) -> Mapping[str, str]:
    table.only(COLUMNS)
    for name in NEEDED:
        table.text(name)
    return {name: table.text(name) for name in COLUMNS if name in table.values}


def _words(table: RawTable, allowed: tuple[str, ...]) -> Mapping[str, str]:
    table.only(allowed)
    found: dict[str, str] = {}
    for name in allowed:
        for word in table.texts(name):
            if word.casefold() in found:
                raise table.broken(name, BrokenReason.DUPLICATE, word)
            found[word.casefold()] = name
    return found
