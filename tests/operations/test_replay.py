"""Another system's history becomes a folder of ours, and whatever is wrong with it is told."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from counter_app.db.store import Sources, Store, open_store
from counter_app.db.tables import ANOMALY, COUNTER, DAY, TICKET
from counter_app.domain.business_day import day_of
from counter_app.domain.clock import uuid7_source
from counter_app.domain.history_dirt import LEFT_OUT, Dirt
from counter_app.domain.history_map import HistoryMap
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.replaying.file import read_map
from counter_app.operations.replaying.replay import Replayed, replay
from counter_app.operations.watch import Watch
from counter_app.reports.day import day_report
from counter_app.settings import resource
from tests.helpers.stations import catalogue, failure, hall, is_clean, kinds, refusal

DATA = Path(__file__).parents[1] / "data"
WARSAW, PATTERN = DATA / "warsaw_two_offices.csv.gz", resource("history/warsaw_two_offices.toml")
DIRTY, DIRTY_MAP = DATA / "histories" / "dirty.csv", DATA / "histories" / "dirty.toml"
NOW_MS = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp()) * 1000
HEADER = "office,queue_id,letter,queue_name,day,ticket,issued_at,called_at,open_counters\n"


def line(number: int, at: str = "08:00:00", called: str = "2020-01-02 08:05:00") -> str:
    return f"Dom,7,K,Kasa,2020-01-02,{number},2020-01-02 {at},{called},2\n"


def sources() -> Sources:
    def clock() -> int:
        return NOW_MS

    return Sources(clock, uuid7_source(clock), Random(1).randbytes)


def replayed(
    folder: Path,
    file: Path = DIRTY,
    form: Path | HistoryMap = DIRTY_MAP,
    office: str = "",
    watch: Watch | None = None,
) -> Replayed:
    known = read_map(form) if isinstance(form, Path) else form
    return replay(
        file, known, folder, office=office, shipped=catalogue(), officer=hall().officers[0], watch=watch,
        sources=sources(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def warsaw(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Replayed]:
    """The smaller office, imported once."""
    folder = tmp_path_factory.mktemp("warsaw") / "station"
    return folder, replayed(folder, WARSAW, PATTERN, "USC_Klopotowskiego")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "station"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """A file with this content."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "history.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def asked(folder: Path, question: Callable[[Store], Any]) -> Any:
    store = open_store(folder)
    try:
        return question(store)
    finally:
        store.close()


def rows(folder: Path, statement: Any) -> list[Any]:
    found: list[Any] = asked(folder, lambda store: store.read(lambda read: read.execute(statement).all()))
    return found


def test_an_office_becomes_a_site_with_the_queues_and_counters_that_the_file_names(
    warsaw: tuple[Path, Replayed],
) -> None:
    folder, done = warsaw

    site = asked(folder, lambda store: store.site)
    assert (done.tickets, done.left_out, done.dirt, done.days) == (903, 0, [], 16)
    assert (site.name, site.code, site.zone_name, site.zone_label) == (
        "USC_Klopotowskiego", "USC", "Europe/Warsaw", "CET",
    )  # fmt: skip
    assert "".join(sorted(queue.letter for queue in site.queues)) == "JMNOSWZ"
    names = asked(folder, lambda store: {one.name for one in store.catalogue.services.values()})
    assert "Rejestracja noworodków" in names  # "A: " stands before it in the file
    assert len(site.counters) == 12  # as many as were ever open at once, queue by queue
    assert asked(folder, is_clean)


