"""From process start to a window that can be worked with, beside an empty window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.figures import BESIDE_FLOOR, Aim, Table, Times, beside_floor, milliseconds

ROOT = Path(__file__).parent.parent
WARM_UP = 1
TIMES_FLOOR = 1.5


def start(folder: Path, tickets: int, runs: int) -> Table:
    """Starts both programs in turn, each in a process of its own."""
    floor, shown, usable = Times(), Times(), Times()
    for turn in range(WARM_UP + runs):
        bare = started("bench.bare_window")
        ours = started("bench.first_window", str(folder))
        if turn >= WARM_UP:
            floor.ms.append(bare[0])
            shown.ms.append(ours[0])
            usable.ms.append(ours[1])
    ratio = usable.p50 / floor.p50
    return Table(
        "Start to usable window",
        f"Process start to the first turn of the event loop (offscreen), on a station with {tickets:,} "
        "tickets. Floor: bare PySide6 window plus `import sqlmodel`.",
        BESIDE_FLOOR,
        (
            beside_floor("window shown, first field has focus", shown, floor),
            beside_floor("the counter's data read and on the screen", usable, floor),
        ),
        (Aim(f"median <= {TIMES_FLOOR} x floor (is {ratio:.2f})", ratio <= TIMES_FLOOR),),
    )


def started(module: str, *arguments: str) -> list[float]:
    """Milliseconds from the start of a process to each moment that it tells."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen",
        # both read their byte code from disk, as an installed program does, whatever this shell says
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "bench" / "work" / "bytecode"),
    }  # fmt: skip
    began = milliseconds()
    told = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(word) - began for word in told.stdout.split()]
