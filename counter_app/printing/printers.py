"""Where papers go: a printer takes a paper or says why not. The system's printer lives in ``ui``, with Qt."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from counter_app.domain.errors import Unavailable
from counter_app.settings import sync_folder

if TYPE_CHECKING:
    from counter_app.domain.thermal import ThermalSettings

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST_NAME = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


class HalfOut(Unavailable):
    """A part of the paper may be out, the whole surely not: what is printed in its place says so."""


class MaybeOut(Unavailable):
    """Everything was sent and nobody knows what became of it: only eyes can tell."""


class Printer(Protocol):
    """Takes one paper at a time; called from the printing thread only."""

    @property
    def name(self) -> str:
        """As people know it."""

    @property
    def speaks(self) -> ThermalSettings | None:
        """What its commands are made for; None = it takes PDF."""

    def print_paper(self, paper: bytes, title: str) -> None:
        """Return when the paper is out, or safe with the system's own queue.

        Raises Unavailable: ``printer_missing``, ``printer_failed``, ``folder_full`` or ``folder_failed``,
        and thermal printers what ``thermal`` says; HalfOut and MaybeOut where something was sent.
        """


class FolderPrinter:
    """Keeps papers as files: demonstrations, tests, sites without a printer.

    A file appears whole or not at all, and never replaces another: a second "B012" becomes "B012-2".
    """

    speaks = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self._folder)

    def print_paper(self, paper: bytes, title: str) -> None:
        """Write the paper; when this returns it has survived a power cut.

        Raises Unavailable ``folder_full`` or ``folder_failed`` (folder, reason).
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._keep(paper, file_stem(title))
        except OSError as error:
            code = "folder_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folder_failed"
            raise Unavailable(code, folder=self.name, reason=error.strerror or str(error)) from error

    def _keep(self, pdf: bytes, stem: str) -> None:
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            _give_free_name(Path(part), self._folder, stem)
            sync_folder(self._folder)
        finally:
            Path(part).unlink(missing_ok=True)


def file_stem(title: str) -> str:
    """Make a file name of a job's title: letters, digits, dots and dashes only."""
    stem = _UNSAFE.sub("-", title).strip(".-")[:_LONGEST_NAME] or "paper"
    return f"paper-{stem}" if _RESERVED.match(stem) else stem


def _give_free_name(part: Path, folder: Path, stem: str) -> None:
    for number in count(1):
        target = folder / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
        with suppress(FileExistsError):
            _move_to_new(part, target)
            return


def _move_to_new(part: Path, target: Path) -> None:
    """Give the file a name that nobody has. Raises FileExistsError."""
    if os.name == "nt":
        part.rename(target)
        return
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # file systems without hard links: claim the name, then put the file over the claim
        target.touch(exist_ok=False)
        part.replace(target)
