"""The recovery sheet holds the key in words and as a QR, on one A5 page."""

from __future__ import annotations

from datetime import date

import pypdfium2
import zxingcpp

from counter_app.db.recovery import key_from_text
from counter_app.printing.pdf import PaperPress
from counter_app.printing.recovery import RecoveryFacts, key_lines, recovery_slip
from counter_app.printing.wording import load_wording

KEY = bytes(range(224, 256))
FACTS = RecoveryFacts("MPP Timor Atambua", "counter", 3, date(2026, 11, 23), KEY, bytes(range(16)))


def test_the_sheet_says_the_key_whose_it_is_and_what_to_do() -> None:
    pdf = pypdfium2.PdfDocument(PaperPress().recovery_sheet(FACTS))

    assert len(pdf) == 1
    text = pdf[0].get_textpage().get_text_range()
    for line in key_lines(KEY):
        assert " ".join(line.split()) in " ".join(text.split())
    for words in ("MPP Timor Atambua", "Senin, 23 November 2026", "BRANKAS", "0001 0203", "key restore"):
        assert words in text


def test_its_qr_holds_what_restore_takes() -> None:
    page = pypdfium2.PdfDocument(PaperPress().recovery_sheet(FACTS))[0]

    found = zxingcpp.read_barcodes(page.render(scale=4).to_pil())

    assert [key_from_text(code.text) for code in found] == [KEY]


def test_the_key_stands_in_four_lines_of_four_groups_of_four() -> None:
    assert key_lines(KEY)[0] == "E0E1  E2E3  E4E5  E6E7"
    assert [len(line.split()) for line in key_lines(KEY)] == [4] * 4


def test_its_title_which_printers_keep_holds_no_secret() -> None:
    assert recovery_slip(FACTS, load_wording("id")).title == "Lembar pemulihan Loket\u00a03"


def test_a_station_without_a_counter_has_its_name() -> None:
    facts = RecoveryFacts("MPP", "reception", 0, date(2026, 11, 23), KEY, bytes(16))

    assert recovery_slip(facts, load_wording("id")).title == "Lembar pemulihan Resepsionis"
