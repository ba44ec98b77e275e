"""A report as PDF, workbook, CSV and JSON: the same figures, whole files, a sentence for what can't be."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from reportlab.graphics.shapes import String
from reportlab.pdfbase.pdfmetrics import stringWidth

from counter_app.app.reports import report_saver
from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.period import Period, month_of, one_day
from counter_app.reports.charts import tiles
from counter_app.reports.content import Tile
from counter_app.reports.making import Form, ReportFile, made, read_figures
from counter_app.reports.paper_style import INNER, register_fonts
from counter_app.reports.progress import Progress, unheard
from counter_app.reports.saving import save
from counter_app.reports.written import Around
from tests.helpers import stations
from tests.helpers.stations import MONDAY, Station

MOST_BYTES = 300_000
"""A day's PDF goes by telephone."""


def around(station: Station, *, is_training: bool = False) -> Around:
    return Around(station.store.site, station.store.catalogue, station.clock(), is_training)


def report(
    station: Station, form: Form, period: Period | None = None, progress: Progress = unheard
) -> ReportFile:
    asked = period or one_day(MONDAY)
    figures = station.ask(lambda it: read_figures(it, asked, around(station)))
    return made(figures, asked, form, around(station), progress)


def pages(file: ReportFile) -> list[str]:
    document = pypdfium2.PdfDocument(file.content)
    told = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    document.close()
    return told


def part(file: ReportFile, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file.content)) as book:
        return book.read(name).decode()


def test_the_pdf_names_site_day_figures_and_each_page(worked: Station) -> None:
    told = pages(report(worked, Form.PDF))

    assert f"Halaman 1 dari {len(told)}" in told[0]
    assert f"Halaman {len(told)} dari {len(told)}" in told[-1]
    assert all("PEMERINTAH KABUPATEN BELU" in page for page in told)
    for words in ("Senin, 23 November 2026", "3 dilayani, 1 tidak hadir", "Disdukcapil", "Laporan harian"):
        assert words in told[0]
    assert "Disdukcapil: 9 dari 10 orang menunggu sampai 40 menit; batas 30 menit." in "".join(told)


def test_the_pdf_is_small_enough_to_be_sent_by_phone(worked: Station) -> None:
    assert len(report(worked, Form.PDF).content) <= MOST_BYTES
    assert len(report(worked, Form.PDF, month_of(MONDAY)).content) <= MOST_BYTES


def test_the_words_of_a_tile_stay_in_it_however_many_there_are() -> None:
    register_fonts()
    many = Tile(
        "Tunggu lebih 30 menit", "123.456", "menit", "123.456 dilayani, 12.345 tidak hadir", is_over=True
    )
    drawn = tiles([many] * 4)

    strings = [one for one in drawn.contents if isinstance(one, String) and one.fontSize <= 9]
    ends = [one.x + stringWidth(one.text, one.fontName, one.fontSize) for one in strings[:3]]

    assert max(ends) <= INNER / 4
    assert min(one.fontSize for one in strings) >= 6


def test_equal_figures_give_an_equal_file(worked: Station) -> None:
    assert report(worked, Form.PDF).content == report(worked, Form.PDF).content


def test_training_data_is_named_on_every_page(worked: Station) -> None:
    period = one_day(MONDAY)
    figures = worked.ask(lambda it: read_figures(it, period, around(worked)))

    told = pages(made(figures, period, Form.PDF, around(worked, is_training=True)))

    assert all("DATA LATIHAN" in page for page in told)


def test_a_month_has_its_days(worked: Station) -> None:
    told = "".join(pages(report(worked, Form.PDF, month_of(MONDAY))))

    assert "November 2026" in told
    assert "Senin, 23" in told


def test_cells_of_the_workbook_are_numbers_and_times_and_heads_stay(worked: Station) -> None:
    file = report(worked, Form.XLSX)

    queues = part(file, "xl/worksheets/sheet2.xml")
    row = re.findall(r'<c r="[A-Z]+2"[^>]*>.*?</c>', queues)
    numbers = [cell for cell in row if 't="s"' not in cell]
    assert len(row) - len(numbers) == 2  # letter and agency
    assert '<pane xSplit="1" ySplit="1"' in queues
    assert "<autoFilter" in queues
    assert any(abs(float(value) - 2401 / 86400) < 1e-6 for value in re.findall("<v>([^<]+)<", queues))
    assert 'formatCode="[mm]:ss"' in part(file, "xl/styles.xml")


