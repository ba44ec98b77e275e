"""``python -m bench.many``: many counters and stations on one hub, beside their floors."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.calls import QUIET, WAITING, calls
from bench.comeback import BACK, IDLE, SITES, comeback
from bench.figures import Table, milliseconds
from bench.machine import commit_day, machine, versions
from bench.report import SYNC_PART, keep_part
from bench.start import ROOT
from bench.thin_line import thin_line

THIN_S = 240.0
"""The first minute goes with finding out how little the line carries."""


def main() -> int:
    """Answers 0 also where an aim is missed: a busy machine is no broken build."""
    parser = argparse.ArgumentParser(prog="python -m bench.many", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "RESULTS.md")
    asked = parser.parse_args()
    began = milliseconds()
    place = Path(tempfile.mkdtemp())
    try:
        before = machine(place)
        tables = list(_measured(place, 10 if asked.quick else 1))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    missed = [aim.words for table in tables for aim in table.aims if not aim.is_held]
    kind = " --quick" if asked.quick else ""
    lines = [
        SYNC_PART,
        "",
        f"`python -m bench.many{kind}`, {commit_day(ROOT)}, {(milliseconds() - began) / 60_000:.0f} minutes.",
        "",
        f"* {before}",
        f"* {versions()}",
        f"* Aims: {'all held' if not missed else f'**{len(missed)} missed**: ' + ', '.join(missed)}.",
        "",
    ]
    text = "\n".join(lines) + "\n" + "\n".join(table.markdown() for table in tables)
    keep_part(asked.out, text)
    print(text)
    return 0


def _measured(place: Path, part: int) -> Iterator[Table]:
    yield calls(place / "calls", WAITING // part, 50_000 // part, QUIET // min(part, 4))
    yield comeback(place / "comeback", IDLE // part, BACK // part, SITES // part, 30 / min(part, 3))
    yield thin_line(place / "thin", THIN_S, 400)


if __name__ == "__main__":
    sys.exit(main())
