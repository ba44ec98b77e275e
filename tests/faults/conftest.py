"""Says at the end from which seed all was drawn, so that a run can be made again."""

from __future__ import annotations

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, whether it went well or not."""
    seed, hits = os.environ.get("FAULT_SEED", "1"), os.environ.get("FAULT_HITS", "5")
    terminalreporter.write_line(f"faults: seed {seed}, {hits} hits each way (make faults SEED={seed})")
