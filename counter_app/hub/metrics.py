"""Numbers for who watches the hub, in the text format that Prometheus reads; nothing about a person."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping

TYPE = "text/plain; version=0.0.4"


class Metrics:
    """Counts of one worker since its start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Counts something."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += amount  # type: ignore[assignment]

    def text(self, gauges: Mapping[str, float]) -> str:
        """All counts, and what was measured just now."""
        with self._lock:
            counted = sorted(self._counts.items())
        lines = [f"{name}{_labels(labels)} {value:.6g}" for (name, labels), value in counted]
        lines.extend(f"{name} {value:.6g}" for name, value in sorted(gauges.items()))
        return "\n".join(lines) + "\n"


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}" if labels else ""
