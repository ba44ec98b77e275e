"""``kill -9`` in the middle of an import: the next run goes on, and every line is a ticket once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from counter_app.db.store import open_store
from counter_app.db.tables import DAY, TICKET
from tests.helpers.stations import is_clean

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
ROOT = Path(__file__).parents[2]
HEADER = "office,queue_id,letter,queue_name,day,ticket,issued_at,called_at,open_counters\n"
LINES = 6_000


def history(path: Path) -> Path:
    """A thousand tickets a day."""
    path.write_text(HEADER + "".join(map(line, range(LINES))))
    return path


def line(at: int) -> str:
    day, minute = f"2020-01-{1 + at // 1000:02d}", f"{at % 60:02d}"
    return f"Dom,7,K,Kasa,{day},{1 + at % 1000},{day} 08:{minute}:00,{day} 09:{minute}:00,2\n"


def run_until(file: Path, folder: Path, lines: int) -> int | None:
    """Kills the import when it has told so many steps; answers its exit code, or None where it was killed."""
    command = [sys.executable, "-m", "counter_app", "replay", str(file), "--data", str(folder)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    for _ in range(lines):
        if not child.stderr.readline():
            break
    else:
        child.send_signal(signal.SIGKILL)
    child.stderr.close()
    code = child.wait()
    return None if code == -signal.SIGKILL else code


@pytest.mark.long
def test_a_killed_import_goes_on_and_takes_every_line_once(tmp_path: Path) -> None:
    chance, killed = Random(SEED), 0
    file = history(tmp_path / "history.csv")
    for hit in range(HITS):
        folder = tmp_path / f"station-{hit}"
        while run_until(file, folder, chance.randint(1, 6)) is None:
            killed += 1
        store = open_store(folder)
        numbers = store.read(lambda read: read.execute(select(TICKET.c.business_day, TICKET.c.number)).all())
        days = store.read(lambda read: read.execute(select(DAY.c.is_open)).scalars().all())
        clean = is_clean(store)
        store.close()
        assert (len(numbers), len(set(numbers)), clean) == (LINES, LINES, True)
        assert days == [0] * 6
    assert killed, f"never killed, seed {SEED}"