def test_the_csv_has_a_row_a_group_with_times_in_seconds(worked: Station) -> None:
    text = report(worked, Form.CSV).content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    total, queue = rows[0], next(row for row in rows if row["by"] == "queue")
    assert (total["tickets"], total["finished"], total["no_show"]) == ("5", "3", "1")
    assert (queue["key"], queue["name"], queue["wait_p90_s"]) == ("B", "Disdukcapil", "2401")
    assert {row["by"] for row in rows} == {
        "total", "queue", "hour", "service", "counter", "agency", "priority", "kind",
    }  # fmt: skip


def test_the_json_has_the_keys_that_other_programs_read(worked: Station) -> None:
    told = json.loads(report(worked, Form.JSON).content)

    assert {"site", "date", "tickets", "called", "finished", "no_show", "cancelled"} <= set(told)
    for name in ("wait_s", "walk_s", "serve_s"):
        assert list(told[name]) == ["n", "mean", "median", "p90", "max"]
    assert {"hour", "issued", "called", "wait_s"} == set(told["by_hour"][0])
    assert {"by_queue", "by_service", "by_counter"} <= set(told)
    assert (told["site"], told["date"], told["wait_s"]["n"]) == ("BLU", "2026-11-23", 4)
    assert "officer" not in json.dumps(told)


def test_a_months_json_has_its_days(worked: Station) -> None:
    told = json.loads(report(worked, Form.JSON, month_of(MONDAY)).content)

    assert (told["date"], [row["date"] for row in told["by_date"]]) == ("2026-11", ["2026-11-23"])


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (date(2026, 11, 20), "Tidak ada tiket pada hari ini."),
        (date(2026, 11, 22), "Akhir pekan. Tidak ada tiket."),
        (date(2026, 1, 1), "Hari libur: Tahun Baru Masehi. Tidak ada tiket."),
    ],
)
def test_a_day_without_tickets_says_why(worked: Station, day: date, note: str) -> None:
    file = report(worked, Form.PDF, one_day(day))

    assert file.note == note
    assert note in pages(file)[0]


def test_a_day_that_has_not_come_is_refused(worked: Station) -> None:
    tomorrow = one_day(MONDAY + timedelta(days=1))

    assert stations.refusal(lambda: report(worked, Form.PDF, tomorrow)).code == "report_future"


@pytest.mark.parametrize("form", [Form.PDF, Form.XLSX])
def test_a_report_can_be_cancelled_on_the_way(worked: Station, form: Form) -> None:
    heard: list[int] = []

    def enough(percent: int) -> None:
        heard.append(percent)
        if percent > 40:
            raise Refused("report_cancelled")

    assert stations.refusal(lambda: report(worked, form, progress=enough)).code == "report_cancelled"
    assert heard == sorted(heard)


def test_a_screen_saves_a_report_in_the_data_folder(worked: Station) -> None:
    path = report_saver(worked.store)(one_day(MONDAY), "pdf", unheard)

    assert path == worked.store.folder / "laporan" / "laporan-blu-2026-11-23.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_a_full_disk_leaves_the_old_file_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "laporan.pdf"
    save(path, b"old")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as raised:
        save(path, b"new")

    assert raised.value.code == "report_disk_full"
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"laporan.pdf": b"old"}


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "laporan.pdf"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    save(pipe, b"figures")

    assert (os.read(end, 100), pipe.is_fifo()) == (b"figures", True)
    os.close(end)
    assert stations.failure(lambda: save(tmp_path, b"figures")).code == "report_file_open"


@pytest.mark.parametrize(
    ("error", "code"),
    [(PermissionError(13, "open"), "report_file_open"), (OSError(5, "Input/output"), "report_not_written")],
)
def test_a_file_that_another_program_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    def held(_beside: Path, _path: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Unavailable) as raised:
        save(tmp_path / "laporan.pdf", b"new")

    assert raised.value.code == code
    assert list(tmp_path.iterdir()) == []
