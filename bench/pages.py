"""The tracking page beside its floor: the same template, filled from constants, by the same server.

``python -m bench.pages`` starts a PostgreSQL of its own, fills one hall as a station fills it, and asks over
HTTP on loopback from another process. Page and floor are asked in turn, so that a busy machine is busy
for both.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from sqlalchemy import Connection, insert, select

from bench.figures import Aim, Table
from counter_app.db.tables import JOURNAL, PROJECTIONS, REPLICA, VISIT
from counter_app.domain.tracking_code import spelled
from counter_app.hub.catalogue import publish
from counter_app.hub.centre_database import CentreDatabase
from counter_app.hub.database import hub_engine, prepare
from counter_app.hub.embedded import EmbeddedServer, embedded_server
from counter_app.hub.hub import Hub
from counter_app.hub.keys import hub_keys
from counter_app.hub.pages import Limit, Pages
from counter_app.hub.pages.frame import NOT_FOR_ROBOTS, Renderer
from counter_app.hub.pages.tracking_view import TicketView
from tests.helpers.stations import Station, call_next, catalogue, finish, issue, open_station, site, start

WAITING, SERVED = 60, 300
"""People in one queue at a busy hour, and tickets of the day that are over."""
CONNECTIONS = 16
AIM_PER_S, AIM_SHARE = 1000, 0.5


@dataclass(frozen=True)
class Rate:
    """How a stretch of requests went."""

    per_s: float
    cpu_ms: float
    """The server process's own time a request, whoever else keeps the machine or the asking side busy."""


@dataclass(frozen=True)
class Round:
    """The page and its floor, asked one after the other."""

    page: Rate
    floor: Rate


def fill(folder: Path) -> Station:
    """One day of a hall at a real station."""
    station = open_station(folder)
    for _ in range(SERVED):
        issue(station)
        called = call_next(station)
        start(station, called.ticket_id)
        finish(station, called.ticket_id)
    for number in range(WAITING):
        issue(station, "B06", priority="" if number % 5 else "elderly")
    return station


def copied(station: Station, hub: Hub) -> list[str]:
    """The same rows at the centre, and the codes of those who wait."""
    tables = (REPLICA, JOURNAL, *PROJECTIONS)
    rows = station.ask(lambda one: {table: _rows(one, table) for table in tables})
    clock = station.clock

    def take(connection: Connection) -> list[str]:
        publish(connection, catalogue(), site(), clock())
        for table, found in rows.items():
            if found:
                connection.execute(insert(table), found)
        newest = select(VISIT.c.code).order_by(VISIT.c.opened_at.desc()).limit(WAITING)
        return list(connection.execute(newest).scalars())

    return hub.write(take)


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table))]  # noqa: SLF001  public in SQLAlchemy


@contextmanager
def centre(folder: Path) -> Iterator[tuple[Hub, EmbeddedServer]]:
    """An empty hub on a PostgreSQL server of its own."""
    folder.mkdir()
    keys = hub_keys(folder)
    server = embedded_server(folder, keys.database_password)
    engine = hub_engine(server.start())
    hub = Hub(CentreDatabase(engine, keys), keys, lambda: time.time_ns() // 1_000_000, Random(7).randbytes)  # noqa: TID251  a real clock
    prepare(engine, hub.seal)
    try:
        yield hub, server
    finally:
        engine.dispose()
        server.stop("immediate")
        server.remove()


def app_of(hub: Hub) -> FastAPI:
    """The pages as the hub serves them, without the limit, and the floor beside them."""
    made = FastAPI()
    made.include_router(
        Pages(hub.read, hub.catalogues, hub.clock, Limit(per_second=1e9, burst=1_000_000_000)).router()
    )
    renderer = Renderer()
    view = TicketView(
        "B012", "Menunggu dipanggil", "clock", "info", "4 orang", "ke-5", "Akta kelahiran", "id",
        "Disdukcapil, loket 3, 4, atau 5, zona 1", renderer.words("id").say("track.missed"), False, 8,
        "/BLU/layanan/B06",
    )  # fmt: skip

    @made.get("/floor")
    async def floor(request: Request) -> Response:
        frame = renderer.frame(request, site())
        return renderer.page(
            "visit.html", frame, headers=NOT_FOR_ROBOTS, tickets=[view], now="09.31 WITA",
            brand="MPP Timor Atambua", code="7K3M-9QXT-2HBD-J", refresh_s=15, is_held=False,
            spelled=spelled("7K3M9QXT2HBDJ", renderer.words("id").say("spelling.words")),
        )  # fmt: skip

    return made


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """One worker on loopback; answers its port."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    # as the hub's own: else every answer waits 40 ms for an ACK, page and floor alike
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


async def _ask(port: int, paths: Sequence[str], until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answered = 0
    while time.monotonic() < until:
        path = paths[answered % len(paths)]
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: id\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head[:200])
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
        await reader.readexactly(int(length.split(b":")[1]))
        answered += 1
    writer.close()
    return answered


async def _crowd(port: int, paths: Sequence[str], seconds: float) -> tuple[float, int]:
    began = time.monotonic()
    turns = [[*paths[at:], *paths[:at]] for at in range(CONNECTIONS)]
    counts = await asyncio.gather(*(_ask(port, turn, began + seconds) for turn in turns))
    return sum(counts) / (time.monotonic() - began), sum(counts)


def crowd(port: int, paths: Sequence[str], seconds: float) -> tuple[float, int]:
    """Requests a second that the server answers to so many connections, and how many it were."""
    return asyncio.run(_crowd(port, paths, seconds))


def rounds(port: int, codes: Sequence[str], times: int, seconds: float) -> list[Round]:
    """Page and floor in turn, from a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as asking:

        def measured(paths: Sequence[str]) -> Rate:
            began = time.process_time()
            per_s, answered = asking.apply(crowd, (port, paths, seconds))
            return Rate(per_s, (time.process_time() - began) * 1000 / answered)

        addresses = [f"/t/{code}" for code in codes]
        measured(addresses), measured(["/floor"])
        return [Round(measured(addresses), measured(["/floor"])) for _ in range(times)]


def pages(times: int, seconds: float) -> Table:
    """Measures the page and its floor so many times in turn."""
    folder = Path(tempfile.mkdtemp(prefix="bench-pages-"))
    try:
        with centre(folder / "centre") as (hub, _server):
            codes = copied(fill(folder / "station"), hub)
            with served(app_of(hub)) as port:
                return _table(rounds(port, codes, times, seconds))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _table(found: Sequence[Round]) -> Table:
    page, floor = (median(getattr(one, name).per_s for one in found) for name in ("page", "floor"))
    share = median(one.page.per_s / one.floor.per_s for one in found)
    cpu_page, cpu_floor = (median(getattr(one, name).cpu_ms for one in found) for name in ("page", "floor"))
    is_held = page >= AIM_PER_S or min(share, cpu_floor / cpu_page) >= AIM_SHARE
    return Table(
        "Tracking page",
        f"{WAITING} waiting, {SERVED} served, {CONNECTIONS} connections, one worker, in {len(found)} rounds; "
        "floor: a route that renders the same template from constants.",
        ("what", "page", "floor", "share"),
        (
            ("requests/s", f"{page:,.0f}", f"{floor:,.0f}", f"{share:.2f}"),
            ("server's own time, ms", f"{cpu_page:.2f}", f"{cpu_floor:.2f}", f"{cpu_floor / cpu_page:.2f}"),
        ),
        (Aim(f"{AIM_PER_S:,} requests/s or half of the floor", is_held),),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    asked = parser.parse_args()
    print(pages(asked.rounds, asked.seconds).markdown())
