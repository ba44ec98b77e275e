"""A report as a workbook (XlsxWriter): typed cells, heads that stay, filters; one sheet a table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from counter_app.reports.content import Kind
from counter_app.reports.words import words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from counter_app.reports.content import Cell, Report, Table
    from counter_app.reports.progress import Progress

_DAY_S = 86_400
_TIME_FORMAT = "[mm]:ss"
_WIDTHS = {Kind.TEXT: 11, Kind.COUNT: 9, Kind.SECONDS: 10, Kind.PERCENT: 9}
_LONGEST = 60
_A4 = 9
"""Excel's number of the paper."""
_SUMMARY_COLUMNS = 3
_SENTENCE = 78
"""Letters of a sentence on one line of the summary."""
_LINE_PT = 15


class Looks:
    """The formats of cells, made once a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#F3F4F6", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.head_right = book.add_format(
            {
                "bold": True, "bg_color": "#F3F4F6", "bottom": 1, "text_wrap": True, "valign": "vcenter",
                "align": "right",
            }
        )  # fmt: skip
        self.text = book.add_format()
        self.sentence = book.add_format({"valign": "top", "text_wrap": True})
        self._plain = {
            Kind.TEXT: self.text,
            Kind.COUNT: book.add_format({"num_format": "#,##0"}),
            Kind.SECONDS: book.add_format({"num_format": _TIME_FORMAT}),
            Kind.PERCENT: book.add_format({"num_format": "0 %"}),
        }
        self._bold = {
            kind: book.add_format({"bold": True, "top": 1, "num_format": one.num_format})
            for kind, one in self._plain.items()
        }

    def of(self, kind: Kind, *, is_total: bool) -> Format:
        """The format of a cell."""
        return (self._bold if is_total else self._plain)[kind]


def xlsx(report: Report, progress: Progress) -> bytes:
    """The report as a workbook. ``progress`` is told each sheet and may raise to cancel."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{report.kind}, {report.title}", "company": report.site})
    looks = Looks(book)
    _summary(book.add_worksheet(words().say("sheet.total")), report, looks)
    for number, table in enumerate(report.tables, start=1):
        progress(100 * number // (len(report.tables) + 1))
        _table(book.add_worksheet(words().say(f"sheet.{table.name}")), table, looks, 0)
    book.close()
    return buffer.getvalue()


def _summary(sheet: Worksheet, report: Report, looks: Looks) -> None:
    """Letterhead, what it is about, every figure of the whole, and what is to be followed up."""
    lines = [report.letterhead, report.site, report.kind, report.title, report.subtitle, report.made]
    if report.is_training:
        lines.insert(0, words().say("head.training"))
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, looks.title if line == report.title else looks.text)
        sheet.set_row(row, 2 * _LINE_PT if line == report.title else _LINE_PT)
    row = _table(sheet, report.summary, looks, len(lines) + 1) + 1
    told = (
        *filter(None, [report.note]),
        *report.follow_ups,
        report.definitions,
        words().say("sheet.time_unit"),
    )
    for place, sentence in enumerate(told):
        sheet.merge_range(row + place, 0, row + place, _SUMMARY_COLUMNS - 1, sentence, looks.sentence)
        sheet.set_row(row + place, _LINE_PT * (1 + len(sentence) // _SENTENCE))
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, _SUMMARY_COLUMNS - 1, 22)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _table(sheet: Worksheet, table: Table, looks: Looks, top: int) -> int:
    """Writes a table from a row on; answers the first row behind it."""
    for place, column in enumerate(table.columns):
        look = looks.head if column.kind is Kind.TEXT else looks.head_right
        sheet.write_string(top, place, column.title or words().say("column.code"), look)
        longest = max([len(str(row[place])) for row in table.rows if column.kind is Kind.TEXT] or [0])
        sheet.set_column(place, place, min(_LONGEST, max(_WIDTHS[column.kind], longest + 2)))
    for number, row in enumerate(table.rows, start=top + 1):
        _row(sheet, table, row, looks, number, is_total=False)
    end = top + len(table.rows)
    if top == 0:
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(end, 1), len(table.columns) - 1)
        sheet.set_row(0, 2 * _LINE_PT)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    if table.total:
        end += 2  # a row between, so that filters leave the total alone
        _row(sheet, table, table.total, looks, end, is_total=True)
    return end + 1


def _row(
    sheet: Worksheet, table: Table, row: tuple[Cell, ...], looks: Looks, number: int, *, is_total: bool
) -> None:
    for place, value in enumerate(row):
        kind = table.columns[place].kind
        look = looks.of(kind, is_total=is_total)
        if isinstance(value, int):
            sheet.write_number(number, place, value / _DAY_S if kind is Kind.SECONDS else value, look)
        elif value is not None:
            sheet.write_string(number, place, value, look)
