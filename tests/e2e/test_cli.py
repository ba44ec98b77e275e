"""The desk without a window: a morning on the command line, its exit codes, and what verify finds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_app import settings
from counter_app.cli import DONE, MISTAKE, REFUSED, UNAVAILABLE, main
from counter_app.db.connection import WRITER_PRAGMAS, opened
from counter_app.db.key import read_keys

pytestmark = pytest.mark.usefixtures("qapp")
"""A refusal's sentence makes an application of its own where there is none."""

Run = Callable[..., tuple[int, str, str]]

OFFICER = ("--officer", "P03", "--pin", "3333")
FORM = ("--number", "5304121708900001", "--name", "Contoh Pemohon", "--born", "17 8 1990")
DAY = "2026-11-23"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "station"


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types one command and answers exit code, what was said, and what was complained of."""

    def command(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--data", str(data)])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return command


@pytest.fixture
def desk(run: Run) -> Run:
    """A station whose business day is open; every command is the officer's."""
    run("init", "--kind", "counter", "--counter", "3")

    def command(*words: str) -> tuple[int, str, str]:
        return run(*words, *OFFICER)

    command("day", "open", "--date", DAY)
    return command


def told(answer: tuple[int, str, str]) -> Any:
    code, out, err = answer
    assert (code, err) == (DONE, "")
    return json.loads(out)


def execute(data: Path, statement: str) -> None:
    """What somebody does who has the key."""
    connection = opened(data / "station.db", read_keys(data).database, WRITER_PRAGMAS)
    try:
        connection.execute(statement)
    finally:
        connection.close()


# a morning


def test_a_morning_is_done_from_the_day_to_the_figure(desk: Run, run: Run, data: Path) -> None:
    assert desk("ticket", "issue", "--service", "B02")[:2] == (DONE, "B3-001")
    assert desk("ticket", "next")[:2] == (DONE, "B3-001")
    assert desk("ticket", "start")[:2] == (DONE, "B3-001")
    assert desk("application", "check", "1", "present")[0] == DONE
    assert desk("application", "check", "2", "applies")[0] == DONE
    assert desk("application", "check", "2", "missing")[0] == DONE
    assert desk("application", "check", "3", "not_applicable")[0] == DONE
    assert desk("application", "receipt", *FORM)[:2] == (DONE, "missing BLU-B02-26-3-0001")
    assert desk("application", "check", "2", "present")[0] == DONE
    assert desk("application", "receipt", *FORM)[:2] == (DONE, "receipt BLU-B02-26-3-0001")
    assert desk("ticket", "finish")[:2] == (DONE, "B3-001")

    report = told(run("report", "day", "--date", DAY, "--format", "json"))
    assert (report["tickets"], report["finished"], report["serve_s"]["n"]) == (1, 1, 1)
    assert len(list((data / "papers").glob("*.pdf"))) == 3
    assert run("verify")[0] == DONE


def test_every_act_answers_as_json_what_it_did(desk: Run) -> None:
    issued = told(desk("ticket", "issue", "--service", "B02", "--priority", "elderly", "--json"))["ticket"]
    called = told(desk("ticket", "next", "--json"))["ticket"]

    assert (issued["number"], len(issued["code"])) == ("B3-001", 13)
    assert (called["number"], called["ticket_id"]) == ("B3-001", issued["ticket_id"])
    assert told(desk("ticket", "start", "--json")) == {"number": "B3-001"}
    assert "application" in told(desk("application", "open", "--json"))
    assert told(desk("application", "check", "1", "present", "--json"))["entry"]["seq"] > 0
    assert told(desk("ticket", "finish", "B3-001", "--json")) == {"number": "B3-001"}
    assert told(desk("day", "close", "--json")) == {"business_day": DAY}


def test_who_does_not_come_is_a_no_show(desk: Run, run: Run) -> None:
    desk("ticket", "issue", "--service", "B02")
    desk("ticket", "next")

    assert desk("ticket", "no-show")[:2] == (DONE, "B3-001")
    assert told(run("report", "day", "--json"))["no_show"] == 1


def test_a_report_is_saved_where_it_is_asked_for(desk: Run, run: Run, tmp_path: Path) -> None:
    desk("ticket", "issue", "--service", "B02")
    day, month = tmp_path / "day.pdf", tmp_path / "month.xlsx"

    assert run("report", "day", "--format", "pdf", "--out", str(day))[:2] == (DONE, str(day))
    assert run("report", "month", "--format", "xlsx", "--out", str(month))[:2] == (DONE, str(month))
    assert run("report", "day", "--format", "csv", "--out", str(tmp_path))[0] == UNAVAILABLE
    assert run("report", "day", "--date", "2099-01-01", "--format", "pdf")[0] == REFUSED
    assert (day.read_bytes()[:4], month.read_bytes()[:2]) == (b"%PDF", b"PK")