def test_a_history_without_start_or_finish_leaves_tickets_called_and_days_unsettled(
    warsaw: tuple[Path, Replayed],
) -> None:
    folder, _ = warsaw

    found = rows(folder, select(TICKET.c.phase, TICKET.c.reason, TICKET.c.number, TICKET.c.served_ms))
    days = rows(folder, select(DAY.c.is_open, DAY.c.opened_at, DAY.c.closed_at))
    assert {row.phase for row in found} == {TicketPhase.CALLED}
    assert {(row.reason, row.served_ms) for row in found} == {("", 0)}
    assert {row.is_open for row in days} == {0}
    assert all(row.opened_at < row.closed_at for row in days)
    assert "J002" in {row.number for row in found}
    assert set(asked(folder, kinds)) == {
        "day.opened", "visit.opened", "ticket.issued", "ticket.called", "day.closed",
    }  # fmt: skip
    assert rows(folder, select(ANOMALY)) == rows(folder, select(COUNTER)) == []


def test_several_offices_and_no_choice_is_refused_with_their_names(folder: Path) -> None:
    refused = refusal(lambda: replayed(folder, WARSAW, PATTERN))
    unknown = refusal(lambda: replayed(folder, WARSAW, PATTERN, "Bemowo"))

    names = ["UD_Bemowo", "USC_Klopotowskiego"]
    assert (refused.code, refused.facts) == ("history_offices", {"offices": names})
    assert (unknown.code, unknown.facts["offices"]) == ("history_office_unknown", names)
    assert not folder.exists()


def test_every_kind_of_dirt_is_told_with_its_line(folder: Path) -> None:
    done = replayed(folder)

    assert [(one.line, one.dirt) for one in done.dirt] == [
        (4, Dirt.WRONG_YEAR),
        (5, Dirt.CALL_BEFORE_ISSUE),
        (6, Dirt.NUMBER_JUMP),
        (7, Dirt.DOUBLE),
        (8, Dirt.NUMBER_TWICE),
        (9, Dirt.MISSING_END),
        (10, Dirt.MISSING_END),
        (11, Dirt.MISSING_END),
        (14, Dirt.NUMBER_BAD),
        (15, Dirt.QUEUE_MISSING),
        (16, Dirt.OFFICE_MISSING),
        (17, Dirt.ISSUE_UNREADABLE),
        (18, Dirt.WRONG_DAY),
        (19, Dirt.ROW_LENGTH),
        (20, Dirt.HEADER_AGAIN),
        (21, Dirt.TIME_UNREADABLE),
        (22, Dirt.OUT_OF_ORDER),
        (23, Dirt.TOO_LATE),
        (24, Dirt.STATUS_UNKNOWN),
        (25, Dirt.STATUS_ODD),
        (26, Dirt.COUNTER_BAD),
    ]
    assert done.counts[Dirt.MISSING_END] == 3
    assert asked(folder, is_clean)
    assert rows(folder, select(ANOMALY)) == []


def test_every_line_is_a_ticket_or_told_as_left_out(folder: Path) -> None:
    done = replayed(folder)

    assert (done.lines, done.tickets, done.left_out) == (26, 17, 9)
    assert done.left_out == sum(one.dirt in LEFT_OUT for one in done.dirt)
    assert len(rows(folder, select(TICKET.c.id))) == done.tickets


def test_each_ticket_is_what_its_line_says_and_nothing_more(folder: Path) -> None:
    replayed(folder)

    day = date(2025, 3, 3)
    report = asked(folder, lambda store: store.read(lambda read: day_report(read, site=store.site, day=day)))
    columns = TICKET.c
    found = {
        row.number: row
        for row in rows(
            folder,
            select(columns.number, columns.phase, columns.counter, columns.priority, columns.called_at),
        )
    }
    states = ("waiting", "called", "serving", "finished", "no_show", "cancelled")
    assert {name: report[name] for name in ("tickets", *states)} == {
        "tickets": 16, "waiting": 4, "called": 1, "serving": 1, "finished": 8, "no_show": 1, "cancelled": 1,
    }  # fmt: skip
    assert (found["K207"].phase, found["K208"].phase) == (TicketPhase.NO_SHOW, TicketPhase.CANCELLED)
    assert (found["K003"].phase, found["K003"].called_at) == (TicketPhase.WAITING, None)
    assert (found["K217"].counter, found["K219"].counter) == (1, 0)
    assert found["K217"].priority == "elderly"


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    file = written(HEADER + "".join(map(line, range(1, 1_101))))
    answers = iter((True, True, True, False))  # once for each look at the file, then for each transaction

    stopped = refusal(lambda: replayed(folder, file, PATTERN, watch=Watch(lambda: next(answers))))
    again = replayed(folder, file, PATTERN)
    once_more = replayed(folder, file, PATTERN)

    assert (stopped.code, stopped.facts) == ("history_cancelled", {"done": 1_000})
    assert (again.already, again.tickets) == (1_000, 1_100)
    assert (once_more.already, len(rows(folder, select(TICKET.c.id)))) == (1_100, 1_100)
    assert {row.is_open for row in rows(folder, select(DAY.c.is_open))} == {0}


