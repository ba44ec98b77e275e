"""The two parts of ``bench/RESULTS.md``: what one station does, and what many do on a hub; each is kept."""

from __future__ import annotations

from pathlib import Path

SYNC_PART = "# Measured: many stations, one hub"


def keep_part(path: Path, text: str) -> None:
    """Writes the part of many stations behind what stands there of the other."""
    path.write_text(f"{_first(path).rstrip()}\n\n{text.rstrip()}\n".lstrip(), encoding="utf-8")


def with_kept_part(path: Path, text: str) -> str:
    """The part of one station, with what was last measured of many behind it."""
    kept = _read(path).partition(SYNC_PART)
    return f"{text.rstrip()}\n\n{kept[1]}{kept[2]}" if kept[1] else text


def _first(path: Path) -> str:
    return _read(path).partition(SYNC_PART)[0]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
