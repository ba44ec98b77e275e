"""``kill -9`` in the middle of a morning: nothing is lost, nothing is doubled, no slip without its ticket."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from counter_app.app.printing import papers_folder
from counter_app.db import journal, rebuild
from counter_app.db.store import create_store, open_store
from counter_app.db.tables import JOURNAL, PRINT_JOB
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.settings import new_station, resource
from tests.helpers.morning import HERE, WAYS

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
ROOT = Path(__file__).parents[2]
MOST = {"inside": 250, "after": 25, "printing": 12}
"""How often a morning comes to each way at least; the place of a hit is drawn below this."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("station") / "data"
    catalogue = read_catalogue(resource("catalogue"))
    site = read_site(resource("catalogue/site.toml"), catalogue)
    create_store(made, new_station("BLU", "counter", 3), catalogue, site).close()
    return made


def kill_a_morning(folder: Path, way: str, number: int) -> bool:
    """Whether the morning came to the place and was killed there."""
    command = [sys.executable, "-m", "tests.helpers.morning", str(folder), way, str(number)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = child.stdout.readline().strip()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    return said == HERE


def is_of_one(slip: str, numbers: Iterable[str]) -> bool:
    """Whether a file is the slip of one of these numbers; a second print is called B3-001-2."""
    return any(slip == number or slip.startswith(f"{number}-") for number in numbers)


def damage(connection: Connection, folder: Path) -> dict[str, object]:
    """Everything that must not be after a kill; empty where all is well."""
    issued = connection.execute(
        select(JOURNAL.c.entity_id, JOURNAL.c.body).where(JOURNAL.c.kind == "ticket.issued")
    ).all()
    numbers = Counter(json.loads(row.body)["number"] for row in issued)
    asked = set(
        connection.execute(select(PRINT_JOB.c.entity_id).where(PRINT_JOB.c.paper == "ticket")).scalars()
    )
    slips = [path.stem for path in folder.glob("B[0-9]*.pdf")]
    found: dict[str, object] = {
        "chain": journal.first_broken(journal.all_entries(connection), journal.heads(connection)),
        "projections": rebuild.first_difference(connection),
        "numbers used twice": [number for number, times in numbers.items() if times > 1],
        "tickets without a slip asked for": [
            row.entity_id.hex() for row in issued if row.entity_id not in asked
        ],
        "slips that came out twice": sorted({f"{number}-2" for number in numbers} & set(slips)),
        "slips without a ticket": sorted(slip for slip in slips if not is_of_one(slip, numbers)),
    }
    return {name: what for name, what in found.items() if what}


@pytest.mark.parametrize("way", WAYS)
def test_a_killed_morning_loses_and_doubles_nothing(
    folder: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(f"{SEED} {way}")

    hits = 0
    while hits < HITS:
        hits += kill_a_morning(folder, way, draw.randint(1, MOST[way]))
        store = open_store(folder)
        try:
            assert store.read(lambda connection: damage(connection, papers_folder(store))) == {}  # noqa: B023
        finally:
            store.close()

    with capsys.disabled():
        sys.stdout.write(f"\nkill -9 {way}: {hits} hits, seed {SEED}\n")


def test_a_whole_morning_comes_to_every_place_that_is_drawn(folder: Path) -> None:
    assert {way: kill_a_morning(folder, way, MOST[way]) for way in WAYS} == dict.fromkeys(WAYS, True)
