"""Commands about the station itself: set up, run, demonstrate, verify, rebuild, doctor."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from counter_app import settings
from counter_app.app.display import has_display, qt_needed
from counter_app.app.quick_start import nothing_collected
from counter_app.cli.answer import answer, say, told
from counter_app.db import journal
from counter_app.db import rebuild as rebuilding
from counter_app.db.store import Store, create_store, open_store
from counter_app.domain.errors import Refused
from counter_app.operations.catalogue import read_catalogue, read_site

_DATA_ENV = "COUNTER_APP_DATA"


def default_data() -> Path:
    """The machine's folder for the station, the same for everybody who uses the PC."""
    named = os.environ.get(_DATA_ENV)
    if named:
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "CounterApp"
    return Path.home() / ".local" / "share" / "counter-app"


@contextmanager
def opened(asked: argparse.Namespace) -> Iterator[Store]:
    """The store of the asked data folder, closed afterwards."""
    store = open_store(asked.data)
    try:
        yield store
    finally:
        store.close()


def init(asked: argparse.Namespace) -> None:
    """Sets the station up; on one that is set up, takes the catalogue and site file anew."""
    catalogue = read_catalogue(asked.catalogue or settings.resource("catalogue"))
    site = read_site(asked.site or settings.resource("catalogue/site.toml"), catalogue)
    if settings.is_initialised(asked.data):
        with opened(asked) as store:
            station = store.station
            _refuse_another(asked, station)
            store.take_catalogue(catalogue, site)
    else:
        station = settings.new_station(site.code, asked.kind or "counter", asked.counter)
        create_store(asked.data, station, catalogue, site).close()
    values = {
        "data": str(asked.data), "site": site.name, "kind": station.kind, "counter": station.counter,
        "catalogue": catalogue.version, "services": len(catalogue.services),
    }  # fmt: skip
    line = f"{site.name}, {station.kind} {station.counter or ''}: {catalogue.version}, data in {asked.data}"
    answer(values, line, as_json=asked.json)


def _refuse_another(asked: argparse.Namespace, station: settings.StationSettings) -> None:
    """A station stays what it is: numbers with its issuer are on paper."""
    if asked.kind not in (None, station.kind) or asked.counter not in (0, station.counter):
        raise Refused("other_station", folder=str(asked.data), kind=station.kind, counter=station.counter)


def run(asked: argparse.Namespace) -> int:
    """Opens the window."""
    with qt_needed(), nothing_collected():
        from counter_app.app.window import run_window  # noqa: PLC0415  Qt is loaded when a window is asked for

    return run_window(asked.data)


def demo(asked: argparse.Namespace) -> int:
    """The demonstration: a window where there is a display, else the story without one."""
    with qt_needed():
        from counter_app.app.demo import open_demo, play_demo  # noqa: PLC0415  Qt, see run

    if not asked.headless and has_display():
        say("Demonstrasi: petugas P03, PIN 3333, Loket 3. Kertas tersimpan di folder papers.")
        return open_demo(asked.data)
    if not asked.headless:
        say("No display here: playing the story offscreen.")
    summary = play_demo(asked.out, asked.data)
    answer(
        summary,
        f"Story played, see {asked.out}: {', '.join(sorted(p.name for p in asked.out.iterdir()))}",
        as_json=asked.json,
    )
    return 0


def verify(asked: argparse.Namespace) -> int:
    """Checks every chain, then compares the projections with a rebuild. 1 where something is off."""
    with opened(asked) as store:
        return store.read(lambda connection: _verified(connection, as_json=asked.json))


def _verified(connection: Connection, *, as_json: bool) -> int:
    entries = journal.count(connection)
    broken = journal.first_broken(journal.all_entries(connection), journal.heads(connection))
    difference = rebuilding.first_difference(connection) if broken is None else None
    chain = (
        "chain ok"
        if broken is None
        else f"chain broken at {broken.replica_id.hex()} {broken.seq} {broken.kind}"
    )
    same = "not compared" if broken else "equal rebuild" if difference is None else f"differ at {difference}"
    values = {"entries": entries, "chain": chain, "projections": same}
    answer(values, f"{entries} entries, {chain}, projections {same}", as_json=as_json)
    return 0 if broken is None and difference is None else 1


def rebuild(asked: argparse.Namespace) -> None:
    """Rebuilds the projections."""
    with opened(asked) as store:
        folded = store.rebuild()
    answer({"entries": folded}, f"{folded} entries folded anew", as_json=asked.json)


def doctor(asked: argparse.Namespace) -> int:
    """Tells what this station needs and whether it is there."""
    from counter_app.app.doctor import findings  # noqa: PLC0415  looks at Qt and printers too

    found = findings(asked.data, told)
    lines = [f"{'ok ' if one.is_good else 'BAD'}  {one.name}: {one.told}" for one in found]
    answer({"findings": found}, "\n".join(lines), as_json=asked.json)
    return 0 if all(one.is_good for one in found) else 3
