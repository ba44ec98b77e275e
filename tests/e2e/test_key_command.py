"""The recovery sheet on the command line; the key comes in by standard input only."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from counter_app.cli import DONE, REFUSED, WRONG_USE, main
from counter_app.db.key import read_keys

pytestmark = pytest.mark.usefixtures("qapp")
"""A refusal's sentence makes an application of its own where there is none."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "station"
    main(["init", "--kind", "counter", "--counter", "3", "--data", str(folder)])
    return folder


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_sheet_is_for_its_owner_only_and_replaces_no_other(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sheet.pdf"
    asked = ["key", "sheet", "--out", str(out), "--data", str(data)]

    assert main(asked) == DONE
    first = out.read_bytes()
    assert first.startswith(b"%PDF")
    assert out.stat().st_mode & 0o777 == 0o600
    assert main(asked) == REFUSED
    assert "sudah ada" in capsys.readouterr().err
    assert out.read_bytes() == first


@pytest.mark.parametrize("stdin", [io.StringIO, Terminal])
def test_a_lost_key_comes_back_from_standard_input(
    data: Path,
    stdin: type[io.StringIO],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = read_keys(data)
    (data / "station.key").unlink()
    digits = before.database.hex()
    lines = "\n".join(digits[start : start + 16] for start in range(0, 64, 16))
    monkeypatch.setattr("sys.stdin", stdin(f"{lines}\n"))
    capsys.readouterr()

    assert main(["key", "restore", "--json", "--data", str(data)]) == DONE

    after = read_keys(data)
    assert json.loads(capsys.readouterr().out) == {"replica": after.replica_id.hex()}
    assert (after.database, after.signing != before.signing) == (before.database, True)
    assert main(["verify", "--data", str(data)]) == DONE


def test_a_key_typed_wrong_is_refused_in_a_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("0001 02X3"))

    assert main(["key", "restore", "--data", str(data)]) == REFUSED
    assert capsys.readouterr().err.startswith("Kelompok ke-2 dari kunci")


def test_a_key_is_never_taken_as_an_argument(data: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["key", "restore", "00" * 32, "--data", str(data)])

    assert ended.value.code == WRONG_USE
