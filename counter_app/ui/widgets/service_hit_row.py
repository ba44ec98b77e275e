"""One service in the list of the search: name with what was typed in bold, agency, fee and time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from counter_app.domain.catalogue import Service
from counter_app.ui.figures import fee, service_time
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName
from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.theme import Role, Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_RIGHT
from counter_app.ui.widgets.flow import Flow, Span
from counter_app.ui.widgets.pieces import SIGN, Piece, paint_pieces, width_of
from counter_app.ui.widgets.row_ground import is_selected, on_ground

TOP, LINE, BETWEEN, INSIDE, GAP = 10, 20, 4, 12, 16
"""Rows of one line are 64 high: 10 + 20 + 4 + 20 + 10."""


@dataclass(frozen=True, slots=True)
class HitRow:
    """A service as the list shows it."""

    service: Service
    agency: str
    spans: tuple[tuple[int, int], ...]
    """Parts of the name that were typed."""
    note: str = ""
    """Already in the visit, with a sign ("Ditambahkan"); or nothing."""


def spoken(row: HitRow) -> str:
    """The whole row in words."""
    parts = [row.service.name, row.agency, fee(row.service), service_time(row.service), row.note]
    if not is_verified(row.service):
        parts.append(text("measure.unverified"))
    return ", ".join(part for part in parts if part)


def is_verified(service: Service) -> bool:
    """Whether fee and time may be told as they stand."""
    return service.is_fee_verified and service.is_time_verified


def name_spans(row: HitRow) -> tuple[Span, ...]:
    """The name cut into plain and bold parts."""
    spans, at, name = [], 0, row.service.name
    for start, end in row.spans:
        spans += [Span(name[at:start]), Span(name[start:end], "strong")]
        at = end
    return tuple(span for span in (*spans, Span(name[at:])) if span.words)


@dataclass(frozen=True, slots=True)
class HitLayout:
    """A row laid out: the name's paragraph, everything else, and how high it all is."""

    name: Flow
    name_box: QRectF
    pieces: tuple[Piece, ...]
    height: float


def laid_out(row: HitRow, box: QRectF, theme: Theme, *, is_selected: bool = False) -> HitLayout:
    """Lay out a row from the upper left corner of the box, as wide as the box."""
    px, line = theme.px, theme.px(LINE)
    inner = box.adjusted(px(INSIDE), px(TOP), -px(INSIDE), 0)
    fee_words, time_words = fee(row.service), service_time(row.service)
    fee_width = width_of(theme, fee_words, "strong")
    name_box = QRectF(inner.left(), inner.top(), inner.width() - fee_width - px(GAP), line)
    name = Flow(theme, name_spans(row), name_box.width())
    name_box.setHeight(name.height)
    second = QRectF(inner.left(), name_box.bottom() + px(BETWEEN), inner.width(), line)
    color = "text" if is_selected else "muted"
    pieces = [
        Piece(
            QRectF(inner.left(), inner.top(), inner.width(), line), fee_words, "strong", align=MIDDLE_RIGHT
        ),
        Piece(second, row.agency, color=color),
        Piece(second, time_words, color=color, align=MIDDLE_RIGHT),
    ]
    left = inner.left() + width_of(theme, row.agency) + px(GAP)
    end = inner.right() - width_of(theme, time_words) - px(GAP)
    bottom = second.bottom()
    for sign, words, ink in _notes(row, color):
        role: Role = "strong" if sign else "body"
        before = px(SIGN + 6) if sign else 0
        wide = before + width_of(theme, words, role) + 1
        if left + wide > end:
            left, end = inner.left(), inner.right()
            second = second.translated(0, line + px(BETWEEN))
            bottom = second.bottom()
        if sign:
            side = px(SIGN)
            sign_box = QRectF(left, second.center().y() - side / 2, side, side)
            pieces.append(Piece(sign_box, "", color=ink, sign=sign))
        pieces.append(Piece(QRectF(left + before, second.top(), wide - before, line), words, role, ink))
        left += wide + px(GAP)
    return HitLayout(name, name_box, tuple(pieces), bottom + px(TOP) - box.top())


def _notes(row: HitRow, color: str) -> list[tuple[IconName | None, str, str]]:
    notes: list[tuple[IconName | None, str, str]] = []
    if row.note:
        notes.append(("check", row.note, "success"))
    if not is_verified(row.service):
        notes.append((None, text("measure.unverified"), color))
    return notes


class HitDelegate(QStyledItemDelegate):
    """Paints the services found."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """64, and more where the name or the notes need it."""
        box = QRectF(0, 0, self._view.viewport().width(), 0)
        return QSize(0, round(laid_out(index.data(ROW_ROLE), box, current_theme()).height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Name and pieces on the row's ground."""
        theme, box = current_theme(), QRectF(option.rect)
        parts = laid_out(index.data(ROW_ROLE), box, theme, is_selected=is_selected(option))
        with on_ground(painter, option, box):
            parts.name.draw(painter, parts.name_box.left(), parts.name_box.top())
            paint_pieces(painter, theme, parts.pieces)
