"""Charts and tiles of a report, drawn by reportlab.graphics: they read in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from counter_app.reports.paper_style import (
    BOLD,
    BRAND,
    HAIR,
    INK,
    INNER,
    LINE,
    MUTED,
    PANEL,
    REGULAR,
    SECTION,
    WARNING,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color

    from counter_app.reports.content import Bars, Tile

Anchor = Literal["start", "middle", "end"]
_TILE_HEIGHT, _TILE_GAP = 58.0, 9.0
_CHART_HEIGHT, _FOOT, _LEFT, _HEAD = 160.0, 16.0, 20.0, 34.0
_TICKS = 4
_SIZE = 8.5
_BAR_SHARE = 0.36
"""Of the room of one category, each of its two bars."""
_ROOM_FOR_VALUES = 26.0
"""Narrower categories have no figures on their bars and not every label: they would run together."""


def tiles(shown: Sequence[Tile]) -> Drawing:
    """The figures that are seen first, side by side."""
    drawing = Drawing(INNER, _TILE_HEIGHT)
    width = (INNER - _TILE_GAP * (len(shown) - 1)) / len(shown)
    for place, tile in enumerate(shown):
        _tile(drawing, tile, place * (width + _TILE_GAP), width)
    return drawing


def _tile(drawing: Drawing, tile: Tile, x: float, width: float) -> None:
    drawing.add(_field(x, 0, width, _TILE_HEIGHT, PANEL, round_by=3))
    colour = WARNING if tile.is_over else INK
    drawing.add(_fitted(x + 10, 42, tile.label, width - 14))
    drawing.add(String(x + 10, 23, tile.value, fontName=BOLD, fontSize=19, fillColor=colour))
    after = x + 10 + stringWidth(tile.value, BOLD, 19) + 4
    drawing.add(String(after, 23, tile.unit, fontName=REGULAR, fontSize=9, fillColor=colour))
    if tile.is_over:
        for shape in warning_sign(x + width - 22, 22, 12):
            drawing.add(shape)
    drawing.add(_fitted(x + 10, 9, tile.note, width - 14))


def _fitted(x: float, y: float, text: str, room: float) -> String:
    """Smaller where five figures a count would leave the tile."""
    size = min(_SIZE, _SIZE * room / max(stringWidth(text, REGULAR, _SIZE), 1))
    return String(x, y, text, fontName=REGULAR, fontSize=size, fillColor=MUTED)


def warning_sign(x: float, y: float, size: float) -> tuple[Polygon, Line, Rect]:
    """A triangle with its stroke and dot: over a limit, without colour too."""
    middle, thick = x + size / 2, size / 11
    return (
        Polygon(
            [x, y, x + size, y, middle, y + size * 0.9],
            fillColor=None, strokeColor=WARNING, strokeWidth=thick, strokeLineJoin=1,
        ),
        Line(middle, y + size * 0.32, middle, y + size * 0.58, strokeColor=WARNING, strokeWidth=thick),
        _field(middle - thick / 2, y + size * 0.14, thick, thick, WARNING),
    )  # fmt: skip


def bar_chart(bars: Bars) -> Drawing:
    """Two series side by side over the hours or days, with their values on the bars."""
    drawing = Drawing(INNER, _CHART_HEIGHT)
    top = _axis_top(max([*bars.first, *bars.second, 1]))
    floor, height = _FOOT, _CHART_HEIGHT - _FOOT - _HEAD
    _legend(drawing, bars)
    for tick in range(_TICKS + 1):
        y = floor + height * tick / _TICKS
        colour = LINE if tick == 0 else HAIR
        drawing.add(Line(_LEFT, y, INNER, y, strokeColor=colour, strokeWidth=0.6))
        drawing.add(_text(_LEFT - 5, y - 3, f"{top * tick // _TICKS}", MUTED, anchor="end"))
    _all_bars(drawing, bars, floor, height / top)
    return drawing


def _all_bars(drawing: Drawing, bars: Bars, floor: float, unit: float) -> None:
    room = (INNER - _LEFT) / max(len(bars.labels), 1)
    width = min(room * _BAR_SHARE, 24.0)
    every = 1 if room >= _ROOM_FOR_VALUES else 2 if 2 * room >= _ROOM_FOR_VALUES else 5
    for place, label in enumerate(bars.labels):
        middle = _LEFT + room * (place + 0.5)
        values = ((bars.first[place], middle - width, BRAND), (bars.second[place], middle + 0.5, LINE))
        for value, x, colour in values:
            drawing.add(_field(x, floor, width - 0.5, value * unit, colour))
            if every == 1 and stringWidth(f"{value}", REGULAR, _SIZE) <= width + 2:
                above = floor + value * unit + 3
                drawing.add(_text(x + width / 2, above, f"{value}", MUTED, anchor="middle"))
        if place % every == 0:
            drawing.add(_text(middle, 3, label, MUTED, anchor="middle"))


def _legend(drawing: Drawing, bars: Bars) -> None:
    x = INNER
    y = _CHART_HEIGHT - 15
    for name, colour in ((bars.names[1], LINE), (bars.names[0], BRAND)):
        x -= stringWidth(name, REGULAR, 9)
        drawing.add(String(x, y, name, fontName=REGULAR, fontSize=9, fillColor=INK))
        x -= 13
        drawing.add(_field(x, y - 1, 8.5, 8.5, colour))
        x -= 14
    drawing.add(String(0, y, bars.title, fontName=SECTION.fontName, fontSize=SECTION.fontSize, fillColor=INK))


def _axis_top(most: int) -> int:
    """The lowest round number above all bars that four ticks divide.

    Axes never clip, and they begin at nought.
    """
    size = 1
    while True:
        for step in (1, 2, 3, 5):
            if most <= _TICKS * step * size:
                return _TICKS * step * size
        size *= 10


def _field(x: float, y: float, width: float, height: float, colour: Color, round_by: float = 0) -> Rect:
    look: dict[str, Any] = {"rx": round_by, "ry": round_by, "fillColor": colour, "strokeColor": None}
    return Rect(x, y, width, height, **look)


def _text(
    x: float, y: float, text: str, colour: Color, anchor: Literal["start", "middle", "end"] = "start"
) -> String:
    return String(x, y, text, fontName=REGULAR, fontSize=_SIZE, fillColor=colour, textAnchor=anchor)
