from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from counter_app.domain.errors import Unavailable
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.ui.system_printer import SystemPrinter, page_image, paint_pages
from tests.helpers.paper_eyes import page_sizes, scan
from tests.helpers.sample_papers import RECEIPT, RECEIPTS, TICKET


def printed(pdf: bytes, target: Path, dpi: int) -> bytes:
    """What comes out of a printer of so many dots an inch that writes to a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(dpi)
    paint_pages(pdf, printer)
    return target.read_bytes()


def greys(image: QImage) -> set[int]:
    bits = bytes(image.constBits())
    rows = (row * image.bytesPerLine() for row in range(image.height()))
    return {grey for start in rows for grey in bits[start : start + image.width()]}


def test_without_a_printer_it_says_so(qapp: QApplication) -> None:
    with pytest.raises(Unavailable) as caught:
        SystemPrinter("Printer yang tidak ada").print_paper(PaperPress().pdf(TICKET), "B012")
    assert caught.value.code == "printer_missing"
    assert caught.value.facts == {"name": "Printer yang tidak ada"}


def test_a_slip_keeps_its_size_and_its_qr_on_a_thermal_printer(qapp: QApplication, tmp_path: Path) -> None:
    pdf = PaperPress().pdf(TICKET)
    out = printed(pdf, tmp_path / "slip.pdf", 203)
    assert scan(out) == ["https://mpp.contoh.go.id/t/4T8R6WZC1NPVZ"]
    assert page_sizes(out)[0] == pytest.approx(page_sizes(pdf)[0], abs=0.5)


def test_every_page_of_a_long_receipt_is_printed(qapp: QApplication, tmp_path: Path) -> None:
    pdf = PaperPress().pdf(RECEIPTS["receipt-long"], PaperSize.A5)
    out = printed(pdf, tmp_path / "receipt.pdf", 300)
    assert len(page_sizes(out)) == len(page_sizes(pdf)) > 1
    assert scan(out) == ["https://mpp.contoh.go.id/t/7K3M9QXT2HBDJ/1"]


def test_a_thermal_head_gets_black_and_white_only(qapp: QApplication) -> None:
    page = pypdfium2.PdfDocument(PaperPress().pdf(RECEIPT, PaperSize.A5))[0]
    assert greys(page_image(page, 203)) == {0, 255}
    assert len(greys(page_image(page, 600))) > 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_has_failed(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        printed(PaperPress().pdf(TICKET), tmp_path / "no-folder" / "slip.pdf", 203)
    assert caught.value.code == "printer_failed"
