"""Issue, next, start, finish to durable commit, beside a raw commit of the same rows."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import update

from bench.figures import BESIDE_FLOOR, Aim, Table, Times, beside_floor
from bench.rawcommit import RawTwin, WrittenRows
from bench.station import ACTOR, Station, fill, new_counter, services_here
from counter_app.db.queries.day import open_day_number
from counter_app.db.tables import PRINT_JOB
from counter_app.db.work import Work
from counter_app.operations.calling import call_next
from counter_app.operations.issuing import issue_ticket
from counter_app.operations.print_jobs import PRINTED
from counter_app.operations.serving import finish, start_serving

T = TypeVar("T")
STEPS = ("issue", "next", "start", "finish")
WARM_UP = 20
WAITING, CROWD = 50, 1_000
P95_MS, TIMES_RAW = 2.0, 8.0


class Morning:
    """Serves people one after another and takes the time of each step, ours and the raw one in turn."""

    def __init__(self, station: Station, twin: RawTwin) -> None:
        self._station, self._twin = station, twin
        day = station.store.read(lambda connection: open_day_number(connection, station.store.site.code))
        self._rows = WrittenRows(station.store, f"t/{day}/B")
        self._services = [service.code for service in services_here(station.store)]
        self.ours = {step: Times() for step in STEPS}
        self.floor = {step: Times() for step in STEPS}

    def serve(self, people: int) -> None:
        """So many people come, are called, served and sent home."""
        for place in range(people):
            service = self._services[place % len(self._services)]
            self._step("issue", partial(issue_ticket, actor=ACTOR, service=service))
            ticket = self._step("next", partial(call_next, actor=ACTOR)).ticket_id
            self._step("start", partial(start_serving, actor=ACTOR, ticket_id=ticket))
            self._step("finish", partial(finish, actor=ACTOR, ticket_id=ticket))

    def forget(self) -> None:
        """What was measured so far was only to warm up."""
        for times in (*self.ours.values(), *self.floor.values()):
            times.ms.clear()

    def _step(self, step: str, act: Callable[[Work], T]) -> T:
        self._station.clock.pass_s(15)
        answer = self.ours[step].measure(lambda: self._station.store.write(act))
        rows = self._rows.since_last()
        self.floor[step].measure(lambda: self._twin.commit(rows))
        return answer


def morning(filled: Station, people: int) -> Morning:
    """A measured morning on a filled station, which is closed afterwards."""
    folder = filled.store.folder
    filled.store.close()  # the copy of the floor is taken from a closed, checkpointed file
    twin = RawTwin(folder, folder.parent / f"{folder.name}-raw.db")
    station = filled.opened()
    measured = Morning(station, twin)
    measured.serve(WARM_UP)
    measured.forget()
    gc.collect()
    measured.serve(people)
    twin.close()
    station.store.write(slips_are_out)
    station.store.close()
    return measured


def slips_are_out(work: Work) -> None:
    """What was issued while measuring waits for no printer when this station is opened again."""
    work.connection.execute(update(PRINT_JOB).values(state=PRINTED))


def operations(work: Path, sizes: Sequence[int], people: int) -> tuple[list[Table], Path]:
    """The four operations with so many tickets in the database; answers the folder of the largest too."""
    mornings = {}
    folder = work
    for tickets in sizes:
        folder = work / f"station-{tickets}"
        filled = new_counter(folder)
        fill(filled, tickets, WAITING)
        mornings[tickets] = morning(filled, people)
    return [_table(tickets, one, is_aim=tickets == max(sizes)) for tickets, one in mornings.items()], folder


def crowd(work: Path, people: int) -> Table:
    """Calling next while a thousand people wait, beside the same with fifty."""
    filled = new_counter(work / "station-crowd")
    fill(filled, CROWD, CROWD)
    measured = morning(filled, people)
    ours, floor = measured.ours["next"], measured.floor["next"]
    return Table(
        f"Next with {CROWD:,} waiting",
        "The same operation while a whole hall waits; the order looks only at the head of each line.",
        BESIDE_FLOOR,
        (beside_floor("next", ours, floor),),
        _aims("next", ours, floor),
    )


def _table(tickets: int, measured: Morning, *, is_aim: bool) -> Table:
    return Table(
        f"Operations at {tickets:,} tickets",
        f"Call of the operation to durable commit (synchronous=FULL), {WAITING} waiting, with its slip's "
        "print job. Floor: the same rows by the bare sqlcipher3 driver, same pragmas, on a copy of the "
        "database.",
        BESIDE_FLOOR,
        tuple(beside_floor(step, measured.ours[step], measured.floor[step]) for step in STEPS),
        tuple(
            aim for step in STEPS for aim in _aims(step, measured.ours[step], measured.floor[step]) if is_aim
        ),
    )


def _aims(step: str, ours: Times, floor: Times) -> tuple[Aim, ...]:
    return (
        Aim(f"{step} p95 <= {P95_MS:.0f} ms", ours.p95 <= P95_MS),
        Aim(f"{step} median <= {TIMES_RAW:.0f} x raw", ours.p50 <= TIMES_RAW * floor.p50),
    )
