"""The system's printers through Qt; ``app`` hands one to the printing thread, which knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from counter_app.domain.errors import Unavailable

if TYPE_CHECKING:
    from typing import Any

POINTS_PER_INCH = 72
FINEST_DPI = 600
"""Finer pages cost memory that old PCs don't have, and nobody sees it."""
THERMAL_DPI = 300
"""Up to here a head knows only black and white: the page is made so, with sharp edges."""
DARK_BELOW = 128


class SystemPrinter:
    """A printer that the system knows; needs a running QGuiApplication."""

    speaks = None

    def __init__(self, name: str = "") -> None:
        self._name = name

    @property
    def name(self) -> str:
        """The chosen printer, or the system's present default; empty where there is none."""
        return self._name or QPrinterInfo.defaultPrinterName()

    def is_there(self) -> bool:
        """Whether the system knows it."""
        return bool(self.name) and not QPrinterInfo.printerInfo(self.name).isNull()

    def print_paper(self, paper: bytes, title: str) -> None:
        """Return when the system's queue has the whole paper.

        Raises Unavailable ``printer_missing`` (name) or ``printer_failed`` (name).
        """
        if not self.is_there():
            raise Unavailable("printer_missing", name=self.name)
        printer = QPrinter(QPrinterInfo.printerInfo(self.name), QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        paint_pages(paper, printer)


def paint_pages(pdf: bytes, printer: QPrinter) -> None:
    """Paint each page of the PDF as one picture in the printer's own dots.

    Raises Unavailable ``printer_failed`` (name) where the printer does not take it.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        printer.setResolution(min(printer.resolution(), FINEST_DPI))
        _set_page(printer, document[0])
        painter = QPainter()
        if not painter.begin(printer):
            raise Unavailable("printer_failed", name=printer.printerName())
        try:
            for number, page in enumerate(document):
                if number:
                    _set_page(printer, page)
                    printer.newPage()
                image = page_image(page, printer.resolution())
                painter.drawImage(QRectF(0, 0, image.width(), image.height()), image)
        finally:
            painter.end()
        if printer.printerState() is QPrinter.PrinterState.Error:
            raise Unavailable("printer_failed", name=printer.printerName())
    finally:
        document.close()


def page_image(page: Any, dpi: int) -> QImage:
    """One page in grey, or in pure black and white for the coarse heads of receipt printers."""
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
    pixels = bytes(bitmap.buffer)
    if dpi <= THERMAL_DPI:
        pixels = pixels.translate(bytes(0 if grey < DARK_BELOW else 255 for grey in range(256)))
    image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    return image.copy()


def _set_page(printer: QPrinter, page: Any) -> None:
    """Ask for exactly the page's size: a roll's length differs with each paper."""
    size = QPageSize(QSizeF(page.get_width(), page.get_height()), QPageSize.Unit.Point)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
