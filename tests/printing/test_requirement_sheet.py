from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.app.printing import print_all
from counter_app.db.queries.paper_facts import Printing
from counter_app.db.queries.papers import SheetPaper
from counter_app.db.queries.sheet_facts import sheet_facts
from counter_app.domain.catalogue import Service
from counter_app.operations.sheets import print_sheet
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.printers import FolderPrinter
from tests.helpers.paper_eyes import out_of_order, outside, overlapping, page_sizes, squeezed, text_of
from tests.helpers.stations import ScriptedClock, catalogue, kinds, open_reception, refusal, site

PRESS = PaperPress()
SERVICES = tuple(catalogue().services.values())
OFFICIAL = ("BIAYA:", "Biaya resmi", "GRATIS", "tidak dipungut", "Tidak dipungut", "Rp")
MM = 72 / 25.4


def facts(code: str, *, language: str = "id") -> SheetPaper:
    printing = Printing(catalogue(), site(), 0, language, "Resepsionis Contoh", 1, ScriptedClock().now_ms)
    return sheet_facts(code, printing)


def words(code: str, size: PaperSize = PaperSize.ROLL_80, *, language: str = "id") -> str:
    return text_of(PRESS.pdf(facts(code, language=language), size))


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_sheet_says_fee_papers_way_and_version_in_that_order(size: PaperSize) -> None:
    assert not out_of_order(
        words("B02", size),
        "MAL PELAYANAN PUBLIK",
        "KTP-el hilang atau rusak",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "BIAYA: GRATIS",
        "Tidak dipungut biaya (UU 24/2013 Pasal 79A).",
        "Berkas yang dibawa",
        "Kartu Keluarga (KK)",
        "Surat keterangan hilang dari kepolisian",
        "bila hilang",
        "Langkah",
        "Bila hilang, urus dulu Surat tanda laporan kehilangan (Polres, loket 8).",
        "Ambil nomor antrean B.",
        "Serahkan berkas di loket 3, 4, atau 5.",
        "Simpan tanda terima.",
        "Jangan memberi uang kepada petugas.",
        "Pengaduan: lapor.go.id",
        "Katalog 2026-11 · dicetak 23 November 2026 08.10",
    )


def test_only_a_chain_that_says_when_becomes_a_step() -> None:
    assert "urus dulu" not in words("D01"), "most travellers need no recommendation for migrant workers"


def test_a_sheet_in_english_has_no_indonesian_frame() -> None:
    told = words("B02", language="en")
    assert "FEE: FREE" in told
    assert "Take a number of queue B." in told
    assert "Berkas yang dibawa" not in told


def test_the_steps_that_the_agency_wrote_stand_instead_of_our_own() -> None:
    paper = replace(facts("B02"), steps=("Datang ke meja 1.",))
    told = text_of(PRESS.pdf(paper))
    assert "Datang ke meja 1." in told
    assert "Ambil nomor antrean" not in told


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.code)
def test_nothing_unverified_looks_official(service: Service) -> None:
    told = words(service.code)
    if not service.is_fee_verified:
        assert [word for word in OFFICIAL if word in told.partition("Berkas yang dibawa")[0]] == []
        assert "Biaya: tanyakan di loket." in told
    assert ("Dihitung sejak" in told) == service.is_time_verified
    assert ("belum diverifikasi" in told) == (not service.are_requirements_verified)


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.code)
def test_every_sheet_of_the_catalogue_fits_its_paper(service: Service, size: PaperSize) -> None:
    pdf = PRESS.pdf(facts(service.code), size)
    assert outside(pdf, 3.9 * MM) == []
    assert overlapping(pdf) == []
    told = squeezed(text_of(pdf))
    for paper in service.requirements:
        assert squeezed(paper.name) in told


def test_one_press_prints_the_sheet_on_the_paper_that_the_station_has(tmp_path: Path) -> None:
    reception = open_reception(tmp_path / "station")
    try:
        before = kinds(reception.store)
        reception.do(lambda work: print_sheet(work, reception.actor, "B02"))
        assert print_all(reception.store, FolderPrinter(tmp_path / "out")) == 1
        (pdf,) = (tmp_path / "out").glob("*.pdf")
        assert round(page_sizes(pdf.read_bytes())[0][0]) == 80
        assert "KTP-el hilang atau rusak" in text_of(pdf.read_bytes())
        assert kinds(reception.store) == before, "the journal tells nothing of it"
    finally:
        reception.store.close()


def test_a_sheet_of_a_service_that_is_gone_is_refused_not_guessed() -> None:
    assert refusal(lambda: facts("XX9")).code == "service_unknown"