def test_closing_the_day_settles_it_and_refuses_tickets_until_the_next(desk: Run, run: Run) -> None:
    desk("ticket", "issue", "--service", "B02")
    desk("ticket", "next")

    assert desk("day", "close")[:2] == (DONE, f"{DAY} closed")
    assert desk("ticket", "issue", "--service", "B02")[0] == REFUSED
    assert desk("day", "open", "--date", "2026-11-24")[0] == DONE
    assert desk("ticket", "issue", "--service", "B02")[:2] == (DONE, "B3-001")
    assert told(run("report", "day", "--date", DAY))["no_show"] == 1


# refusals: a sentence, and nothing written


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ticket", "issue", "--service", "Z99"), "Layanan Z99 tidak ada di katalog."),
        (("ticket", "issue", "--service", "B02", "--priority", "king"), "Kelas prioritas king"),
        (("ticket", "next"), "Belum ada yang menunggu"),
        (("ticket", "start"), "Tidak ada nomor yang ditangani di loket ini."),
        (("ticket", "finish", "B777"), "Nomor ini tidak ada"),
        (("application", "open"), "Tidak ada nomor yang ditangani di loket ini."),
        (("day", "open", "--date", "2012-01-01"), "lebih awal dari hari kerja terakhir"),
        (("day", "open", "--date", DAY), "sudah dibuka"),
    ],
)
def test_a_rule_says_no_in_a_sentence(desk: Run, run: Run, words: tuple[str, ...], sentence: str) -> None:
    before = told(run("verify", "--json"))["entries"]

    code, out, err = desk(*words)

    assert (code, out) == (REFUSED, "")
    assert sentence in err
    assert told(run("verify", "--json"))["entries"] == before


def test_a_form_that_is_wrong_is_refused_and_the_paper_is_not_printed(desk: Run, data: Path) -> None:
    desk("ticket", "issue", "--service", "B02")
    desk("ticket", "next")
    desk("ticket", "start")

    code, _out, err = desk("application", "receipt", "--number", "53", "--name", "X", "--born", "31 2 1990")

    assert code == REFUSED
    assert "2 isian" in err
    assert len(list((data / "papers").glob("*.pdf"))) == 1


def test_a_wrong_pin_is_refused_and_the_sixth_must_wait(desk: Run, run: Run) -> None:
    answers = [run("ticket", "next", "--officer", "P03", "--pin", "0000") for _ in range(6)]

    assert {code for code, _out, _err in answers} == {REFUSED}
    assert "Sisa percobaan: 4" in answers[0][2]
    assert "Tunggu 30 detik" in answers[5][2]
    assert desk("ticket", "next")[0] == REFUSED


