"""A history's file on disk: CSV, perhaps gzipped, read line by line however large it is."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.history import HistoryRow, RowReader
from counter_app.domain.history_dirt import Dirt, Finding
from counter_app.domain.history_map import HistoryMap, build_map
from counter_app.domain.raw_table import BrokenReason, broken

LONGEST_LINE = 65_536
"""Bytes; more is no line of a table."""
_GZIP = b"\x1f\x8b"
_BOM = "\ufeff"
_DELIMITERS = ",;\t|"
_BLOCK = 1 << 20
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error)


def read_map(path: Path) -> HistoryMap:
    """Read and check a map. Raises Refused("catalogue_broken") and Unavailable("history_missing")."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unavailable("history_missing", file=str(path), reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise broken(path.name, f"byte {error.start}", BrokenReason.NOT_READABLE, error) from error
    try:
        return build_map(tomllib.loads(text), path.name)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise broken(path.name, "", BrokenReason.NOT_READABLE, error) from error


def digest_of(path: Path) -> str:
    """SHA-256 in hex of the file as it lies there. Raises Unavailable("history_missing")."""
    digest = hashlib.sha256()
    with _missing_told(path), path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def history_rows(path: Path, form: HistoryMap) -> Iterator[HistoryRow | Finding]:
    """Every line behind the header by our names, or why it is none, in the order of the file.

    Raises Refused: history_empty, history_line_long (line, limit), history_encoding (line, encoding),
    history_delimiter (found, said), history_header_twice (columns), history_columns (missing, there),
    history_unreadable (line, problem); Unavailable("history_missing", file, reason).
    """
    with _missing_told(path), _bytes_of(path) as file:
        lines = _Lines(file, form.encoding)
        table = csv.reader(lines, delimiter=form.delimiter, strict=True)
        try:
            header = next(table, None)
            yield from _rows(table, lines, header, form)
        except csv.Error as error:
            raise Refused("history_unreadable", line=max(1, lines.line), problem=str(error)) from error
        except _DAMAGE as error:
            raise Refused("history_unreadable", line=lines.line + 1, problem=str(error)) from error


def _rows(
    table: Iterator[list[str]], lines: _Lines, header: list[str] | None, form: HistoryMap
) -> Iterator[HistoryRow | Finding]:
    if header is None:
        raise Refused("history_empty")
    header = [name.strip() for name in header]
    _refuse_header(header, form)
    if lines.has_bom:
        yield Finding(1, Dirt.BOM, "")
    reader, line = RowReader(header, form), lines.line + 1
    for fields in table:
        if fields:
            yield reader.row(line, fields)
        line = lines.line + 1


class _Lines:
    """Decoded lines of bounded length, counted."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file, self._encoding = file, encoding
        self.line = 0
        self.has_bom = False

    def __iter__(self) -> Iterator[str]:
        while raw := self._file.readline(LONGEST_LINE + 1):
            self.line += 1
            if len(raw) > LONGEST_LINE:
                raise Refused("history_line_long", line=self.line, limit=LONGEST_LINE)
            yield self._decoded(raw)

    def _decoded(self, raw: bytes) -> str:
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise Refused("history_encoding", line=self.line, encoding=self._encoding) from error
        if self.line == 1 and text.startswith(_BOM):
            self.has_bom = True
            return text[1:]
        return text


def _refuse_header(header: Sequence[str], form: HistoryMap) -> None:
    twice = sorted({name for name in header if name and header.count(name) > 1})
    missing = [name for name in form.columns.values() if name not in header]
    if missing:
        _refuse_delimiter(header, form)
        raise Refused("history_columns", missing=missing, there=header[:20])
    if twice:
        raise Refused("history_header_twice", columns=twice)


def _refuse_delimiter(header: Sequence[str], form: HistoryMap) -> None:
    """Where another delimiter would give every column, that is what is wrong."""
    line = form.delimiter.join(header)
    for other in _DELIMITERS.replace(form.delimiter, ""):
        names = [name.strip(' "') for name in line.split(other)]
        if all(name in names for name in form.columns.values()):
            raise Refused("history_delimiter", found=other, said=form.delimiter)


@contextmanager
def _bytes_of(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw:
        is_packed = raw.read(2) == _GZIP
        raw.seek(0)
        if not is_packed:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked, io.BufferedReader(unpacked) as buffered:
            yield buffered


@contextmanager
def _missing_told(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE:  # BadGzipFile is an OSError too
        raise
    except OSError as error:
        raise Unavailable("history_missing", file=str(path), reason=error.strerror) from error
