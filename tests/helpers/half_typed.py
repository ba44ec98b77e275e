"""An officer in the middle of a form, for a test that ends the program there.

Run as ``python -m tests.helpers.half_typed FOLDER``: says ``here`` when a part of the form is typed and
kept, and waits to be killed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication

from counter_app.app.window import application
from counter_app.db.queries.drafts import draft
from tests.helpers.seat import Key, Seat

HERE = "here"
NIK, PART_OF_A_NAME = "5304121708900001", "Contoh Pem"


def type_half(folder: Path) -> QApplication:
    """Somebody sits down, and the officer has come to the middle of the name."""
    app = application("id")
    seat = Seat(folder)
    seat.begin()
    seat.serve("kia")
    seat.type(NIK)
    seat.press(Key.Key_Return)
    seat.type(PART_OF_A_NAME)
    current = seat.window.context.current()
    assert current is not None
    seat.wait_until(
        lambda: PART_OF_A_NAME in (seat.store.read(lambda read: draft(read, current.ticket_id)) or "")
    )
    return app


if __name__ == "__main__":
    kept = type_half(Path(sys.argv[1]))
    sys.stdout.write(f"{HERE}\n")
    sys.stdout.flush()
    threading.Event().wait()
