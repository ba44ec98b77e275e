"""A canvas that knows how many pages there are: every page waits until the last one is known."""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from counter_app.reports import paper_style as ink
from counter_app.reports.words import words


class NumberedCanvas(Canvas):
    """Writes "Halaman 1 dari 3" at the foot of each page."""

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """Keeps the page as it stands."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Numbers all pages, then writes them."""
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self.setFont(ink.REGULAR, 8)
            self.setFillColor(ink.MUTED)
            told = words().say("head.page", n=number, total=len(self._pages))
            self.drawRightString(ink.WIDTH - ink.MARGIN, 40, told)
            super().showPage()
        super().save()
