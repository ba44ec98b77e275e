from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.db.queries.paper_facts import EntityPaper
from counter_app.domain.checklist import RequirementState as State
from counter_app.printing.pdf import PaperPress, PaperSize
from tests.helpers.paper_eyes import (
    MARGIN_PT,
    out_of_order,
    outside,
    overlapping,
    page_sizes,
    scan,
    squeezed,
    text_of,
)
from tests.helpers.sample_papers import (
    BIRTH_PAPERS,
    MISSING,
    PAPERS,
    RECEIPT,
    RECEIPTS,
    TICKET,
    TICKETS,
)

PRESS = PaperPress()

PRINTS = [
    pytest.param(paper, size, id=f"{name}-{size}")
    for name, paper in PAPERS.items()
    for size in PaperSize
    if size is not PaperSize.A5 or name in RECEIPTS
]


@pytest.mark.parametrize(("paper", "size"), PRINTS)
def test_no_word_leaves_the_paper_or_covers_another(paper: EntityPaper, size: PaperSize) -> None:
    pdf = PRESS.pdf(paper, size)
    assert outside(pdf, MARGIN_PT[size]) == []
    assert overlapping(pdf) == []


@pytest.mark.parametrize(("paper", "size"), PRINTS)
def test_the_qr_of_a_thermal_print_reads_as_the_code_says(paper: EntityPaper, size: PaperSize) -> None:
    base = f"{paper.site.public_base_url}/t/" if paper.site.public_base_url else ""
    known = getattr(paper, "correction", None)
    correction = f"/{known.number}" if known else ""
    pdf = PRESS.pdf(paper, size)
    assert scan(pdf) == [f"{base}{paper.tracking_code}{correction}"]


def test_a_ticket_tells_where_to_go_and_how_many_are_ahead() -> None:
    assert not out_of_order(
        text_of(PRESS.pdf(TICKET)),
        "MAL PELAYANAN PUBLIK",
        "Timor Atambua, Kabupaten Belu",
        "Disdukcapil",
        "Akta kelahiran",
        "B012",
        "Loket 3, 4, atau 5 · Zona 1",
        "Di depan Anda 4 orang",
        "Pantau antrean Anda",
        "4T8R-6WZC-1NPV-Z",
        "Mohon menunggu nomor Anda dipanggil.",
        "Senin, 23 November 2026 · 09.31.07 WITA · Loket 3",
    )


def test_a_ticket_does_not_guess_the_wait() -> None:
    assert "Waktu tunggu" not in text_of(PRESS.pdf(TICKET))


def test_a_missing_papers_slip_lists_only_what_is_missing_and_why() -> None:
    text = text_of(PRESS.pdf(MISSING))
    assert not out_of_order(
        text,
        "KEKURANGAN BERKAS",
        "BLU-B06-26-3-0187",
        "Contoh Pemohon",
        "5304**********01",
        "Bawa 3 berkas ini:",
        "Buku nikah / kutipan akta perkawinan orang tua salinan, 1 lembar Belum dibawa",
        "Kartu Keluarga (KK) salinan, 1 lembar Ditolak: tidak terbaca",
        "KTP-el dua orang saksi salinan, 2 lembar Menyusul",
        "Tiga berkas lain sudah beres. Tidak perlu dibawa lagi.",
        "KE LOKET 3, TANPA ANTRE BARU",
        "Waktu 3 hari kerja mulai dihitung setelah berkas lengkap.",
        "7K3M-9QXT-2HBD-J",
        "Tidak dipungut biaya. Jangan memberi uang kepada petugas.",
    )
    assert "Formulir F-2.01" not in text


