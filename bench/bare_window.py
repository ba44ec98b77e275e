"""The floor of a start: an empty PySide6 window and ``import sqlmodel``, told to the parent process."""

from __future__ import annotations

import sys
import time

import sqlmodel  # noqa: F401  its import is part of the floor
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication(sys.argv[:1])
window = QWidget()
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
print(time.perf_counter_ns() / 1e6)