def test_another_history_or_a_station_is_never_written_into(
    warsaw: tuple[Path, Replayed], tmp_path: Path
) -> None:
    folder, _ = warsaw
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "letter.txt").write_text("mine")

    assert refusal(lambda: replayed(folder)).code == "history_other"
    assert refusal(lambda: replayed(strange)).code == "folder_not_empty"


def test_a_folder_that_a_power_cut_left_half_made_is_made_whole(folder: Path) -> None:
    replayed(folder)
    (folder / "station.toml").unlink()  # written last

    assert replayed(folder).tickets == 17
    assert asked(folder, is_clean)


def test_progress_is_told_line_by_line_up_to_the_last(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    told: list[tuple[int, int]] = []
    file = written(HEADER + "".join(map(line, range(1, 904))))

    replayed(folder, file, PATTERN, watch=Watch(told=lambda *step: told.append(step)))

    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (903, 903)


def test_times_are_read_on_the_zone_of_the_map(folder: Path, written: Callable[[str | bytes], Path]) -> None:
    summer = HEADER + line(1).replace("2020-01-02", "2020-07-02")

    replayed(folder, written(summer), PATTERN)

    (row,) = rows(folder, select(TICKET.c.issued_at))
    assert datetime.fromtimestamp(row.issued_at / 1000, UTC).hour == 6


def test_the_hour_that_comes_twice_is_told(folder: Path, written: Callable[[str | bytes], Path]) -> None:
    night = HEADER + "Dom,7,K,Kasa,2020-10-25,1,2020-10-25 02:30:00,2020-10-25 02:35:00,2\n"

    assert [one.dirt for one in replayed(folder, written(night), PATTERN).dirt] == [Dirt.CLOCK_CHANGE]


def test_queues_with_one_letter_are_kept_apart(folder: Path, written: Callable[[str | bytes], Path]) -> None:
    both = HEADER + line(1) + line(1).replace(",7,K,", ",8,K,") + line(1).replace(",7,K,Kasa", ",9,,Opłaty")

    replayed(folder, written(both), PATTERN)

    assert {row.number for row in rows(folder, select(TICKET.c.number))} == {"A001", "K001", "O001"}


def test_a_mark_at_the_beginning_of_the_file_is_read_over_and_told(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    done = replayed(folder, written("\ufeff" + HEADER + line(1)), PATTERN)

    assert (done.tickets, done.left_out, [one.dirt for one in done.dirt]) == (1, 0, [Dirt.BOM])


@pytest.mark.parametrize(
    ("content", "code", "facts"),
    [
        ("", "history_empty", {}),
        (HEADER, "history_nothing", {"lines": 0}),
        (HEADER + line(1, at="noon"), "history_nothing", {"lines": 1}),
        ((HEADER + line(1)).replace(",", ";"), "history_delimiter", {"found": ";", "said": ","}),
        ((HEADER + line(1)).replace(",", "\t"), "history_delimiter", {"found": "\t", "said": ","}),
        (HEADER.replace("day", "office") + line(1), "history_columns", {}),
        (HEADER.replace("\n", ",day\n") + line(1), "history_header_twice", {"columns": ["day"]}),
        ((HEADER + line(1)).replace("Kasa", "Opłaty").encode("cp1250"), "history_encoding", {"line": 2}),
        ((HEADER + line(1)).encode("utf-16"), "history_encoding", {"line": 1}),
        (HEADER + '"' + line(1) * 5_000, "history_unreadable", {}),
        (gzip.compress((HEADER + line(1) * 500).encode())[:-60], "history_unreadable", {}),
        (HEADER + "x" * 70_000, "history_line_long", {"line": 2, "limit": 65_536}),
    ],
    ids=[
        "nothing", "header alone", "no time", "semicolons", "tabs", "another name", "doubled header",
        "Windows", "UTF-16", "open quote", "cut short", "long line",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_what_is_wrong(
    folder: Path,
    written: Callable[[str | bytes], Path],
    content: str | bytes,
    code: str,
    facts: dict[str, object],
) -> None:
    refused = refusal(lambda: replayed(folder, written(content), PATTERN))

    assert refused.code == code
    assert facts.items() <= refused.facts.items()
    assert not folder.exists()


def test_thirty_megabytes_in_one_line_are_refused_without_being_read(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    refused = refusal(lambda: replayed(folder, written(b"x" * 30_000_000), PATTERN))

    assert (refused.code, refused.facts["line"]) == ("history_line_long", 1)


def test_a_file_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    assert failure(lambda: replayed(folder, tmp_path / "none.csv", PATTERN)).code == "history_missing"


def test_another_encoding_is_read_where_the_map_names_it(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    polish = (HEADER + line(1)).replace("Kasa", "Opłaty").encode("cp1250")

    replayed(folder, written(polish), replace(read_map(PATTERN), encoding="cp1250"))

    assert asked(folder, lambda store: store.catalogue.services["K01"].name) == "Opłaty"


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Atambua"}, {"delimiter": ""}, {"encoding": "klingon"}, {"encoding": "utf-16"},
        {"jump": 0}, {"colour": "red"}, {"status": {"away": ["x"]}}, {"status": {"no_show": ["x", "X"]}},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_a_map_that_says_something_senseless_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    values = {"zone": '"UTC"', **{name: _toml(value) for name, value in wrong.items()}}
    lines = [f"{name} = {value}" for name, value in values.items()]
    path = tmp_path / "map.toml"
    path.write_text("\n".join([*lines, '[column]\nqueue = "q"\nnumber = "n"\nissued_at = "t"']))

    assert refusal(lambda: read_map(path)).code == "catalogue_broken"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {json.dumps(one)}" for name, one in value.items()) + "}"
    return json.dumps(value)


def test_a_history_opens_every_day_once_and_closes_it(folder: Path) -> None:
    replayed(folder)

    days = [day_of(row.business_day) for row in rows(folder, select(DAY.c.business_day))]
    assert sorted(days) == [date(2025, 3, 3), date(2025, 3, 4)]
    said = asked(folder, kinds)
    assert (said.count("day.opened"), said.count("day.closed")) == (2, 2)


def test_times_and_days_are_read_as_people_here_write_them(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    form = replace(read_map(PATTERN), time_format="%d/%m/%Y %H.%M", day_format="%d/%m/%Y")
    file = HEADER + "Dom,7,K,Kasa,02/01/2020,1,02/01/2020 08.00,02/01/2020 08.05,2\n"

    done = replayed(folder, written(file), form)

    assert (done.tickets, done.dirt, done.first_day) == (1, [], date(2020, 1, 2))


def test_a_ticket_after_midnight_stays_with_the_day_that_its_line_names(
    folder: Path, written: Callable[[str | bytes], Path]
) -> None:
    file = HEADER + line(1, at="23:58:00", called="2020-01-03 00:10:00")
    file += "Dom,7,K,Kasa,2020-01-02,2,2020-01-03 00:05:00,2020-01-03 00:11:00,2\n"

    done = replayed(folder, written(file), PATTERN)

    assert done.dirt == []
    assert {row.business_day for row in rows(folder, select(TICKET.c.business_day))} == {20200102}
