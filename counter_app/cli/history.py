"""Commands that fill an empty data folder: another system's history, or a simulated one."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from counter_app import settings
from counter_app.cli.answer import answer
from counter_app.cli.progress import Progress
from counter_app.domain.clock import local_time, system_clock
from counter_app.domain.history_dirt import Dirt, Finding
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.operations.replaying.file import read_map
from counter_app.operations.replaying.replay import Replayed, replay
from counter_app.operations.simulating.simulate import Wanted, simulate
from counter_app.operations.watch import Watch

Groups = argparse._SubParsersAction  # noqa: SLF001  argparse gives its groups no public name
Command = Callable[["Groups[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]
DIRT_FILE = "history-dirt.csv"
_WHO = {"counter": "L01, PIN 1111", "reception": "R01, PIN 7001", "supervisor": "S01, PIN 9001"}
"""Who can sign in at a practice station of each kind."""
_SHOWN = 200
"""Lines of dirt on the screen; the file has all."""


def add_commands(groups: Groups[argparse.ArgumentParser], command: Command) -> None:
    """Adds ``replay`` and ``simulate``."""
    replayed = command(groups, "replay", "Import another system's ticket history into an empty data folder.")
    replayed.add_argument("file", type=Path, help="CSV or CSV.gz")
    replayed.add_argument(
        "--map", type=Path, metavar="FILE", help="TOML that names its columns (default: the shipped pattern)"
    )
    replayed.add_argument("--office", default="", help="which one, where the file holds several")
    replayed.set_defaults(run=run_replay)
    simulated = command(
        groups, "simulate", "Fill an empty data folder with believable history: a station for practice."
    )
    for name, usual, text in (
        ("tickets", 1_000, "how many numbers are given"),
        ("days", 5, "over so many business days"),
        ("counters", 5, "served by so many counters"),
        ("seed", 1, "another one gives another history, the same one the same"),
    ):
        simulated.add_argument(
            f"--{name}", type=int, default=usual, metavar="N", help=f"{text} (default: %(default)s)"
        )
    simulated.add_argument(
        "--until", type=date.fromisoformat, metavar="D",
        help="the first day that is not simulated any more, YYYY-MM-DD (default: today)",
    )  # fmt: skip
    simulated.add_argument(
        "--live", action="store_true", help="the last day has begun: people wait and are served just now"
    )
    simulated.add_argument(
        "--kind", choices=settings.STATION_KINDS, default=settings.STATION_KINDS[0],
        help="which window it opens with (default: %(default)s)",
    )  # fmt: skip
    simulated.set_defaults(run=run_simulate)


def run_replay(asked: argparse.Namespace) -> None:
    """Imports a history and tells what was dirty, line by line."""
    form = read_map(asked.map or settings.resource("history/warsaw_two_offices.toml"))
    shipped = read_catalogue(settings.resource("catalogue"))
    sample = read_site(settings.resource("catalogue/site.toml"), shipped)
    supervisor = next(one for one in sample.officers if "supervisor" in one.roles)
    with Progress("replay") as progress:
        watch = Watch(progress.goes_on, progress.told)
        done = replay(
            asked.file, form, asked.data, office=asked.office, shipped=shipped, officer=supervisor,
            watch=watch,
        )  # fmt: skip
    _keep_dirt(asked.data / DIRT_FILE, done.dirt)
    answer(_told(done), _words(done, asked.data / DIRT_FILE), as_json=asked.json)


def run_simulate(asked: argparse.Namespace) -> None:
    """Simulates a hall and tells how to look at it."""
    from counter_app.app.words import worded  # noqa: PLC0415  see _words

    catalogue = read_catalogue(settings.resource("catalogue"))
    sample = read_site(settings.resource("catalogue/site.toml"), catalogue)
    now = local_time(system_clock(), ZoneInfo(sample.zone_name))
    wanted = Wanted(
        asked.tickets, asked.days, asked.counters, asked.seed, asked.until or now.date(),
        now.hour * 3600 + now.minute * 60 if asked.live else None,
    )  # fmt: skip
    with Progress("simulate") as progress:
        watch = Watch(progress.goes_on, progress.told)
        done = simulate(asked.data, wanted, catalogue, sample, kind=asked.kind, watch=watch)
    facts = asdict(done) | {"first_day": done.first_day.isoformat(), "last_day": done.last_day.isoformat()}
    answer(
        facts,
        worded("history.simulated", **asdict(done), data=asked.data, who=_WHO[asked.kind]),
        as_json=asked.json,
    )


def _told(done: Replayed) -> dict[str, Any]:
    facts = asdict(done) | {"first_day": done.first_day.isoformat(), "last_day": done.last_day.isoformat()}
    facts["counts"] = {str(dirt): n for dirt, n in done.counts.items()}
    facts["dirt"] = [one._asdict() for one in done.dirt]
    return facts


def _words(done: Replayed, file: Path) -> str:
    from counter_app.app.words import worded  # noqa: PLC0415  Qt's words, when they are wanted

    lines = [
        worded(
            "history.taken", office=done.office, tickets=done.tickets, lines=done.lines,
            left_out=done.left_out, already=done.already,
        ),
        worded(
            "history.place", first=done.first_day, last=done.last_day, days=done.days, queues=done.queues,
            counters=done.counters,
        ),
        worded("history.times", **done.told_of),
    ]  # fmt: skip
    lines += [worded(f"history.unknown.{name}") for name in done.unknown]
    if not done.dirt:
        return "\n".join([*lines, worded("history.clean")])
    lines += [f"{n:>8,} × {dirt_words(dirt)}" for dirt, n in done.counts.items()]
    lines += [_line(one) for one in done.dirt[:_SHOWN]]
    if len(done.dirt) > _SHOWN:
        lines.append(worded("history.more", left=len(done.dirt) - _SHOWN))
    return "\n".join([*lines, worded("history.file", file=file)])


def dirt_words(dirt: Dirt) -> str:
    """A kind of dirt in words."""
    from counter_app.app.words import worded  # noqa: PLC0415  see above

    return worded(f"history.dirt.{dirt}")


def _line(one: Finding) -> str:
    from counter_app.app.words import worded  # noqa: PLC0415  see above

    what = " / ".join(filter(None, (one.found, one.expected)))
    return worded("history.line", line=one.line, dirt=dirt_words(one.dirt), what=what)


def _keep_dirt(path: Path, dirt: list[Finding]) -> None:
    """Every finding as a line of its own; a file of an earlier run is replaced."""
    path.unlink(missing_ok=True)
    if not dirt:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("line", "dirt", "found", "expected"))
        table.writerows((one.line, str(one.dirt), one.found, one.expected) for one in dirt)
