"""High-water marks outside the database file: yesterday's copy restored can't reuse a number (DESIGN 6).

Written after each commit without waiting for the disk: a mark that lags behind the database does no
harm, only a database that lags behind its mark is a restored one. Two places of one open file are
written in turn, each with its checksum: a power cut can tear the newest mark, never both, and a write
costs a tenth of replacing the file.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FILE = "high-water"
DAY_SERIES = "t/"
"""How the series of a day's ticket numbers begin ("t/20261123/B")."""
_PLACE_BYTES = 32_768
"""Room for more than a thousand series."""
DAYS_MARKED = 7
"""A copy as old as this, restored with its day still open, gives no number of that day again."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How far this installation has got, whatever its database says."""

    replica_id: bytes
    seq: int
    series: Mapping[str, int]


class HighWater:
    """The marks of one data folder, held open as long as its store."""

    def __init__(self, folder: Path) -> None:
        path = folder / _FILE
        path.touch()
        self._file = path.open("r+b", buffering=0)
        self._written, self._marks = max(map(self._read, (0, 1)), key=lambda found: found[0])

    @property
    def marks(self) -> Marks | None:
        """The newest whole marks, or None where there are none."""
        return self._marks

    def keep(self, marks: Marks) -> None:
        """Writes the marks where the last but one stood."""
        turn = self._written + 1
        facts = {
            "turn": turn, "replica": marks.replica_id.hex(), "seq": marks.seq, "series": dict(marks.series),
        }  # fmt: skip
        text = json.dumps(facts).encode()
        with suppress(OSError):  # the commit stands, whatever this disk says, and a late mark does no harm
            self._file.seek(turn % 2 * _PLACE_BYTES)
            self._file.write(_checksum(text) + b" " + text + b"\n")
            self._written, self._marks = turn, marks

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()

    def _read(self, place: int) -> tuple[int, Marks | None]:
        self._file.seek(place * _PLACE_BYTES)
        line = self._file.read(_PLACE_BYTES).partition(b"\n")[0]
        check, _, text = line.partition(b" ")
        if check != _checksum(text):
            return 0, None
        facts = json.loads(text)
        return facts["turn"], Marks(bytes.fromhex(facts["replica"]), facts["seq"], facts["series"])


def _checksum(text: bytes) -> bytes:
    return f"{zlib.crc32(text):08x}".encode()


def has_forgotten(written_here: int, replica_id: bytes, marks: Marks | None) -> bool:
    """Whether this replica wrote more than the database knows, perhaps not even its name."""
    return marks is not None and marks.replica_id == replica_id and marks.seq > written_here


def merged_series(series: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
    """All series, but of ticket numbers only those of the newest days.

    Threads come here in another order than they committed: a mark never goes back.
    """
    merged = {name: max(series.get(name, 0), given.get(name, 0)) for name in {**series, **given}}
    days = sorted({_day(name) for name in merged if _day(name)})[-DAYS_MARKED:]
    return {name: last for name, last in merged.items() if not _day(name) or _day(name) in days}


def _day(series: str) -> str:
    """The day of a series of ticket numbers, or empty."""
    return series.split("/")[1] if series.startswith(DAY_SERIES) else ""