def test_a_receipt_tells_what_was_received_when_it_is_ready_and_what_it_costs() -> None:
    assert not out_of_order(
        text_of(PRESS.pdf(RECEIPT, PaperSize.A5)),
        "PEMERINTAH KABUPATEN BELU",
        "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "Tanda terima berkas permohonan",
        "BLU-B06-26-3-0187",
        "Rabu, 25 November 2026, 08.30 WITA",
        "Contoh Anak Pemohon",
        "Senin, 30 November 2026",
        "3 hari kerja sejak berkas lengkap",
        "GRATIS",
        "tidak dipungut, UU 24/2013 Pasal 79A",
        "6 dari 6 ada",
        "KTP-el dua orang saksi salinan, 2 Ada",
        "buka mpp.contoh.go.id dan ketik kode:",
        "7K3M-9QXT-2HBD-J",
        "Petugas penerima, loket 3",
        "Petugas Contoh",
        "Cetakan ke-1",
    )


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if paper.origin.copy > 1])
@pytest.mark.parametrize("size", list(PaperSize))
def test_a_reprint_begins_with_the_word_duplikat(name: str, size: PaperSize) -> None:
    copy = PAPERS[name].origin.copy
    text = text_of(PRESS.pdf(PAPERS[name], size))
    assert text.startswith(f"DUPLIKAT, cetakan ke-{copy}, Petugas Contoh")


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if paper.origin.copy == 1])
def test_a_first_print_is_no_duplicate(name: str) -> None:
    text = text_of(PRESS.pdf(PAPERS[name]))
    assert "DUPLIKAT" not in text
    assert "DUPLICATE" not in text


def test_a_copy_by_another_officer_still_names_who_received_the_papers() -> None:
    origin = replace(RECEIPT.origin, copy=2, officer="Petugas Lain Contoh")
    text = text_of(PRESS.pdf(replace(RECEIPT, origin=origin), PaperSize.A5))
    assert text.startswith("DUPLIKAT, cetakan ke-2, Petugas Lain Contoh")
    assert not out_of_order(text, "Petugas penerima, loket 3", "Petugas Contoh")


def test_a_correction_says_so() -> None:
    assert "PERBAIKAN ke-1" in text_of(PRESS.pdf(RECEIPTS["receipt-correction"], PaperSize.A5))
    assert "PERBAIKAN" not in text_of(PRESS.pdf(RECEIPT, PaperSize.A5))


@pytest.mark.parametrize("size", list(PaperSize))
def test_no_paper_shows_a_whole_identity_number(size: PaperSize) -> None:
    for paper in (MISSING, RECEIPT):
        text = squeezed(text_of(PRESS.pdf(paper, size)))
        assert "5304**********01" in text
        assert paper.applicant.identity_number not in text


def test_a_roll_is_80_mm_wide_and_as_long_as_its_words() -> None:
    short, long = (page_sizes(PRESS.pdf(TICKETS[name])) for name in ("ticket", "ticket-long"))
    assert [round(width, 1) for width, _ in (*short, *long)] == [80.0, 80.0]
    assert long[0][1] > short[0][1] + 20


def test_a_receipt_fits_on_one_a5_page_also_as_a_duplicate() -> None:
    for name in ("receipt", "receipt-fee-duplicate", "receipt-correction", "receipt-unverified"):
        sizes = page_sizes(PRESS.pdf(RECEIPTS[name], PaperSize.A5))
        assert [(round(width), round(height)) for width, height in sizes] == [(148, 210)]


def test_a_long_list_goes_on_over_the_page_and_each_page_says_what_it_belongs_to() -> None:
    pdf = PRESS.pdf(RECEIPTS["receipt-long"], PaperSize.A5)
    total = len(page_sizes(pdf))
    text = text_of(pdf)
    assert total > 1
    assert text.count("Tanda terima berkas permohonan, lanjutan · BLU-B06-26-3-0187") == total - 1
    for page in range(1, total + 1):
        assert f"Halaman {page} dari {total}" in text
    for paper in RECEIPTS["receipt-long"].requirements:
        assert squeezed(paper.name) in squeezed(text)


def test_a_single_page_has_no_page_number() -> None:
    assert "Halaman" not in text_of(PRESS.pdf(RECEIPT, PaperSize.A5))


def test_every_number_of_requirements_gets_its_signatures() -> None:
    for count in range(25):
        papers = tuple(replace(BIRTH_PAPERS[number % 6], state=State.PRESENT) for number in range(count))
        text = text_of(PRESS.pdf(replace(RECEIPT, requirements=papers), PaperSize.A5))
        assert not out_of_order(
            text, f"{count} dari {count} ada", "Petugas penerima, loket 3", "Cetakan ke-1"
        )


def test_the_same_facts_give_the_same_bytes() -> None:
    assert PRESS.pdf(RECEIPT, PaperSize.A5) == PaperPress().pdf(RECEIPT, PaperSize.A5)


def test_a_language_without_words_falls_back_to_indonesian() -> None:
    paper = replace(TICKET, origin=replace(TICKET.origin, language="tet"))
    assert PRESS.pdf(paper) == PRESS.pdf(TICKET)
