"""A scripted morning at one counter, for tests that end it in the middle.

Run as ``python -m tests.helpers.morning FOLDER WAY NUMBER``: at the NUMBERth time that it comes to WAY
(inside, after or printing) it says so on standard output and waits to be killed. Nothing of the product
knows of this: the script listens to the engine, to the store's own announcements and wraps the printer.
"""

from __future__ import annotations

import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

from counter_app.app.printing import folder_printer, print_all
from counter_app.db.queries.counter import ApplicantForm, counter_screen
from counter_app.db.queries.day import open_day_number
from counter_app.db.store import Store, open_store
from counter_app.domain.thermal import ThermalSettings
from counter_app.operations import applications, calling, days, issuing, serving
from counter_app.operations.actor import Actor
from counter_app.printing.printers import Printer

INSIDE, AFTER, PRINTING = "inside", "after", "printing"
WAYS = (INSIDE, AFTER, PRINTING)
HERE = "here"
DAY = date(2026, 11, 23)
TICKETS = 3
OFFICER = Actor("P03", "Petugas Contoh", "DISDUKCAPIL", ("counter",), 3)
_FORM = ApplicantForm("nik", "5304121708900001", "Contoh Pemohon", "17 8 1990", "", ())


class Ambush:
    """Counts how often the morning comes to one way, and waits there at the chosen time."""

    def __init__(self, way: str, number: int) -> None:
        self._way, self._left = way, number

    def come_to(self, way: str) -> None:
        """Says ``here`` and waits for the end, if this is the time."""
        if way != self._way:
            return
        self._left -= 1
        if self._left == 0:
            sys.stdout.write(f"{HERE}\n")
            sys.stdout.flush()
            threading.Event().wait()


class AmbushedPrinter:
    """A printer that may lose its computer before or after the paper is out."""

    def __init__(self, printer: Printer, ambush: Ambush) -> None:
        self._printer, self._ambush = printer, ambush

    @property
    def name(self) -> str:
        """The printer's own."""
        return self._printer.name

    @property
    def speaks(self) -> ThermalSettings | None:
        """The printer's own."""
        return self._printer.speaks

    def print_paper(self, paper: bytes, title: str) -> None:
        """Prints; the computer may die on either side of it."""
        self._ambush.come_to(PRINTING)
        self._printer.print_paper(paper, title)
        self._ambush.come_to(PRINTING)


def listen(store: Store, ambush: Ambush) -> None:
    """Lets the ambush see every statement of a transaction, every commit to come, and every one done."""

    def before_statement(statement: str) -> None:
        if not statement.startswith("BEGIN"):
            ambush.come_to(INSIDE)

    borrowed = store._writer.raw_connection()
    driver: Any = borrowed.driver_connection
    driver.set_trace_callback(before_statement)
    borrowed.close()
    store.subscribe(lambda _changed: ambush.come_to(AFTER))


def play(store: Store, printer: Printer) -> None:
    """Finishes what the last morning left, then serves some people from F8 to F6."""
    if store.read(lambda connection: open_day_number(connection, store.site.code)) is None:
        store.write(lambda work: days.open_day(work, OFFICER, DAY))
    _finish_what_was_left(store)
    print_all(store, printer)
    for _ in range(TICKETS):
        _serve_one(store, printer)


def _finish_what_was_left(store: Store) -> None:
    screen = store.read(
        lambda connection: counter_screen(
            connection, catalogue=store.catalogue, site=store.site, counter=3, now_ms=store.clock()
        )
    )
    current = screen.current
    if current is None:
        return
    if current.state == "called":
        store.write(lambda work: serving.start_serving(work, OFFICER, current.ticket_id))
    store.write(lambda work: serving.finish(work, OFFICER, current.ticket_id))


def _serve_one(store: Store, printer: Printer) -> None:
    store.write(lambda work: issuing.issue_ticket(work, OFFICER, service="B02"))
    print_all(store, printer)
    ticket_id = store.write(lambda work: calling.call_next(work, OFFICER)).ticket_id
    store.write(lambda work: serving.start_serving(work, OFFICER, ticket_id))
    store.write(lambda work: applications.check_requirement(work, OFFICER, ticket_id, 1, "present"))
    store.write(lambda work: applications.answer_condition(work, OFFICER, ticket_id, 2, applies=False))
    store.write(lambda work: applications.answer_condition(work, OFFICER, ticket_id, 3, applies=False))
    store.write(lambda work: applications.submit_papers(work, OFFICER, ticket_id, _FORM))
    print_all(store, printer)
    store.write(lambda work: serving.finish(work, OFFICER, ticket_id))


def main() -> None:
    """One morning, ambushed."""
    folder, way, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    ambush = Ambush(way, number)
    store = open_store(folder)
    listen(store, ambush)
    play(store, AmbushedPrinter(folder_printer(store), ambush))
    store.close()


if __name__ == "__main__":
    main()
