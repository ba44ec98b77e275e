"""The search of services by everyday words, all in memory."""

from __future__ import annotations

import csv
from functools import partial

from bench.figures import Table, Times
from bench.start import ROOT
from counter_app.db.queries.service_search import ServiceSearch
from counter_app.operations.catalogue import read_catalogue
from counter_app.settings import resource

PHRASES = ROOT / "tests" / "queries" / "vectors" / "phrases.csv"


def search(rounds: int) -> Table:
    """Every phrase of the tests, and each as it is typed letter by letter."""
    catalogue = read_catalogue(resource("catalogue"))
    building, whole, letters = Times(), Times(), Times()
    finder = building.measure(lambda: ServiceSearch(catalogue))
    phrases = _phrases()
    for _ in range(rounds):
        for phrase in phrases:
            whole.measure(partial(finder.find, phrase))
            for end in range(1, len(phrase)):
                letters.measure(partial(finder.find, phrase[:end]))
    rows = (("built once a start", building), ("a whole phrase", whole), ("at each letter typed", letters))
    return Table(
        f"Search among {len(catalogue.services)} services",
        f"{len(phrases)} everyday phrases, each whole and at every letter on the way.",
        ("what", "n", "p50 ms", "p95 ms"),
        tuple((what, f"{times.n:,}", f"{times.p50:.2f}", f"{times.p95:.2f}") for what, times in rows),
    )


def _phrases() -> list[str]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file)][1:]
