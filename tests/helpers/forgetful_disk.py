"""A disk as a power cut leaves it: what was synced stands, of the rest some came to rest and some did not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import apsw

SECTOR = 512
_NAME = "forgetful"


class ForgetfulFile:
    """What one file surely holds, and the writes that no sync has followed yet."""

    def __init__(self) -> None:
        self.stands = b""
        self.not_synced: list[tuple[int, bytes | None]] = []
        """(offset, bytes), or (new size, None) where the file was cut short."""

    def sync(self) -> None:
        self.stands = _with(self.stands, self.not_synced)
        self.not_synced = []

    def after_a_cut(self, draw: Random) -> bytes:
        """Each write that was not synced came to rest whole, not at all, or torn between two sectors."""
        kept: list[tuple[int, bytes | None]] = []
        share = draw.choice((0.0, 0.5, 1.0))
        for offset, data in self.not_synced:
            if draw.random() >= share:
                continue
            torn = data is not None and draw.random() < share / 4
            end = draw.randrange(0, len(data or b"") + 1, SECTOR)
            kept.append((offset, data[:end] if torn and data is not None else data))
        return _with(self.stands, kept)


def _with(content: bytes, writes: list[tuple[int, bytes | None]]) -> bytes:
    made = bytearray(content)
    for offset, data in writes:
        if data is None:
            del made[offset:]
        else:
            made.extend(bytes(max(0, offset - len(made))))
            made[offset : offset + len(data)] = data
    return bytes(made)


class Disk:
    """Counts what is written to it, and remembers what a cut at the named steps would have left."""

    def __init__(self, cuts: set[int], draw: Random) -> None:
        self.files: dict[str, ForgetfulFile] = {}
        self.steps = 0
        self.committed = 0
        """How far the writer was told that its work is on the disk."""
        self.left: list[tuple[int, dict[str, bytes]]] = []
        """(committed, files) for each cut."""
        self._cuts = cuts
        self._draw = draw

    def begin(self) -> None:
        """All that is there stands; steps are counted from here."""
        for file in self.files.values():
            file.sync()
        self.steps = 0
        self.left = []

    def before_a_step(self) -> None:
        """The power may go before this write or sync, with all that came before it done."""
        self.steps += 1
        if self.steps in self._cuts:
            files = {name: file.after_a_cut(self._draw) for name, file in self.files.items()}
            self.left.append((self.committed, files))


class _File(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], disk: Disk) -> None:
        super().__init__("", name, flags)
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name))
        self._disk = disk
        self._kept = disk.files.setdefault(path.name, ForgetfulFile())

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  SQLite's name
        self._disk.before_a_step()
        self._kept.not_synced.append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802  SQLite's name
        self._disk.before_a_step()
        self._kept.not_synced.append((newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802  SQLite's name; the machine itself need not wait
        self._disk.before_a_step()
        self._kept.sync()


class _Files(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        super().__init__(_NAME, "")
        self._disk = disk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _File:  # noqa: N802  SQLite's name
        return _File(name, flags, self._disk)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802  SQLite's name and order
        """A file's end stands at once: in a morning of commits none ends."""
        self._disk.files.pop(Path(filename).name, None)
        super().xDelete(filename, syncdir)


@contextmanager
def opened_on(disk: Disk, path: Path) -> Iterator[apsw.Connection]:
    """A plain (not SQLCipher) database on that disk."""
    files = _Files(disk)
    connection = apsw.Connection(str(path), vfs=_NAME)
    try:
        yield connection
    finally:
        connection.close()
        files.unregister()
