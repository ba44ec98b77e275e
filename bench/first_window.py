"""A counter's start, told to the parent process: when it is shown, and when its data stand on it.

Does what ``counter-app run`` does on a machine with a display, on a folder given as argument.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from counter_app.app.quick_start import nothing_collected
from counter_app.cli.parser import parser


def main() -> None:
    """Prints two times in ms of the machine's monotonic clock: shown, and usable with its data."""
    asked = parser().parse_args(["run", "--data", sys.argv[1]])
    print(*_times(asked.data))


def _times(data: Path) -> list[float]:
    with nothing_collected():  # as the command does
        from PySide6.QtCore import QTimer  # noqa: PLC0415
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        from counter_app.app.window import shown_window  # noqa: PLC0415
        from counter_app.db.store import open_store  # noqa: PLC0415

        store = open_store(data)
    seen: list[float] = []

    def look() -> None:
        seen.append(time.perf_counter_ns() / 1e6)

    with shown_window(store) as opened:
        QTimer.singleShot(0, look)
        opened.window.feed.arrived.connect(lambda _screen: QTimer.singleShot(0, look))
        opened.window.feed.arrived.connect(lambda _screen: QTimer.singleShot(0, QApplication.quit))
        opened.window.feed.ask()
        QApplication.exec()
    store.close()
    return seen[:2]


if __name__ == "__main__":
    main()