def test_the_pin_may_come_from_the_environment(desk: Run, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_APP_PIN", "3333")

    assert run("ticket", "issue", "--service", "B02", "--officer", "P03")[:2] == (DONE, "B3-001")


def test_wrong_use_exits_with_2(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("ticket", "frobnicate")

    assert ended.value.code == 2


def test_a_station_that_is_not_there_is_refused(run: Run) -> None:
    code, _out, err = run("verify")

    assert code == REFUSED
    assert "counter-app init" in err


def test_a_clock_far_from_the_last_day_is_asked_about(run: Run) -> None:
    run("init", "--counter", "3")
    run("day", "open", "--date", "2012-01-02", *OFFICER)

    code, _out, err = run("day", "open", *OFFICER)

    assert code == REFUSED
    assert "--date" in err


def test_what_was_done_is_answered_also_when_its_paper_can_not_come_out(desk: Run, data: Path) -> None:
    papers = data / "papers"
    papers.write_text("a file where the folder should be")

    code, out, err = desk("ticket", "issue", "--service", "B02")

    assert (code, out) == (DONE, "B3-001")
    assert "Folder cetak" in err
    papers.unlink()
    assert desk("ticket", "issue", "--service", "B02")[:2] == (DONE, "B3-002")
    assert len(list(papers.glob("*.pdf"))) == 2


# setting up


@pytest.mark.parametrize("kind", ["reception", "supervisor"])
def test_a_station_without_a_counter_is_set_up_and_has_no_window_yet(run: Run, kind: str, data: Path) -> None:
    assert told(run("init", "--kind", kind, "--json"))["kind"] == kind

    assert settings.read_station(data).issuer == settings.FIRST_DESK_ISSUER


def test_a_counter_needs_its_number_and_a_place_in_the_building(run: Run, data: Path) -> None:
    assert run("init", "--kind", "counter")[0] == REFUSED
    assert run("init", "--kind", "counter", "--counter", "99")[0] == REFUSED
    assert not (data / "station.toml").exists()


def test_a_broken_catalogue_is_refused_as_a_whole_and_the_last_one_stays(
    desk: Run, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for file in settings.resource("catalogue").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    services = folder / "services.toml"
    services.write_text(
        services.read_text(encoding="utf-8").replace('code = "B02"', 'code = "B01"', 1), "utf-8"
    )

    code, _out, err = run("init", "--catalogue", str(folder))

    assert code == REFUSED
    assert "services.toml" in err
    assert desk("ticket", "issue", "--service", "B02")[:2] == (DONE, "B3-001")


# verify, rebuild, doctor


def test_verify_says_entries_chain_and_projections(desk: Run, run: Run) -> None:
    desk("ticket", "issue", "--service", "B02")

    code, out, _err = run("verify")

    assert code == DONE
    assert out.endswith("entries, chain ok, projections equal rebuild")


def test_a_body_changed_by_somebody_with_the_key_is_named(desk: Run, run: Run, data: Path) -> None:
    desk("ticket", "issue", "--service", "B02")
    execute(
        data, """UPDATE journal SET body = replace(body, 'B3-001', 'B3-002') WHERE kind = 'ticket.issued'"""
    )

    code, out, _err = run("verify")

    replica = read_keys(data).replica_id.hex()
    assert code == REFUSED
    assert f"chain broken at {replica} 3 ticket.issued" in out


def test_a_projection_that_somebody_changed_is_named_and_rebuilt(desk: Run, run: Run, data: Path) -> None:
    desk("ticket", "issue", "--service", "B02")
    execute(data, "UPDATE ticket SET phase = 6")

    code, out, _err = run("verify")

    assert code == REFUSED
    assert "projections differ at ticket" in out
    assert run("rebuild")[0] == DONE
    assert run("verify")[0] == DONE


def test_the_doctor_finds_a_station_well(desk: Run, run: Run) -> None:
    found = {one["name"]: one["told"] for one in told(run("doctor", "--json"))["findings"]}

    assert found["database"] == "quick check ok"
    assert "MPP Timor Atambua" in found["station"]


def test_the_doctor_tells_what_is_wrong_in_a_sentence(desk: Run, run: Run, data: Path) -> None:
    (data / "station.key").unlink()

    code, out, _err = run("doctor")

    assert code == UNAVAILABLE
    assert "BAD  station: Berkas kunci tidak ada di folder" in out


def test_a_window_without_a_display_is_told(desk: Run, run: Run) -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"

    code, _out, err = run("run")

    assert code == UNAVAILABLE
    assert "tidak punya layar" in err


def test_a_station_stays_the_counter_that_it_is(run: Run, data: Path) -> None:
    run("init", "--counter", "3")

    for other in (("--counter", "4"), ("--kind", "reception")):
        code, _out, err = run("init", *other)
        assert code == REFUSED
        assert "--kind counter --counter 3" in err

    assert run("init")[0] == DONE
    assert run("init", "--kind", "counter", "--counter", "3")[0] == DONE
    assert settings.read_station(data).counter == 3


# our own mistakes


def broken(_asked: object) -> int:
    raise ZeroDivisionError


def test_a_mistake_of_ours_is_one_calm_line_and_no_refusal(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", "--counter", "3")
    monkeypatch.setattr("counter_app.cli.station.verify", broken)

    code, out, err = run("verify")

    log = (data / "counter-app.log").read_text(encoding="utf-8")
    assert (code, out, len(err.splitlines())) == (MISTAKE, "", 1)
    assert "ZeroDivisionError" in log
    assert next(word for word in log.partition("mishap ")[2].split()) in err


def test_a_mistake_without_a_data_folder_is_told_whole(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counter_app.cli.station.verify", broken)

    code, _out, err = run("verify")

    assert code == MISTAKE
    assert "ZeroDivisionError" in err


def test_every_exit_code_is_told_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    told_there = " ".join(capsys.readouterr().out.split())
    assert [f"{code} " in told_there for code in (DONE, REFUSED, 2, UNAVAILABLE, MISTAKE)] == [True] * 5
