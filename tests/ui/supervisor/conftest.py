"""A supervisor on a Monday morning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.supervisor_desk import SupervisorDesk


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, dressed: None) -> Iterator[SupervisorDesk]:
    """Signed in, the day open."""
    made = SupervisorDesk(tmp_path / "supervisor")
    made.begin()
    yield made
    made.close()
