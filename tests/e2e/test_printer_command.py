"""Printers on the command line: set, looked at, tried, and what is not out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp

from counter_app.cli import DONE, REFUSED, UNAVAILABLE, main
from counter_app.settings import read_station
from tests.helpers.thermal_emulator import ThermalEmulator

pytestmark = pytest.mark.usefixtures("qapp")
"""A refusal's sentence makes an application of its own where there is none."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "station"
    main(["init", "--kind", "counter", "--counter", "3", "--data", str(folder)])
    return folder


@pytest.fixture
def emulator() -> Iterator[ThermalEmulator]:
    with ThermalEmulator(384) as made:
        yield made


def run(data: Path, *words: str) -> int:
    return main(["printer", *words, "--data", str(data)])


def choose(data: Path, emulator: ThermalEmulator, *more: str) -> int:
    return run(data, "set", "--kind", "network", "--address", emulator.address, "--roll", "58mm", *more)


def asked(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    run(data, *words, "--json")
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_test_page_comes_out_without_a_window(data: Path, emulator: ThermalEmulator) -> None:
    assert choose(data, emulator) == DONE
    assert run(data, "test") == DONE

    (page,) = emulator.whole
    assert emulator.unknown == []
    assert [code.text for code in zxingcpp.read_barcodes(page.picture)] == ["https://mpp.contoh.go.id"]


def test_a_printer_is_looked_at_before_it_is_kept(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "set", "--kind", "network", "--address", "127.0.0.1:1") == UNAVAILABLE
    assert "Printer tidak ditemukan" in capsys.readouterr().err
    assert read_station(data).printer == "folder"

    assert run(data, "set", "--kind", "network", "--address", "127.0.0.1:1", "--anyway") == DONE
    assert read_station(data).thermal.address == "127.0.0.1:1"
    assert run(data, "show") == UNAVAILABLE


def test_a_bad_address_is_refused_with_an_example(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "set", "--kind", "usb", "--address", "epson", "--anyway") == REFUSED
    assert "04b8:0202" in capsys.readouterr().err


def test_what_is_set_and_how_it_is_can_be_read_by_programs(
    data: Path, emulator: ThermalEmulator, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(data, emulator, "--code-page", "cp858", "--qr", "native", "--no-cutter")
    emulator.run_low()

    found = asked(data, capsys, "show")
    wanted = {
        "kind": "network",
        "state": "paper_low",
        "roll": "58mm",
        "code_page": "cp858",
        "has_cutter": False,
    }
    assert {name: found[name] for name in wanted} == wanted
    assert found["answers"]


def test_a_paper_that_did_not_come_out_waits_and_is_printed_later(
    data: Path, emulator: ThermalEmulator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_APP_PIN", "3333")
    officer = ["--officer", "P03", "--data", str(data)]
    main(["day", "open", "--date", "2026-11-23", *officer])
    choose(data, emulator)
    emulator.set_paper(0)
    assert main(["ticket", "issue", "--service", "B02", *officer]) == DONE, "the number is given all the same"
    assert "Kertas printer habis." in capsys.readouterr().err

    (paper,) = json_papers(data, capsys)
    assert (paper["state"], paper["problem"]) == ("failed", "paper_out")
    emulator.set_paper(None)
    assert run(data, "print") == DONE
    assert json_papers(data, capsys) == []
    assert len(emulator.whole) == 1


def json_papers(data: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    found = asked(data, capsys, "papers")["papers"]
    assert isinstance(found, list)
    return found


def test_only_a_paper_in_doubt_is_answered(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "answer", "7", "out") == REFUSED
    assert "Kertas nomor 7" in capsys.readouterr().err


def test_every_verb_has_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("show", "set", "test", "papers", "answer", "print"):
        with pytest.raises(SystemExit) as ended:
            main(["printer", verb, "--help"])
        assert ended.value.code == 0
        assert "usage: counter-app printer" in capsys.readouterr().out
