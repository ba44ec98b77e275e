"""What a start loads: nothing that the first screen can do without (DESIGN 11, 10)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counter_app.sync.hub_link import HubLink, write_link
from tests.helpers.stations import made_store

ROOT = Path(__file__).parent.parent.parent
NOT_AT_START = (
    "httpx", "fastapi", "uvicorn", "psycopg", "reportlab", "escpos", "pyqtgraph", "alembic", "qrcode",
    "holidays", "zstandard", "sqlalchemy.dialects.postgresql", "counter_app.wire",
    "counter_app.db.hub_tables",
)  # fmt: skip
SCRIPT = """
import sys
from pathlib import Path
from counter_app.cli.parser import parser
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from counter_app.app.window import shown_window
from counter_app.db.store import open_store
store = open_store(parser().parse_args(["run", "--data", sys.argv[1]]).data)
with shown_window(store) as opened:
    opened.window.feed.arrived.connect(lambda _screen: QTimer.singleShot(0, QApplication.quit))
    opened.window.feed.ask()
    QApplication.exec()
    print(*sorted(set(sys.argv[2:]) & set(sys.modules)))
store.close()
"""


@pytest.mark.parametrize(("kind", "counter"), [("counter", 3), ("reception", 0)])
def test_a_start_with_a_hub_loads_nothing_that_the_first_screen_can_do_without(
    tmp_path: Path, kind: str, counter: int
) -> None:
    folder = tmp_path / "station"
    made_store(folder, kind=kind, counter=counter).close()
    write_link(folder, HubLink("http://127.0.0.1:9", "00" * 16, "00" * 32, ""))
    started = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), *NOT_AT_START],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert started.stdout.split() == [], "import it where it is used first"
