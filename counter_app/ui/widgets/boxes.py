"""Columns and rows of parts, with gaps in px of the mocks that follow the zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.themed import ThemedWidget

Margins = tuple[float, float, float, float]
"""Left, top, right, bottom; px at 100 %."""


class Box(ThemedWidget):
    """Parts beside or below each other, ``gap`` px apart."""

    def __init__(
        self,
        direction: QBoxLayout.Direction,
        *,
        gap: float = 0,
        margins: Margins = (0, 0, 0, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._gap = gap
        self._margins = margins
        self._spacers: list[tuple[QWidget, float]] = []
        self.box = QBoxLayout(direction, self)
        self.restyle(current_theme())

    def add(self, part: QWidget, *, stretch: int = 0, align: Qt.AlignmentFlag | None = None) -> None:
        """Put a part at the end."""
        if align is None:
            self.box.addWidget(part, stretch)
        else:
            self.box.addWidget(part, stretch, align)

    def space(self, measure: float) -> None:
        """Put a fixed room at the end, in px at 100 %."""
        spacer = QWidget(self)
        spacer.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._spacers.append((spacer, measure))
        self.box.addWidget(spacer)
        self.restyle(current_theme())

    def set_gap(self, gap: float) -> None:
        """Change the room between the parts."""
        self._gap = gap
        self.restyle(current_theme())

    def set_margins(self, margins: Margins) -> None:
        """Change the room around the parts."""
        self._margins = margins
        self.restyle(current_theme())

    def stretch(self) -> None:
        """Put all that is left at the end."""
        self.box.addStretch(1)

    def clear(self) -> None:
        """Take every part out; none is seen any more when this returns."""
        while (item := self.box.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self._spacers.clear()

    def restyle(self, theme: Theme) -> None:
        """Measure gaps and margins anew."""
        left, top, right, bottom = (theme.px(measure) for measure in self._margins)
        self.box.setContentsMargins(left, top, right, bottom)
        self.box.setSpacing(theme.px(self._gap))
        for spacer, measure in self._spacers:
            spacer.setFixedSize(theme.px(measure), theme.px(measure))
        super().restyle(theme)


class Column(Box):
    """Parts below each other."""

    def __init__(
        self, *, gap: float = 0, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, gap=gap, margins=margins, parent=parent)


class Row(Box):
    """Parts beside each other."""

    def __init__(
        self, *, gap: float = 0, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, gap=gap, margins=margins, parent=parent)


class Rule(ThemedWidget):
    """A hair line, or the stronger line under a heading; ``is_upright`` between columns."""

    def __init__(
        self, color: str = "hair", *, is_upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._color = color
        self._is_upright = is_upright
        self.setAutoFillBackground(True)
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """One px thick, whatever the zoom."""
        if self._is_upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color(self._color))
        self.setPalette(palette)
        super().restyle(theme)


class Panel(Column):
    """A column on the ground of a token ("panel")."""

    def __init__(
        self,
        color: str = "panel",
        *,
        gap: float = 0,
        margins: Margins = (0, 0, 0, 0),
        parent: QWidget | None = None,
    ) -> None:
        self._color = color
        super().__init__(gap=gap, margins=margins, parent=parent)
        self.setAutoFillBackground(True)

    def restyle(self, theme: Theme) -> None:
        """Fill with the token's colour."""
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color(self._color))
        self.setPalette(palette)
        super().restyle(theme)


SCROLL_BAR = 12
"""Always kept free at the right of what scrolls, so that nothing moves when the bar appears; px at 100 %."""


def scrolling(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls up and down only and is no tab stop itself."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setProperty("focusRing", "none")
    return area


def reached_by_keys(area: QScrollArea) -> QScrollArea:
    """A tab stop whenever there is something to scroll and nothing inside would take one there."""
    area.setProperty("focusRing", "inside")

    def follow_range(_least: int, most: int) -> None:
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.NoFocus)

    area.verticalScrollBar().rangeChanged.connect(follow_range)
    return area
