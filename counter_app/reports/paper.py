"""A report on A4 (reportlab): letterhead, tiles, chart, tables that break between rows, page x of y."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PaperTable

from counter_app.reports import paper_style as ink
from counter_app.reports.charts import bar_chart, tiles, warning_sign
from counter_app.reports.content import Kind
from counter_app.reports.numbered import NumberedCanvas
from counter_app.reports.words import counted, minutes, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from counter_app.reports.content import Cell, Column, Report, Table
    from counter_app.reports.progress import Progress

_FOOT = 62.0
_DEFINITIONS = 46.0
"""Room above the foot of the first page."""
_SHOWN = {
    "issued": 52, "called": 52, "tickets": 38, "wait_n": 38, "wait_median_s": 58, "wait_p90_s": 58,
    "wait_max_s": 54, "serve_median_s": 64, "serve_p90_s": 48, "no_show": 38,
}  # fmt: skip
"""Columns of figures that there is room for on paper, in this order, with their widths."""
_CODE_WIDTH = 30
_TOGETHER = 4
"""Rows at the end of a table that stay on one page: a total alone tells nothing."""


def pdf(report: Report, progress: Progress) -> bytes:
    """The report as PDF. ``progress`` is told each page and may raise to cancel."""
    ink.register_fonts()
    buffer = BytesIO()
    document = _document(buffer, report)
    document.setProgressCallBack(_told(progress))
    document.build(list(_story(report)), canvasmaker=NumberedCanvas)
    return buffer.getvalue()


def _told(progress: Progress) -> Any:
    """Reportlab tells how far it is by steps of its own, of which it first says how many there are."""
    size = [1]

    def callback(kind: str, value: int) -> None:
        if kind == "SIZE_EST":
            size[0] = max(value, 1)
        elif kind == "PROGRESS":
            progress(min(99, 100 * value // size[0]))

    return callback


def _document(buffer: BytesIO, report: Report) -> BaseDocTemplate:
    document = BaseDocTemplate(
        buffer, pagesize=(ink.WIDTH, ink.HEIGHT), title=f"{report.kind}, {report.title}", author=report.site,
        invariant=1, pageCompression=1,
    )  # fmt: skip
    first = Frame(
        ink.MARGIN, _FOOT + _DEFINITIONS, ink.INNER, ink.HEIGHT - _FOOT - _DEFINITIONS - 62,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    later = Frame(
        ink.MARGIN, _FOOT, ink.INNER, ink.HEIGHT - _FOOT - 76,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip

    def first_page(canvas: Canvas, _document: object) -> None:
        _head(canvas, report, with_title=False)
        _definitions(canvas, report)

    def later_page(canvas: Canvas, _document: object) -> None:
        _head(canvas, report, with_title=True)

    document.addPageTemplates(
        [PageTemplate("first", [first], onPage=first_page), PageTemplate("later", [later], onPage=later_page)]
    )
    return document


def _head(canvas: Canvas, report: Report, *, with_title: bool) -> None:
    """The letterhead; behind the first page also what the report is about."""
    top = ink.HEIGHT - 44
    canvas.setFillColor(ink.INK)
    canvas.setFont(ink.SEMIBOLD, 8.5)
    canvas.drawString(ink.MARGIN, top, report.letterhead)
    canvas.setFont(ink.REGULAR, 8.5)
    canvas.setFillColor(ink.MUTED)
    canvas.drawString(ink.MARGIN, top - 12, report.site)
    canvas.drawRightString(ink.WIDTH - ink.MARGIN, top - 12, report.kind)
    if with_title:
        canvas.drawRightString(ink.WIDTH - ink.MARGIN, top, report.title)
    if report.is_training:
        canvas.setFont(ink.BOLD, 8.5)
        canvas.setFillColor(ink.WARNING)
        canvas.drawCentredString(ink.WIDTH / 2, top, words().say("head.training"))
    canvas.setFont(ink.REGULAR, 8)
    canvas.setFillColor(ink.MUTED)
    canvas.drawString(ink.MARGIN, 40, report.made)


def _definitions(canvas: Canvas, report: Report) -> None:
    canvas.setStrokeColor(ink.HAIR)
    canvas.setLineWidth(0.6)
    canvas.line(ink.MARGIN, _FOOT + _DEFINITIONS - 6, ink.WIDTH - ink.MARGIN, _FOOT + _DEFINITIONS - 6)
    text = Paragraph(escape(report.definitions), ink.NOTE)
    _, height = text.wrap(ink.INNER, _DEFINITIONS)
    text.drawOn(canvas, ink.MARGIN, _FOOT + _DEFINITIONS - 11 - height)


def _story(report: Report) -> Iterator[Flowable]:
    yield NextPageTemplate("later")
    yield Spacer(0, 6)
    yield Paragraph(escape(report.title), ink.TITLE)
    yield Spacer(0, 3)
    yield Paragraph(escape(report.subtitle), ink.SMALL)
    yield Spacer(0, 12)
    if report.note:
        yield Paragraph(escape(report.note), ink.CALLED_OUT)
        yield Spacer(0, 12)
    yield tiles(report.tiles)
    yield Spacer(0, 8)
    if report.bars.labels:
        yield bar_chart(report.bars)
    first, *rest = report.tables
    yield from _section(first)
    yield from _follow_ups(report)
    for table in rest:
        yield from _section(table)


def _follow_ups(report: Report) -> Iterator[Flowable]:
    if not report.follow_ups:
        return
    yield CondPageBreak(50)
    yield Spacer(0, 14)
    yield Paragraph(escape(words().say("follow.title")), ink.SECTION)
    yield Spacer(0, 3)
    rows = [
        [f"{number}", Paragraph(escape(sentence), ink.BODY)]
        for number, sentence in enumerate(report.follow_ups, start=1)
    ]
    look: list[Any] = [
        ("FONT", (0, 0), (0, -1), ink.SEMIBOLD, 8.5), ("TEXTCOLOR", (0, 0), (0, -1), ink.MUTED),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]  # fmt: skip
    yield PaperTable(rows, colWidths=[16, ink.INNER - 16], style=TableStyle(look), splitByRow=1)


def _section(table: Table) -> Iterator[Flowable]:
    """A heading that stays with its first rows, and the table, its head repeated on each page."""
    if not table.rows:
        return
    yield CondPageBreak(90)
    yield Spacer(0, 12)
    yield Paragraph(escape(table.title), ink.SECTION)
    yield Spacer(0, 2)
    yield _paper_table(table)


def _paper_table(table: Table) -> PaperTable:
    places, texts = _places(table)
    columns = table.columns
    marked = [column.key for column in columns].index("wait_p90_s")
    rows: list[list[Any]] = [[_head_cell(columns[place]) for place in places]]
    for number, row in enumerate(table.rows):
        over = marked if number in table.marked else None
        rows.append([_cell(row[place], columns[place], is_over=place == over) for place in places])
    if table.total:
        rows.append([_cell(table.total[place], columns[place], is_bold=True) for place in places])
    made = PaperTable(rows, colWidths=_widths(table, places, texts), repeatRows=1, splitByRow=1)
    made.setStyle(_look(texts, len(rows), has_total=bool(table.total)))
    return made


def _places(table: Table) -> tuple[list[int], int]:
    """The columns that paper has room for, and how many of them, at the left, are texts."""
    texts = [place for place, column in enumerate(table.columns) if column.kind is Kind.TEXT]
    by_key = {column.key: place for place, column in enumerate(table.columns)}
    wanted = [key for key in _SHOWN if key in by_key and (key != "wait_max_s" or table.name == "hour")]
    return [*texts, *(by_key[key] for key in wanted)], len(texts)


def _look(texts: int, rows: int, *, has_total: bool) -> TableStyle:
    commands: list[Any] = [
        ("FONT", (0, 1), (-1, -1), ink.REGULAR, 9, 12), ("TEXTCOLOR", (0, 1), (-1, -1), ink.INK),
        ("ALIGN", (texts, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (texts - 1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 2.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, ink.LINE), ("LINEBELOW", (0, 1), (-1, -1), 0.5, ink.HAIR),
    ]  # fmt: skip
    if texts > 1:
        commands.append(("FONT", (0, 1), (0, -1), ink.SEMIBOLD, 9, 12))
    if has_total:
        end = (-1, -1)
        commands += [("FONT", (0, -1), end, ink.BOLD, 9, 12), ("LINEBELOW", (0, -1), end, 0.8, ink.LINE)]
        commands.append(("NOSPLIT", (0, max(-_TOGETHER, -rows)), end))
    return TableStyle(commands)


def _widths(table: Table, places: list[int], texts: int) -> list[float]:
    """Figures have their own widths, a code room for three letters, names the rest."""
    figures = [float(_SHOWN[table.columns[place].key]) for place in places[texts:]]
    code = [float(_CODE_WIDTH)] * (texts - 1)
    return [*code, ink.INNER - sum(figures) - sum(code), *figures]


def _head_cell(column: Column) -> Paragraph:
    title = words().known(f"paper.{column.key}", column.title)
    return Paragraph(escape(title), ink.HEAD if column.kind is Kind.TEXT else ink.HEAD_RIGHT)


def _cell(value: Cell, column: Column, *, is_over: bool = False, is_bold: bool = False) -> Any:
    if value is None:
        return "–"
    if column.kind is Kind.SECONDS and isinstance(value, int):
        text = words().say("paper.minutes", n=minutes(value))
        return OverLimit(text) if is_over else text
    if column.kind is Kind.TEXT and column.key not in ("queue", "service", "hour"):
        return Paragraph(escape(str(value)), ink.BODY_BOLD if is_bold else ink.BODY)
    return counted(value) if isinstance(value, int) else value


class OverLimit(Flowable):
    """A figure over the limit with its sign, at the right edge of its cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the cell, one line high."""
        self.width, self.height = width, 12.0
        return self.width, self.height

    def draw(self) -> None:
        """The figure in bold, and the sign left of it."""
        canvas = self.canv
        canvas.setFont(ink.SEMIBOLD, 9)
        canvas.setFillColor(ink.WARNING)
        canvas.drawRightString(self.width, 3, self._text)
        sign = Drawing(10, 10)
        for shape in warning_sign(0.5, 0.5, 8):
            sign.add(shape)
        sign.drawOn(canvas, self.width - canvas.stringWidth(self._text, ink.SEMIBOLD, 9) - 13, 2)
