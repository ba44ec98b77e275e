"""Numbers for who watches the hub, in the text format that Prometheus reads; nothing about a person.

Whichever of several workers is asked answers for all of them: each keeps its counts in a file beside
the others', once a second, and adds theirs to its own. A worker that died keeps counting with what it
had, so that no sum ever falls; a start of the hub begins at nothing.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

TYPE = "text/plain; version=0.0.4"
KEEP_S = 1.0
"""So much older than its own may another worker's counts be."""

_Series = tuple[str, tuple[tuple[str, str], ...]]


class Metrics:
    """Counts of this worker since its start; with ``place`` those of the workers beside it too."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._counts: Counter[_Series] = Counter()
        self._kept = 0
        self._changes = 0

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Counts something."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += amount  # type: ignore[assignment]
            self._changes += 1

    def keep(self) -> None:
        """Tells the other workers, where something changed; a full disk only makes the figures older."""
        with self._lock:
            counted, changes = list(self._counts.items()), self._changes
        if self._place is None or changes == self._kept:
            return
        part = self._place.with_suffix(".part")
        with suppress(OSError):
            part.write_text(json.dumps(counted), encoding="utf-8")
            part.replace(self._place)
            self._kept = changes

    def text(self, gauges: Mapping[str, float]) -> str:
        """The counts of all workers, and what was measured just now."""
        total = self._of_others()
        with self._lock:
            total.update(self._counts)
        lines: list[str] = []
        for (name, labels), value in sorted(total.items()):
            head = f"# TYPE {name} counter"
            lines.extend([] if head in lines else [head])
            lines.append(f"{name}{_labels(labels)} {value:.10g}")
        for name, measured in sorted(gauges.items()):
            lines.extend((f"# TYPE {name} gauge", f"{name} {measured:.10g}"))
        return "\n".join(lines) + "\n"

    def _of_others(self) -> Counter[_Series]:
        total: Counter[_Series] = Counter()
        if self._place is None:
            return total
        for path in self._place.parent.glob("*.json"):
            if path != self._place:
                with suppress(OSError, ValueError):
                    total.update(_read(path))
        return total


def _read(path: Path) -> Counter[_Series]:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Counter({(name, tuple((key, value) for key, value in labels)): n for (name, labels), n in kept})


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}" if labels else ""


def counts_folder(folder: Path) -> Path:
    """Where the workers of a hub's data folder tell each other their counts."""
    return folder / "metrics"


def begin_counts(folder: Path) -> None:
    """Forgets what an earlier run counted; called once, before the workers start."""
    place = counts_folder(folder)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
