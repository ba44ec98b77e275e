"""High-water marks outside the database file: yesterday's copy restored can't reuse a number (DESIGN 6).

Written after each commit without waiting for the disk: a mark that lags behind the database does no
harm, only a database that lags behind its mark is a restored one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = "high-water.json"


@dataclass(frozen=True, slots=True)
class Marks:
    """How far this installation has got, whatever its database says."""

    replica_id: bytes
    seq: int
    series: Mapping[str, int]


def read_marks(folder: Path) -> Marks | None:
    """The marks, or None where there are none or a power cut tore them."""
    try:
        values = json.loads((folder / _FILE).read_bytes())
        return Marks(bytes.fromhex(values["replica"]), int(values["seq"]), dict(values["series"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_marks(folder: Path, marks: Marks) -> None:
    """Replaces the marks; a reader sees the old or the new ones, never half."""
    text = json.dumps({"replica": marks.replica_id.hex(), "seq": marks.seq, "series": dict(marks.series)})
    part = folder / f"{_FILE}.part"
    part.write_bytes(text.encode())
    os.replace(part, folder / _FILE)  # noqa: PTH105  half the time of Path.replace, on every commit
