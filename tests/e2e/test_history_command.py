"""Importing a history from the command line: what it says, the file of dirt, the bar, Ctrl+C."""

from __future__ import annotations

import csv
import io
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.cli import DONE, REFUSED, main
from counter_app.cli.progress import Progress

pytestmark = pytest.mark.usefixtures("qapp")

DATA = Path(__file__).parents[1] / "data"
DIRTY = ("replay", str(DATA / "histories" / "dirty.csv"), "--map", str(DATA / "histories" / "dirty.toml"))


def test_a_dirty_history_is_told_line_by_line_with_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*DIRTY, "--data", str(tmp_path / "a")])
    said = capsys.readouterr().out.splitlines()

    assert code == DONE
    assert said[0].startswith("Atambua: 17 tiket masuk dari 26 baris; 9 baris tidak dipakai")
    assert "       3 × akhirnya tidak dicatat (dipakai seperti adanya)" in said
    assert "baris 6: nomor melompat (dipakai): 203 / 3" in said
    with (tmp_path / "a" / "history-dirt.csv").open(encoding="utf-8", newline="") as file:
        assert [row["line"] for row in csv.DictReader(file)][:3] == ["4", "5", "6"]


def test_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([*DIRTY, "--json", "--data", str(tmp_path / "a")])
    told = json.loads(capsys.readouterr().out)

    assert (told["tickets"], told["counts"]["missing_end"], len(told["dirt"])) == (17, 3, 21)


def test_several_offices_are_refused_in_a_sentence_that_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["replay", str(DATA / "warsaw_two_offices.csv.gz"), "--data", str(tmp_path / "a")])

    assert code == REFUSED
    assert "UD_Bemowo, USC_Klopotowskiego" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_fills_on_a_terminal_and_elsewhere_a_line_says_each_tenth() -> None:
    bar, lines = Terminal(), io.StringIO()
    for out in (bar, lines):
        with Progress("replay", out) as progress:
            for done in range(0, 1_001, 50):
                progress.told(done, 1_000)

    assert bar.getvalue().rpartition("\r")[2].startswith("replay " + "█" * 30 + " 1,000 / 1,000")
    assert lines.getvalue().count("\n") == 11


@pytest.fixture
def heard_ctrl_c() -> Iterator[None]:
    """What runs in the background of a shell does not hear Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard_ctrl_c")
def test_ctrl_c_asks_for_a_stop_and_a_second_one_breaks_off() -> None:
    with Progress("replay", io.StringIO()) as progress:
        assert progress.goes_on()
        signal.raise_signal(signal.SIGINT)
        assert not progress.goes_on()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_simulated_station_tells_how_to_open_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("simulate", "--tickets", "20", "--days", "1", "--counters", "3", "--until", "2026-11-23")
    code = main([*asked, "--kind", "supervisor", "--data", str(tmp_path / "a")])
    said = capsys.readouterr().out

    assert code == DONE
    assert said.startswith("20 tiket latihan dalam 1 hari kerja")
    assert "petugas S01, PIN 9001" in said
    assert main(["verify", "--data", str(tmp_path / "a")]) == DONE
