"""The main job, end to end: from F8 to the day's figure, through the real window, paper and journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import Connection, select

from counter_app.app.demo import play_demo
from counter_app.db import journal, rebuild
from counter_app.db.store import open_store
from counter_app.db.tables import JOURNAL

PERSONAL = ("5304121708900001", "Contoh Pemohon", "1990", "081234567890")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("demo")
    return out, play_demo(out, None)


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(document[0].get_textpage().get_text_range().split())


def _qr(path: Path) -> str:
    picture = pypdfium2.PdfDocument(path)[0].render(scale=203 / 72, grayscale=True).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_the_story_leaves_its_papers_a_picture_and_a_summary(played: tuple[Path, dict[str, Any]]) -> None:
    out, summary = played

    left = {path.name for path in out.iterdir() if path.is_file()} - {"tracking.png"}

    assert left == {
        "ticket.pdf", "kekurangan.pdf", "receipt.pdf", "counter.png", "reception.png", "tracking.html",
        "summary.json",
    }  # fmt: skip
    assert json.loads((out / "summary.json").read_text(encoding="utf-8")) == summary


def test_the_days_figure_is_one_ticket_finished_with_its_times(played: tuple[Path, dict[str, Any]]) -> None:
    _out, summary = played

    assert (summary["ticket_number"], summary["tickets"], summary["finished"]) == ("B001", 1, 1)
    assert (summary["waiting_s"], summary["serving_s"]) == (11 * 60, 12 * 60)


def test_the_slip_shows_the_number_and_the_queue(played: tuple[Path, dict[str, Any]]) -> None:
    slip = _text(played[0] / "ticket.pdf")

    assert "B001" in slip
    assert "KTP-el hilang atau rusak" in slip
    assert "Loket 3, 4, atau 5" in slip


def test_the_missing_papers_slip_lists_only_what_is_missing(played: tuple[Path, dict[str, Any]]) -> None:
    slip = _text(played[0] / "kekurangan.pdf")

    assert "Surat keterangan hilang dari kepolisian" in slip
    assert "Kartu Keluarga" not in slip
    assert "KTP-el yang rusak" not in slip


def test_the_receipts_code_leads_to_the_application(played: tuple[Path, dict[str, Any]]) -> None:
    out, summary = played

    assert _qr(out / "receipt.pdf") == summary["qr_text"]
    assert summary["qr_text"].endswith(f"/t/{summary['tracking_code']}")
    assert _qr(out / "kekurangan.pdf") == summary["qr_text"]
    assert _qr(out / "ticket.pdf") != summary["qr_text"]


def test_the_receipt_hides_the_middle_of_the_nik(played: tuple[Path, dict[str, Any]]) -> None:
    receipt = _text(played[0] / "receipt.pdf")

    assert "5304**********01" in receipt
    assert "5304121708900001" not in receipt


def test_the_journal_of_the_story_is_whole(played: tuple[Path, dict[str, Any]]) -> None:
    out, summary = played

    def look(connection: Connection) -> tuple[int, object, object]:
        broken = journal.first_broken(journal.all_entries(connection), journal.heads(connection))
        return journal.count(connection), broken, rebuild.first_difference(connection)

    store = open_store(out / "stations" / "counter")
    try:
        held, broken, difference = store.read(look)
        assert (broken, difference) == (None, None)
        assert 0 < held <= summary["journal_entries"]
    finally:
        store.close()


def test_no_body_of_the_story_holds_personal_data(played: tuple[Path, dict[str, Any]]) -> None:
    store = open_store(played[0] / "stations" / "counter")
    try:
        bodies = store.read(lambda connection: connection.execute(select(JOURNAL.c.body)).scalars().all())
    finally:
        store.close()

    told = "\n".join(bodies)
    assert [word for word in PERSONAL if word in told] == []


def test_the_centre_holds_what_all_stations_wrote(played: tuple[Path, dict[str, Any]]) -> None:
    _out, summary = played

    assert summary["hub_entries"] == summary["journal_entries"]


def test_the_page_behind_the_receipts_code_tells_the_state_and_nobodys_name(
    played: tuple[Path, dict[str, Any]],
) -> None:
    out, summary = played

    page = (out / "tracking.html").read_text(encoding="utf-8")

    assert summary["tracking_url"] == _qr(out / "receipt.pdf")
    assert "KTP-el hilang atau rusak" in page
    assert [word for word in PERSONAL if word in page] == []
