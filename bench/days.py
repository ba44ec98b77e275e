"""The figures of a day and of a month on years of tickets, beside the same SQL by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from bench.figures import BESIDE_FLOOR, Aim, Table, Times, beside_floor
from bench.station import FIRST_DAY, Station, new_counter
from counter_app.db.connection import READER_PRAGMAS, opened
from counter_app.db.key import read_keys
from counter_app.db.queries.compared import comparison
from counter_app.db.queries.figures import PeriodFigures, period_figures
from counter_app.db.store import DATABASE, Store
from counter_app.db.tables import TICKET
from counter_app.domain.business_day import day_number
from counter_app.domain.period import Period, month_of, one_day
from counter_app.domain.ticket import TicketPhase
from counter_app.reports.making import Form, made, read_figures
from counter_app.reports.written import Around, groupings_of

TICKETS_A_DAY = 1_000
DAY_MS, MONTH_MS = 200.0, 500.0
PDF_BYTES = 300_000
_WARM = 2
"""Looks before the first that counts: the station's own cache, as on any morning but the first."""
_WEEKEND = 5
_OPEN_MS = 8 * 3_600_000
_CARELESS = (("synchronous", "OFF"),)

_FLOOR = """
WITH part AS (
    SELECT {key} AS k, {ms} / 1000 AS s, row_number() OVER (PARTITION BY {key} ORDER BY {ms}) AS r,
           count(*) OVER (PARTITION BY {key}) AS n
    FROM ticket WHERE site = ? AND business_day BETWEEN ? AND ? AND {known}
)
SELECT k, n, avg(s), avg(CASE WHEN r IN ((n + 1) / 2, (n + 2) / 2) THEN s END),
       max(CASE WHEN r = (n * 9 + 9) / 10 THEN s END), max(s) FROM part GROUP BY k, n"""
_COUNTS = """
SELECT {key}, count(*), sum(phase = 7), sum(phase = 3), sum(phase = 4), sum(called_at IS NOT NULL)
FROM ticket WHERE site = ? AND business_day BETWEEN ? AND ? GROUP BY {key}"""
_TIMES = {
    "waited_ms": "called_at IS NOT NULL",
    "walked_ms": "started_at IS NOT NULL",
    "served_ms": "started_at IS NOT NULL AND ended_at IS NOT NULL",
}
_HOUR = "((issued_at / 3600000 + 8) % 24)"
_DAY_KEYS = ("1", "queue", "service", "counter", "agency", "priority", _HOUR)
"""What both tell: the whole, five groupings, and the hours."""


def days(work: Path, tickets: int, times: int) -> Table:
    """Reading all figures; the floor asks for counts, medians and p90 by window functions."""
    station = new_counter(work / "station-days")
    last_day = fill(station, tickets)
    store = station.store
    a_day = one_day(_middle(last_day))
    month = month_of(a_day.first)
    rows, timed = [], {}
    for words, period in (("day", a_day), ("month", month)):
        ours, floor, found = _measured(store, period, times)
        timed[words] = ours
        rows.append(beside_floor(f"{words}: {found:,} tickets", ours, floor))
    screen = _screen(store, a_day, times)
    rows.append(("day screen with the days compared", *_alone(screen)))
    paper, size = _paper(store, a_day, times)
    rows.append(("a day's PDF from its figures", *_alone(paper)))
    store.close()
    return Table(
        f"Figures of a day and of a month, {tickets:,} tickets of history",
        "Query to frozen figures, on the read lane of an encrypted station. Floor: the same counts, means, "
        "medians and p90 of the same groupings with the bare driver, in SQL by hand.",
        BESIDE_FLOOR,
        tuple(rows),
        (
            Aim(f"day screen p95 <= {DAY_MS:.0f} ms", screen.p95 <= DAY_MS),
            Aim(f"month p95 <= {MONTH_MS:.0f} ms", timed["month"].p95 <= MONTH_MS),
            Aim(f"a day's PDF <= {PDF_BYTES // 1000} kB", size <= PDF_BYTES),
        ),
    )


def _alone(times: Times) -> tuple[str, ...]:
    return (f"{times.n:,}", f"{times.p50:.2f}", f"{times.p95:.2f}", "", "", "", "")


