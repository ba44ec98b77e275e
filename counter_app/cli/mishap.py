"""Our own mistakes on the command line: one calm line with a reference, the rest into the log."""

from __future__ import annotations

import argparse
import logging
import sys
import traceback

from counter_app.cli.answer import say, told
from counter_app.domain.clock import system_clock, uuid7_source
from counter_app.domain.errors import Unavailable

_LOG = "counter-app.log"


def tell(asked: argparse.Namespace, mistake: Exception) -> None:
    """Says on stderr that the program made a mistake, and how to name it to the IT staff."""
    reference = uuid7_source(system_clock)().hex[-8:].upper()
    if not _is_logged(asked, reference, mistake):
        traceback.print_exception(mistake, file=sys.stderr)
    say(told(Unavailable("mistake", reference=reference)))


def _is_logged(asked: argparse.Namespace, reference: str, mistake: Exception) -> bool:
    """False where there is no data folder, or nothing can be written into it."""
    if asked.data is None or not asked.data.is_dir():
        return False
    try:
        handler = logging.FileHandler(asked.data / _LOG, encoding="utf-8")
    except OSError:
        return False
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    record = logging.LogRecord(
        "counter_app", logging.ERROR, __file__, 0, "mishap %s", (reference,),
        (type(mistake), mistake, mistake.__traceback__),
    )  # fmt: skip
    handler.emit(record)
    handler.close()
    return True
