"""Long work on the command line: a bar that fills, and Ctrl+C that stops between two transactions."""

from __future__ import annotations

import signal
import sys
import time
from types import FrameType, TracebackType
from typing import Any, Self, TextIO

_WIDTH = 30
_BETWEEN_S = 0.1
"""A bar that is drawn more often is only slower."""
_TENTHS = 10


class Progress:
    """Shown on stderr: a bar on a terminal, else a line at each tenth. A second Ctrl+C breaks off at once."""

    def __init__(self, what: str, out: TextIO | None = None) -> None:
        self._what, self._out = what, out or sys.stderr
        self._is_terminal = self._out.isatty()
        self._began = self._drawn = time.monotonic()
        self._tenth = -1
        self._is_stopped = False
        self._before: Any = None

    def __enter__(self) -> Self:
        """From now on Ctrl+C is heard here."""
        self._before = signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ctrl+C does what it did before."""
        signal.signal(signal.SIGINT, self._before)
        if self._is_terminal and self._tenth >= 0:
            print(file=self._out)

    def goes_on(self) -> bool:
        """Whether nobody pressed Ctrl+C."""
        return not self._is_stopped

    def told(self, done: int, of: int) -> None:
        """So much of so much is done."""
        tenth = _TENTHS * done // max(1, of)
        now = time.monotonic()
        is_due = now - self._drawn > _BETWEEN_S or done >= of
        if self._is_terminal and is_due:
            self._drawn, self._tenth = now, tenth
            print(f"\r{self._bar(done, of, now)}", end="", file=self._out, flush=True)
        elif not self._is_terminal and tenth > self._tenth:
            self._tenth = tenth
            print(f"{self._what}: {done:,} / {of:,}", file=self._out, flush=True)

    def _bar(self, done: int, of: int, now: float) -> str:
        full = _WIDTH * done // max(1, of)
        spent = now - self._began
        left = spent * (of - done) / done if done else 0
        bar = "█" * full + "░" * (_WIDTH - full)
        return f"{self._what} {bar} {done:,} / {of:,}  {spent:.0f} s, −{left:.0f} s "

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_stopped:
            raise KeyboardInterrupt
        self._is_stopped = True
