"""Saving a report: written beside, then renamed, so that nobody ever opens half a file."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from counter_app.domain.errors import Unavailable

_FULL = (errno.ENOSPC, errno.EDQUOT)


def save(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; one that was there stays until the new one is on the disk.

    Raises Unavailable: report_disk_full (path), report_file_open (path) where another program holds the old
    one or the folder refuses, report_not_written (path, reason).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device is written to, never replaced; a folder refuses
        else:
            _replaced(path, content)
    except OSError as error:
        raise _told(path, error) from error


def _replaced(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _told(path: Path, error: OSError) -> Unavailable:
    if error.errno in _FULL:
        return Unavailable("report_disk_full", path=str(path))
    if isinstance(error, PermissionError | IsADirectoryError):
        return Unavailable("report_file_open", path=str(path))
    return Unavailable("report_not_written", path=str(path), reason=error.strerror or "")
