"""Words of several kinds in one paragraph: a name with its form after it, a hit with bold letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme import Role, Theme, current_theme
from counter_app.ui.widgets.themed import ThemedWidget


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of one kind."""

    words: str
    role: Role = "body"
    color: str = "text"


class Flow:
    """Spans wrapped into a width, each line as high as the theme's body line."""

    def __init__(self, theme: Theme, spans: Sequence[Span], width: float) -> None:
        self.words = "".join(span.words for span in spans)
        self._line_height = theme.line_height()
        self._layout = QTextLayout(self.words, theme.font())
        self._layout.setFormats(_formats(theme, spans))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout.setTextOption(option)
        self.width = 0.0
        self._break_lines(width)
        self.height = self._layout.lineCount() * self._line_height

    def _break_lines(self, width: float) -> None:
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            top = self._line_height * (self._layout.lineCount() - 1)
            line.setPosition(QPointF(0, top + (self._line_height - line.height()) / 2))
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Paint the paragraph with its upper left corner there."""
        self._layout.draw(painter, QPointF(left, top))


def _formats(theme: Theme, spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
    ranges, start = [], 0
    for span in spans:
        kind = QTextLayout.FormatRange()
        kind.start, kind.length = start, len(span.words)
        form = QTextCharFormat()
        form.setFont(theme.font(span.role))
        form.setForeground(theme.color(span.color))
        kind.format = form
        ranges.append(kind)
        start += len(span.words)
    return ranges


class FlowLabel(ThemedWidget):
    """A paragraph of spans that grows downwards where it does not fit into one line."""

    def __init__(self, spans: Sequence[Span] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans: tuple[Span, ...] = tuple(spans)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.words())
        self.restyle(current_theme())

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Say something else."""
        if tuple(spans) != self._spans:
            self._spans = tuple(spans)
            self.setAccessibleName(self.words())
            self.updateGeometry()
            self.update()

    def words(self) -> str:
        """Everything it says, without kinds."""
        return "".join(span.words for span in self._spans)

    def hasHeightForWidth(self) -> bool:
        """It grows downwards."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Whole lines."""
        return max(1, round(Flow(current_theme(), self._spans, width).height))

    def sizeHint(self) -> QSize:
        """One line, as wide as the words."""
        flow = Flow(current_theme(), self._spans, 100_000)
        return QSize(round(flow.width) + 1, round(flow.height))

    def minimumSizeHint(self) -> QSize:
        """One line, as wide as the longest word."""
        flow = Flow(current_theme(), self._spans, 1)
        return QSize(round(flow.width) + 1, current_theme().line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paragraph in the middle of its height."""
        flow = Flow(current_theme(), self._spans, self.width())
        flow.draw(QPainter(self), 0, (self.height() - flow.height) / 2)
