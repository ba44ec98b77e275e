"""The four operations and a start with ten times the history, in turn with the shorter one."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Aim, Table, Times
from bench.grown import grown
from bench.operations import P95_MS, STEPS, WAITING, WARM_UP, Morning, slips_are_out
from bench.rawcommit import RawTwin
from bench.start import started
from bench.station import Station, tickets_in

GROWN, START_GROWN = 1.2, 1.1
TURNS = 10
_HEAD = (
    "what", "n", "short p50 ms", "short p95", "long p50 ms", "long p95", "floor p50", "floor p95",
    "p50 grown", "p95 grown",
)  # fmt: skip


def history(work: Path, short: Path, times: int, people: int, starts: int) -> Table:
    """Makes a history so many times as long as that of the folder ``short``, and measures both in turn."""
    long = work / "station-long"
    grown(short, long, times)
    return compared(short, long, people, starts)


def compared(short: Path, long: Path, people: int, starts: int) -> Table:
    """Two filled folders, the shorter history first; both are served a morning and started in turn."""
    with ExitStack() as stack:
        before, after = (stack.enter_context(_morning(folder)) for folder in (short, long))
        for _ in range(TURNS):
            for one in (before, after):
                one.measured.serve(people // TURNS)
    opened = _starts(short, long, starts)
    ours, floor = after.measured.ours, after.measured.floor
    rows = [_row(step, before.measured.ours[step], ours[step], floor[step]) for step in STEPS]
    return Table(
        f"Operations and start at {after.tickets:,} tickets beside {before.tickets:,}",
        f"Call of the operation to durable commit, {WAITING} waiting, both databases in turn; the longer one "
        "holds copies of the shorter one's days. Floor: the "
        "same rows by the bare driver on a copy of the longer one. Start: process start to the counter's "
        "data on the screen (offscreen).",
        _HEAD,
        (*rows, _row("start to usable window", *opened, None)),
        tuple(_aims(before, after, *opened)),
    )


class _Measured:
    """A morning on one folder, and how many tickets stood behind it."""

    def __init__(self, station: Station, twin: RawTwin) -> None:
        self.tickets = tickets_in(station.store)
        self.measured = Morning(station, twin)
        self.measured.serve(WARM_UP)
        self.measured.forget()


@contextmanager
def _morning(folder: Path) -> Iterator[_Measured]:
    twin = RawTwin(folder, folder.parent / f"{folder.name}-raw.db")
    station = Station.at(folder)
    one = _Measured(station, twin)
    gc.collect()
    yield one
    twin.close()
    station.store.write(slips_are_out)
    station.store.close()


def _starts(short: Path, long: Path, runs: int) -> tuple[Times, Times]:
    found = Times(), Times()
    for turn in range(1 + runs):
        for times, folder in zip(found, (short, long), strict=True):
            usable = started("bench.first_window", str(folder))[1]
            if turn:
                times.ms.append(usable)
    return found


def _row(what: str, short: Times, long: Times, floor: Times | None) -> tuple[str, ...]:
    least = ("", "") if floor is None else (f"{floor.p50:.2f}", f"{floor.p95:.2f}")
    return (
        what, f"{long.n:,}", f"{short.p50:.2f}", f"{short.p95:.2f}", f"{long.p50:.2f}", f"{long.p95:.2f}",
        *least, f"{long.p50 / short.p50:.2f}", f"{long.p95 / short.p95:.2f}",
    )  # fmt: skip


def _aims(short: _Measured, long: _Measured, short_start: Times, long_start: Times) -> Iterator[Aim]:
    for step in STEPS:
        ours, before = long.measured.ours[step], short.measured.ours[step]
        grown = ours.p95 / before.p95
        yield Aim(f"{step} p95 <= {P95_MS:.0f} ms", ours.p95 <= P95_MS)
        yield Aim(f"{step} p95 <= {GROWN} x (is {grown:.2f})", grown <= GROWN)
    grown = long_start.p50 / short_start.p50
    yield Aim(f"start <= {START_GROWN} x (is {grown:.2f})", grown <= START_GROWN)
