"""``python -m bench``: measures, writes ``bench/RESULTS.md`` and prints it."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.busy import busy
from bench.database import bytes_a_ticket, rebuild, screens
from bench.days import days
from bench.figures import Table, milliseconds
from bench.hall import hall
from bench.history import history
from bench.machine import commit_day, machine, versions
from bench.operations import crowd, operations
from bench.pages import pages
from bench.people import people
from bench.press import press
from bench.report import with_kept_part
from bench.search import search
from bench.slip import slip
from bench.start import ROOT, start
from bench.sync import push

RESULTS = ROOT / "bench" / "RESULTS.md"
WORK = ROOT / "bench" / "work"


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    sizes: tuple[int, int]
    people: int
    starts: int
    papers: int
    size_tickets: int
    rebuilds: int
    screens: int
    searches: int
    applicants: int
    finds: int
    """Of each sort, among so many applicants."""
    backlog: int
    """Entries that wait at each of twenty stations."""
    rounds: int
    round_s: float
    presses: int
    history: int
    """Tickets of the long history that the larger of ``sizes`` is held against, and of the figures'."""
    figures: int
    """How often a day and a month of it are counted."""
    hall: tuple[int, int]
    """Tickets of a day in the live hall, and how often it is read."""


FULL = Effort(
    (1_000, 100_000),
    1_000,
    15,
    200,
    6_000,
    3,
    300,
    3,
    200_000,
    500,
    5_000,
    5,
    3.0,
    200,
    1_000_000,
    25,
    (4_000, 400),
)
QUICK = Effort((1_000, 3_000), 60, 3, 20, 900, 1, 20, 1, 20_000, 60, 1_000, 2, 1.0, 20, 6_000, 5, (600, 40))


def main() -> int:
    """Answers 0 also where an aim is missed: a busy machine is no broken build."""
    asked = _asked()
    began = milliseconds()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    before = machine(WORK)
    tables = list(_measured(QUICK if asked.quick else FULL))
    minutes = (milliseconds() - began) / 60_000
    text = _report(tables, asked, before, minutes)
    asked.out.write_text(with_kept_part(asked.out, text), encoding="utf-8")
    print(text)
    shutil.rmtree(WORK)
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes less and fewer tickets")
    parser.add_argument("--date", default="", help="day of the run; else the day of the last commit")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    return parser.parse_args()


def _measured(effort: Effort) -> Iterator[Table]:
    tables, large = operations(WORK, effort.sizes, effort.people)
    yield start(large, effort.sizes[-1], effort.starts)
    yield from tables
    yield history(WORK, large, effort.history // effort.sizes[-1], effort.people, effort.starts)
    yield crowd(WORK, effort.people // 2)
    yield slip(effort.papers)
    yield press(WORK, effort.presses)
    yield busy(WORK, effort.presses * 3 // 2)
    yield bytes_a_ticket(WORK, effort.size_tickets)
    yield rebuild(large, effort.rebuilds)
    yield screens(large, WORK, effort.screens)
    yield search(effort.searches)
    yield people(WORK, effort.applicants, effort.finds)
    yield hall(WORK, *effort.hall)
    yield days(WORK, effort.history, effort.figures)
    yield push(effort.backlog, workers=2)
    yield pages(effort.rounds, effort.round_s)


def _report(tables: list[Table], asked: argparse.Namespace, before: str, minutes: float) -> str:
    missed = [aim.words for table in tables for aim in table.aims if not aim.is_held]
    kind = " --quick" if asked.quick else ""
    told = (
        f"`python -m bench{kind}`, {asked.date or commit_day(ROOT)}, {minutes:.0f} minutes. Every figure "
        "stands beside its floor: the least that the same libraries need for the same thing, measured in "
        "turn in the same run. Ratios carry over to other machines, milliseconds do not."
    )
    lines = [
        "# Measured",
        "",
        told,
        "",
        f"* {before}",
        f"* {versions()}",
        f"* Aims: {'all held' if not missed else f'**{len(missed)} missed**: ' + ', '.join(missed)}.",
        "",
    ]
    return "\n".join(lines) + "\n" + "\n".join(table.markdown() for table in tables)


if __name__ == "__main__":
    sys.exit(main())
