"""A report as CSV: one row a group, told by its kind; for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from counter_app.reports.tables import figure_columns

if TYPE_CHECKING:
    from counter_app.reports.content import Cell, Report, Table

_BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a CSV without it for Windows-1252."""
_CODED = ("queue", "service", "site")
"""Tables whose rows begin with a code and a name."""


def csv_text(report: Report, code: str) -> str:
    """``site, date, by, key, name, issued, called`` and every figure.

    Times are whole seconds; what was not measured is empty.
    """
    told = StringIO()
    told.write(_BYTE_ORDER_MARK)
    out = csv.writer(told, lineterminator="\r\n")
    figures = [column.key for column in figure_columns()]
    out.writerow(["site", "date", "by", "key", "name", "issued", "called", *figures])
    first = report.tables[0]
    out.writerow([report.code, code, "total", "", "", *_figures(first, first.total, figures)])
    for table in report.tables:
        for row in table.rows:
            key, name = (row[0], row[1]) if table.name in _CODED else (row[0], "")
            site = key if table.name == "site" else report.code
            out.writerow([site, code, table.name, key, name, *_figures(table, row, figures)])
    return told.getvalue()


def _figures(table: Table, row: tuple[Cell, ...], figures: list[str]) -> list[Cell]:
    places = {column.key: place for place, column in enumerate(table.columns)}
    return ["" if key not in places else row[places[key]] for key in ("issued", "called", *figures)]
