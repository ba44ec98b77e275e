"""The PDF of each paper beside a bare reportlab page with the same QR code."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bench.figures import BESIDE_FLOOR, Table, Times, beside_floor
from counter_app.db.queries.paper_facts import EntityPaper
from counter_app.domain.tracking_code import tracking_url
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.qr import qr_picture
from tests.helpers.sample_papers import MISSING, RECEIPT, TICKET

WARM_UP = 3
_PAGES = {PaperSize.ROLL_80: (80 * mm, 150 * mm), PaperSize.A5: (148 * mm, 210 * mm)}


def slip(times: int) -> Table:
    """Measures the three papers in their usual sizes."""
    press = PaperPress()
    samples = (
        ("ticket slip, 80 mm", TICKET, PaperSize.ROLL_80),
        ("kekurangan-berkas slip, 80 mm", MISSING, PaperSize.ROLL_80),
        ("receipt, 80 mm", RECEIPT, PaperSize.ROLL_80),
        ("receipt, A5", RECEIPT, PaperSize.A5),
    )
    rows = [beside_floor(what, *_measured(press, paper, size, times)) for what, paper, size in samples]
    return Table(
        "Paper as PDF",
        "Facts to finished bytes. Floor: one empty reportlab page of that width with the same QR code, "
        "encoded by the same library and drawn as the same rectangles. Encoding the QR is most of both.",
        BESIDE_FLOOR,
        (*rows, _encoding(times)),
    )


def _measured(press: PaperPress, paper: EntityPaper, size: PaperSize, times: int) -> tuple[Times, Times]:
    content = tracking_url(paper.site.public_base_url, paper.tracking_code)
    ours, floor = Times(), Times()
    for turn in range(WARM_UP + times):
        ours.measure(lambda: press.pdf(paper, size))
        floor.measure(lambda: bare_page(content, _PAGES[size]))
        if turn < WARM_UP:
            ours.ms.clear()
            floor.ms.clear()
    return ours, floor


def bare_page(content: str, size: tuple[float, float]) -> bytes:
    """A page with nothing on it but a QR code."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    picture = qr_picture(content)
    module = picture.thermal_module_pt
    path = canvas.beginPath()
    for run in picture.runs:
        path.rect(run.column * module, size[1] - (run.row + 1) * module, run.length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _encoding(times: int) -> tuple[str, ...]:
    content = tracking_url(TICKET.site.public_base_url, TICKET.tracking_code)
    alone = Times()
    for _ in range(times):
        alone.measure(lambda: qr_picture(content))
    return ("(encoding the QR alone)", f"{alone.n:,}", f"{alone.p50:.2f}", f"{alone.p95:.2f}", "", "", "", "")
