"""One counter of the hall: its number, whom it has, and for how long. A sign and a word, then colour."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.db.queries.hall import HallCounter
from counter_app.ui.figures import clock_time, minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName, paint_icon
from counter_app.ui.theme import Role, Theme, current_theme
from counter_app.ui.widgets.drawing import RADIUS, draw_border, fill_box, smooth
from counter_app.ui.widgets.pieces import Piece, paint_pieces
from counter_app.ui.widgets.themed import OneOfMany

WIDTH, HEIGHT, INSIDE, SIGN, SIGN_RIGHT = 146, 84, 12, 16, 12
_LINES = ((8, 20), (28, 28), (56, 20))
"""Top and height of the three lines."""


@dataclass(frozen=True, slots=True)
class CellFace:
    """What a cell shows."""

    head: str
    middle: str
    below: str
    sign: IconName | None = None
    ground: str = "ground"
    border: str = ""
    middle_color: str = "text"
    below_color: str = "muted"
    middle_role: Role = "section"

    def spoken(self) -> str:
        """The whole cell in words."""
        return ", ".join(words for words in (self.head, self.middle, self.below) if words)


def cell_face(counter: HallCounter, now_ms: int, zone: ZoneInfo) -> CellFace:
    """The face of a counter as it stands."""
    head = text("place.counter", n=counter.number)
    if counter.state == "closed":
        return _away(head, text("sup.state_closed"), _since(counter, zone), "cross")
    if counter.silent_since_ms is not None:
        return _silent(head, counter, zone)
    if counter.state == "break":
        return _away(head, text("sup.state_break"), _since(counter, zone), "pause")
    if counter.ticket is None:
        free_ms = now_ms if counter.free_since_ms is None else counter.free_since_ms
        length = minutes(minutes_between(free_ms, now_ms))
        word = text("sup.state_free")
        return CellFace(
            head, word, length, "check", border="hair", middle_color="success", middle_role="action"
        )
    return _busy(head, counter, now_ms)


def _since(counter: HallCounter, zone: ZoneInfo) -> str:
    if counter.since_ms is None:
        return text("hall.not_opened")
    return text("hall.since", time=clock_time(counter.since_ms, zone))


def _busy(head: str, counter: HallCounter, now_ms: int) -> CellFace:
    ticket = counter.ticket
    assert ticket is not None
    length = minutes(minutes_between(ticket.since_ms, now_ms))
    if ticket.is_long:
        words = text("hall.long_for" if ticket.state == "serving" else "hall.calling_for", time=length)
        return CellFace(head, ticket.number, words, "warning", "warning_tint", below_color="warning")
    if ticket.state == "called":
        words = text("sup.state_calling")
        return CellFace(head, ticket.number, words, "speaker", "info_tint", below_color="brand")
    return CellFace(head, ticket.number, length, border="hair")


def _away(head: str, word: str, below: str, sign: IconName) -> CellFace:
    return CellFace(head, word, below, sign, "panel", middle_color="muted", middle_role="action")


def _silent(head: str, counter: HallCounter, zone: ZoneInfo) -> CellFace:
    assert counter.silent_since_ms is not None
    words = text("hall.silent_since", time=clock_time(counter.silent_since_ms, zone))
    number = counter.ticket.number if counter.ticket else text("sup.state_offline")
    return CellFace(head, number, words, "cloud-off", "warning_tint", below_color="warning")


class CounterCell(OneOfMany):
    """The cell as a button: ``cell.show_face(cell_face(counter, now_ms, zone))``."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.face = CellFace(text("place.counter", n=number), "", "")
        self.setProperty("focusRing", "inside")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.restyle(current_theme())

    def show_face(self, face: CellFace) -> None:
        """Another reading; the same face costs nothing."""
        if face == self.face:
            return
        self.face = face
        self.setAccessibleName(face.spoken())
        self.setToolTip(face.spoken())
        self.update()

    def sizeHint(self) -> QSize:
        """146 x 84."""
        theme = current_theme()
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def pieces(self, theme: Theme) -> tuple[Piece, ...]:
        """Words and sign with their boxes."""
        return laid_out(self.face, QRectF(self.rect()), theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, border, words and sign."""
        theme, painter = current_theme(), smooth(QPainter(self))
        box, radius = QRectF(self.rect()), theme.px(RADIUS)
        ground = "hover" if self.underMouse() and self.face.ground == "ground" else self.face.ground
        fill_box(painter, box, theme.color(ground), radius)
        if self.face.border:
            draw_border(painter, box, theme.color(self.face.border), width=theme.px(1), radius=radius)
        paint_pieces(painter, theme, self.pieces(theme))
        if self.face.sign is not None:
            paint_icon(painter, self.face.sign, _sign_box(box, theme), theme.color(_ink(self.face)))


def laid_out(face: CellFace, box: QRectF, theme: Theme) -> tuple[Piece, ...]:
    """The three lines of a face."""
    px = theme.px
    width = box.width() - px(INSIDE) * 2
    boxes = [QRectF(box.left() + px(INSIDE), box.top() + px(top), width, px(high)) for top, high in _LINES]
    if face.sign is not None:
        boxes[1].setRight(_sign_box(box, theme).left() - px(4))
    return (
        Piece(boxes[0], face.head, color="muted"),
        Piece(boxes[1], face.middle, face.middle_role, face.middle_color, may_be_elided=True),
        Piece(boxes[2], face.below, color=face.below_color, may_be_elided=True),
    )


def _sign_box(box: QRectF, theme: Theme) -> QRectF:
    side, (top, high) = theme.px(SIGN), _LINES[1]
    left = box.right() - theme.px(SIGN_RIGHT) - side
    return QRectF(left, box.top() + theme.px(top) + (theme.px(high) - side) / 2, side, side)


def _ink(face: CellFace) -> str:
    return face.middle_color if face.below_color == "muted" else face.below_color
