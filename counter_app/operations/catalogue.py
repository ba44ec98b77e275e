"""Read the catalogue's files and the site file from disk: whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from typing import TYPE_CHECKING

from counter_app.domain.catalogue_file import CatalogueFiles, build_catalogue
from counter_app.domain.errors import Unavailable
from counter_app.domain.raw_table import BrokenReason, broken
from counter_app.domain.site_file import build_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from counter_app.domain.catalogue import Catalogue, Site

TABLE_FILES = (
    "agencies.toml",
    "services.toml",
    "statuses.toml",
    "synonyms.toml",
    "fields.toml",
    "chains.toml",
)
ROW_FILES = ("holidays.csv", "wilayah_kemendagri.csv")


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check every catalogue file of a folder; the caller keeps the last good version.

    Raises Refused ``catalogue_broken`` (file, key, reason, value) when anything in it is wrong,
    Unavailable ``catalogue_unreadable`` (file, problem) when a file is not there or cannot be read.
    """
    contents = {name: _bytes(folder / name) for name in (*TABLE_FILES, *ROW_FILES)}
    return build_catalogue(
        CatalogueFiles(
            tables={name: _toml(name, contents[name]) for name in TABLE_FILES},
            rows={name: _csv(name, contents[name]) for name in ROW_FILES},
            digest=_digest(contents),
        )
    )


def read_site(path: Path, catalogue: Catalogue) -> Site:
    """Read and check a site file against the catalogue; raises as read_catalogue does."""
    content = _bytes(path)
    digest = hashlib.sha256(content).hexdigest()
    return build_site(_toml(path.name, content), catalogue, digest, path.name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable("catalogue_unreadable", file=str(path), problem=error.strerror) from error


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise broken(name, f"byte {error.start}", BrokenReason.NOT_READABLE, error) from error


def _toml(name: str, content: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(_text(name, content))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise broken(name, "", BrokenReason.NOT_READABLE, error) from error


def _csv(name: str, content: bytes) -> list[Mapping[str, str]]:
    rows = csv.reader(io.StringIO(_text(name, content), newline=""), strict=True)
    try:
        header = next(rows, [])
        return [dict(zip(header, row, strict=True)) for row in rows if row]
    except (csv.Error, ValueError) as error:
        raise broken(name, f"line {rows.line_num}", BrokenReason.NOT_READABLE, error) from error


def _digest(contents: Mapping[str, bytes]) -> str:
    """Hash names and contents with their lengths, so that no two sets of files look alike."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name} {len(contents[name])}\n".encode())
        digest.update(contents[name])
    return digest.hexdigest()
