"""The reception on a Monday morning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.front_desk import FrontDesk


@pytest.fixture
def door(tmp_path: Path, qapp: QApplication, dressed: None) -> Iterator[FrontDesk]:
    """Signed in, the day open."""
    made = FrontDesk(tmp_path / "reception")
    made.begin()
    yield made
    made.close()
