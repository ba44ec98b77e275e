from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import Unavailable
from counter_app.printing.printers import FolderPrinter, file_stem

PDF = b"%PDF-1.4 contoh"


def test_a_paper_becomes_a_file_with_the_title_of_its_job(tmp_path: Path) -> None:
    FolderPrinter(tmp_path / "papers").print_paper(PDF, "B012")
    assert {file.name: file.read_bytes() for file in (tmp_path / "papers").iterdir()} == {"B012.pdf": PDF}


def test_no_paper_replaces_another(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path)
    papers = [b"%d" % number for number in range(5)]
    for paper in papers:
        printer.print_paper(paper, "B012")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "B012-2.pdf",
        "B012-3.pdf",
        "B012-4.pdf",
        "B012-5.pdf",
        "B012.pdf",
    ]
    assert sorted(file.read_bytes() for file in tmp_path.iterdir()) == papers


def test_two_printers_on_one_folder_lose_nothing(tmp_path: Path) -> None:
    papers = {b"%d-%d" % (thread, number) for thread in range(4) for number in range(25)}

    def print_all(thread: int) -> None:
        for number in range(25):
            FolderPrinter(tmp_path).print_paper(b"%d-%d" % (thread, number), "B012")

    threads = [threading.Thread(target=print_all, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {file.read_bytes() for file in tmp_path.iterdir()} == papers
    assert len(list(tmp_path.iterdir())) == len(papers)


def test_a_file_system_without_links_loses_nothing_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    for paper in (b"one", b"two"):
        FolderPrinter(tmp_path).print_paper(paper, "B012")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "B012.pdf": b"one",
        "B012-2.pdf": b"two",
    }


@given(st.text(max_size=200))
def test_any_title_makes_one_safe_file_name(title: str) -> None:
    stem = file_stem(title)
    assert stem
    assert len(stem) <= 90
    assert not set(stem) & set('/\\:*?"<>|\0\n ')
    assert stem[0] not in ".-"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("BLU-B06-26-3-0187", "BLU-B06-26-3-0187"),
        ("Tanda terima BLU 1", "Tanda-terima-BLU-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "paper-CON"),
        ("", "paper"),
    ],
)
def test_a_title_cannot_leave_the_folder(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable) as caught:
        FolderPrinter(tmp_path / "file" / "papers").print_paper(PDF, "B012")
    assert caught.value.code == "folder_failed"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_told_and_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_full_device(*, prefix: str, suffix: str, dir: Path) -> tuple[int, str]:  # noqa: A002 -- mkstemp's own word
        part = dir / f"{prefix}x{suffix}"
        part.touch()
        return os.open("/dev/full", os.O_WRONLY), str(part)

    monkeypatch.setattr("tempfile.mkstemp", on_full_device)
    with pytest.raises(Unavailable) as caught:
        FolderPrinter(tmp_path).print_paper(PDF, "B012")
    assert caught.value.code == "folder_full"
    assert list(tmp_path.iterdir()) == []