def fill(station: Station, tickets: int) -> date:
    """So many served tickets straight into the projection, 1,000 a working day; answers the last day."""
    names = [column.name for column in TICKET.c]
    slots = ", ".join("?" * len(names))
    statement = f"INSERT INTO ticket ({', '.join(names)}) VALUES ({slots})"  # own names
    keys = read_keys(station.store.folder)
    connection: dbapi2.Connection = opened(station.store.folder / DATABASE, keys.database, _CARELESS)
    chance, day, left = random.Random(1), FIRST_DAY, tickets
    connection.execute("BEGIN")
    while left > 0:
        if day.weekday() < _WEEKEND:
            today = min(left, TICKETS_A_DAY)
            connection.executemany(statement, list(_rows(station.store, day, today, names, chance)))
            left -= today
        day += timedelta(days=1)
    connection.execute("COMMIT")
    connection.close()
    return day


def _rows(
    store: Store, day: date, tickets: int, names: list[str], chance: random.Random
) -> Iterator[tuple[Any, ...]]:
    services = list(store.catalogue.services.values())
    letters = {agency.code: agency.letter for agency in store.catalogue.agencies.values()}
    opens = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
    empty: dict[str, Any] = {
        column.name: None if column.nullable else "" if column.type.python_type is str else 0
        for column in TICKET.c
    }
    for place in range(tickets):
        issued = opens + place * _OPEN_MS // tickets
        wait, walk, serve = (int(chance.expovariate(1 / mean)) for mean in (900_000, 60_000, 480_000))
        service, called = chance.choice(services), issued + wait
        yield tuple(
            (
                empty
                | {
                    "id": ((issued << 80) | place).to_bytes(16, "big"), "site": store.site.code,
                    "business_day": day_number(day), "queue": letters[service.agency],
                    "number": f"{letters[service.agency]}{place:03}", "service": service.code,
                    "agency": service.agency, "phase": int(TicketPhase.FINISHED), "issued_at": issued,
                    "called_at": called, "times_called": 1, "counter": chance.randint(1, 23),
                    "officer": f"P{chance.randint(1, 30):02}", "started_at": called + walk,
                    "ended_at": called + walk + serve, "waited_ms": wait, "walked_ms": walk,
                    "served_ms": serve, "fold_replica_no": 1,
                }
            )[name]
            for name in names
        )  # fmt: skip


def _middle(last_day: date) -> date:
    """A Wednesday in the middle of the history, so that no figure is at the edge of the file."""
    middle = FIRST_DAY + (last_day - FIRST_DAY) // 2
    return middle + timedelta(days=2 - middle.weekday())


def _measured(store: Store, period: Period, times: int) -> tuple[Times, Times, int]:
    ours, floor = Times(), Times()
    keys = read_keys(store.folder)
    bare: dbapi2.Connection = opened(store.folder / DATABASE, keys.database, READER_PRAGMAS)
    statements = [_COUNTS.format(key=key) for key in _DAY_KEYS] + [
        _FLOOR.format(key=key, ms=ms, known=known) for key in _DAY_KEYS for ms, known in _TIMES.items()
    ]
    asked = (store.site.code, day_number(period.first), day_number(period.last))
    for _ in range(times + _WARM):
        found = ours.measure(partial(_figures, store, period))
        floor.measure(lambda: [bare.execute(statement, asked).fetchall() for statement in statements])
    bare.close()
    return Times(ours.ms[_WARM:]), Times(floor.ms[_WARM:]), found.total.tickets


def _figures(store: Store, period: Period) -> PeriodFigures:
    return store.read(
        lambda connection: period_figures(
            connection, site=store.site, first=period.first, last=period.last,
            groupings=groupings_of(period), services=store.catalogue.services,
        )
    )  # fmt: skip


def _screen(store: Store, period: Period, times: int) -> Times:
    """What the day screen reads: every grouping, and the days compared."""

    def read() -> object:
        return store.read(
            lambda connection: (
                period_figures(
                    connection, site=store.site, first=period.first, last=period.last,
                    services=store.catalogue.services,
                ),
                comparison(connection, site=store.site, day=period.first),
            )
        )  # fmt: skip

    return _repeated(read, times)


def _paper(store: Store, period: Period, times: int) -> tuple[Times, int]:
    around = Around(store.site, store.catalogue, int(datetime(2040, 1, 1, tzinfo=UTC).timestamp() * 1000))
    figures = store.read(lambda connection: read_figures(connection, period, around))
    size = len(made(figures, period, Form.PDF, around).content)
    return _repeated(lambda: made(figures, period, Form.PDF, around), times), size


def _repeated(act: Callable[[], object], times: int) -> Times:
    done = Times()
    for _ in range(times + _WARM):
        done.measure(act)
    return Times(done.ms[_WARM:])
