"""What stands in a report, before anybody has drawn it: the same for PDF, sheet and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | None
"""A text, a count, a time in whole seconds or a share in percent; None = nothing was measured."""


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    COUNT = "count"
    SECONDS = "seconds"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    """Its name for programs ("wait_median_s")."""
    title: str
    """Its name for people."""
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of typed cells; the last one is the total where there is one."""

    name: str
    """What the rows are told by: queue, hour …"""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    marked: frozenset[int] = frozenset()
    """Rows whose wait is over the limit: a sign stands beside the figure, not colour alone."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure that is seen first."""

    label: str
    value: str
    unit: str
    note: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Two series over the same categories."""

    title: str
    labels: tuple[str, ...]
    names: tuple[str, str]
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    letterhead: str
    site: str
    code: str
    """Of the site; empty where the report is about several."""
    kind: str
    """Laporan harian or bulanan."""
    title: str
    subtitle: str
    made: str
    """When, in words: foot of every page."""
    file_stem: str
    """Name of its file without the ending."""
    note: str
    """Empty day, holiday: one sentence; else empty."""
    tiles: tuple[Tile, ...]
    bars: Bars
    summary: Table
    """Every figure of the whole."""
    tables: tuple[Table, ...]
    """The first stands on the first page."""
    follow_ups: tuple[str, ...]
    definitions: str
    is_training: bool = False
