"""Slips as commands: a printer that reads them puts the right paper out, whatever its letters are."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from counter_app.db.queries.papers import Paper, PaperApplicant
from counter_app.domain.thermal import ROLLS, ThermalSettings
from counter_app.domain.tracking_code import tracking_url
from counter_app.printing.blocks import Align, Bar, Line, Slip, Style
from counter_app.printing.drawn import Drawn
from counter_app.printing.escpos import Escpos
from counter_app.printing.pdf import PaperPress
from counter_app.printing.slips import slip_of
from counter_app.printing.wording import load_wording
from tests.helpers.escpos_paper import Printed, printed
from tests.helpers.paper_eyes import out_of_order
from tests.helpers.sample_papers import LONG_NAME, MISSING, PAPERS, TICKET, TICKETS

DRAWN = Drawn()
WORDS = {language: load_wording(language) for language in ("id", "en")}
MM_DOTS = 203 / 25.4


def printer(roll: str = "80mm", code_page: str = "cp437", qr: str = "native") -> ThermalSettings:
    return ThermalSettings("network", "127.0.0.1", roll=roll, code_page=code_page, qr=qr)


def out(paper: Paper, made_for: ThermalSettings) -> Printed:
    slip = slip_of(paper, WORDS[paper.origin.language])
    data = Escpos(made_for, DRAWN).commands(slip)
    return printed(data, made_for.head.dots, made_for.head.dpi)


def scanned(picture: Image.Image) -> list[str]:
    quiet = Image.new("L", (picture.width + 32, picture.height), 255)
    quiet.paste(picture, (16, 0))  # the paper is wider than the head
    return [code.text for code in zxingcpp.read_barcodes(quiet)]


def lines_of(slip: Slip, made_for: ThermalSettings) -> tuple[str, ...]:
    return printed(Escpos(made_for, DRAWN).commands(slip), made_for.head.dots).slips[0].lines


@pytest.mark.parametrize(
    ("name", "roll", "code_page", "qr"),
    [
        ("ticket", "80mm", "picture", "picture"),
        ("ticket", "58mm", "picture", "native"),
        ("ticket-english", "58mm", "cp437", "native"),
        ("ticket-without-page", "80mm-512", "cp858", "picture"),
        ("missing-long", "58mm", "picture", "picture"),
        ("missing", "80mm", "cp1252", "native"),
        ("receipt-long", "80mm", "cp437", "picture"),
        ("receipt-correction", "58mm", "cp858", "native"),
        ("receipt", "80mm-512", "picture", "native"),
    ],
)
def test_every_paper_comes_out_cut_and_its_qr_reads(name: str, roll: str, code_page: str, qr: str) -> None:
    made_for = printer(roll, code_page, qr)
    paper = PAPERS[name]
    result = out(paper, made_for)

    assert (result.unknown, result.overflows) == ([], 0)
    assert [slip.is_cut for slip in result.slips] == [True]
    known = getattr(paper, "correction", None)
    correction = known.number if known else 0
    url = tracking_url(paper.site.public_base_url, getattr(paper, "tracking_code", ""), correction)
    assert scanned(result.slips[0].picture) == [url]


@pytest.mark.parametrize("name", PAPERS)
def test_no_sample_has_a_letter_or_command_that_the_printer_does_not_know(name: str) -> None:
    result = out(PAPERS[name], printer("58mm", "cp437"))

    assert (result.unknown, result.overflows) == ([], 0)
    assert "\N{REPLACEMENT CHARACTER}" not in "".join(result.slips[0].lines)


def test_a_ticket_tells_the_same_in_the_printers_letters() -> None:
    (slip,) = out(replace(TICKET, priority="pregnant"), printer()).slips

    assert not out_of_order(
        " ".join(slip.lines),
        "MAL PELAYANAN PUBLIK",
        "Timor Atambua, Kabupaten Belu",
        "Disdukcapil",
        "Akta kelahiran",
        "B012",
        "Loket 3, 4, atau 5 · Zona 1",
        "PRIORITAS: IBU HAMIL ATAU MENYUSUI",
        "Di depan Anda 4 orang",
        "Pantau antrean Anda",
        "4T8R-6WZC-1NPV-Z",
        "Mohon menunggu nomor Anda dipanggil.",
        "Senin, 23 November 2026 · 09.31.07 WITA · Loket 3",
    )


def test_a_missing_papers_slip_has_a_box_for_each_paper() -> None:
    (slip,) = out(MISSING, printer()).slips

    boxes = [line for line in slip.lines if line.startswith("[ ] ")]
    assert len(boxes) == 3
    assert "[ ] Kartu Keluarga (KK)" in boxes
    assert "    Ditolak: tidak terbaca" in slip.lines


@pytest.mark.parametrize("roll", ["80mm", "58mm"])
@pytest.mark.parametrize("code_page", ["cp437", "picture"])
def test_the_number_is_read_from_afar(roll: str, code_page: str) -> None:
    slip = Slip("", (Line("B012", Style.NUMBER, Align.CENTRE),))
    made_for = printer(roll, code_page)
    (paper,) = printed(Escpos(made_for, DRAWN).commands(slip), made_for.head.dots).slips

    box = paper.picture.point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    assert (box[3] - box[1]) / MM_DOTS > 13, "cap height of 66 pt is 15 mm"
    assert (box[2] - box[0]) / made_for.head.dots > 0.55


def test_a_number_of_another_station_stays_on_one_line() -> None:
    assert "B3-1012" in out(TICKETS["ticket-long"], printer("58mm")).slips[0].lines


@pytest.mark.parametrize("code_page", ["cp437", "picture"])
def test_a_bar_is_white_on_black_from_edge_to_edge(code_page: str) -> None:
    made_for = printer("80mm", code_page)
    slip = Slip("", (Bar("PRIORITAS: LANSIA"),))
    picture = printed(Escpos(made_for, DRAWN).commands(slip)).slips[0].picture
    box = picture.point(lambda grey: 255 - grey).getbbox()
    assert box is not None

    bar = picture.crop(box)
    black = sum(bar.histogram()[:128]) / (bar.width * bar.height)
    assert bar.width == made_for.head.dots
    assert black > 0.6


@pytest.mark.parametrize(
    ("words", "code_page", "is_letters"),
    [
        ("Conceição", "cp437", False),
        ("Conceição", "cp858", True),
        ("José 3 × 4", "cp437", False),
        ("José 3 × 4", "cp850", True),
        ("08.00 – 15.00", "cp858", False),
        ("08.00 – 15.00", "cp1252", True),
        ("Kabupaten Belu · Loket 3", "cp437", True),
        ("地方", "cp1252", False),
        ("semua huruf", "picture", False),
    ],
)
def test_letters_that_the_printer_lacks_are_drawn(words: str, code_page: str, is_letters: bool) -> None:
    made_for = printer("80mm", code_page)
    result = printed(Escpos(made_for, DRAWN).commands(Slip("", (Line(words, Style.BODY),))))

    (slip,) = result.slips
    assert slip.lines == ((words,) if is_letters else ())
    assert slip.picture.point(lambda grey: 255 - grey).getbbox() is not None


def test_a_word_and_its_number_stay_on_one_line() -> None:
    words = "Bawa berkas yang kurang ke meja Loket\N{NO-BREAK SPACE}3"
    assert lines_of(Slip("", (Line(words, Style.BODY),)), printer("58mm")) == (
        "Bawa berkas yang kurang ke meja",
        "Loket 3",
    )


def test_a_name_commands_no_printer() -> None:
    name = "Contoh\x1b@\x1dV\x00\x10\x14\x08 Pemohon"
    result = out(replace(MISSING, applicant=PaperApplicant(name, "nik", "")), printer())

    assert (len(result.slips), result.unknown) == (1, [])
    assert any("Contoh@ V Pemohon" in line for line in result.slips[0].lines)


def test_a_printer_without_a_blade_feeds_to_where_one_tears() -> None:
    data = Escpos(replace(printer(), has_cutter=False), DRAWN).commands(slip_of(TICKET, WORDS["id"]))

    (slip,) = printed(data).slips
    assert not slip.is_cut
    assert slip.picture.crop((0, slip.picture.height - 100, 576, slip.picture.height)).getextrema() == (
        255,
        255,
    )


@pytest.mark.parametrize("name", ["ticket-priority", "missing", "receipt"])
def test_a_drawn_slip_is_set_as_the_pdf(name: str) -> None:
    made_for = printer("80mm", "picture", "picture")
    drawn = out(PAPERS[name], made_for).slips[0].picture
    page = pypdfium2.PdfDocument(PaperPress().pdf(PAPERS[name]))[0].render(scale=203 / 72, grayscale=True)
    margin = round(4 * MM_DOTS)
    pdf = page.to_pil().crop((margin, 0, margin + drawn.width, drawn.height))

    coarse = (drawn.width // 12, drawn.height // 12)
    difference = ImageChops.difference(drawn.resize(coarse), pdf.resize(coarse))
    assert abs(page.height - drawn.height) <= 1
    assert ImageStat.Stat(difference).mean[0] < 9, "of 255: the same grey in every square of 1.5 mm"


def test_the_same_slip_gives_the_same_bytes() -> None:
    made = [
        Escpos(printer("80mm", "picture", "picture"), DRAWN).commands(slip_of(TICKET, WORDS["id"]))
        for _ in "ab"
    ]
    assert made[0] == made[1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=160), st.sampled_from(["cp437", "cp1252"]), st.sampled_from(list(ROLLS)))
def test_no_text_at_all_makes_a_line_too_long_or_a_command(words: str, code_page: str, roll: str) -> None:
    result = out(replace(TICKET, service=words, agency=LONG_NAME), printer(roll, code_page))

    assert (len(result.slips), result.unknown, result.overflows) == (1, [], 0)
