"""docs/faults.md tells of all 48 scenarios, and names tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
ROWS = {
    int(number): [cell.strip() for cell in rest.strip("|").split("|")]
    for number, rest in re.findall(r"^\| (\d+) \|(.*)$", PAGE, re.MULTILINE)
}
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
GAPS = ("Belum", "Needs ", "Not built")
AT_LEAST = 46
"""Rows that name a test; this only grows."""


@cache
def known_in(file: str) -> frozenset[str]:
    """What pytest would find in a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_page_has_a_row_for_each_scenario_and_no_other() -> None:
    assert sorted(ROWS) == list(range(1, 49))
    assert len(re.findall(r"^\| \d+ \|", PAGE, re.MULTILINE)) == 48


@pytest.mark.parametrize("number", sorted(ROWS))
def test_a_row_names_tests_that_exist_or_says_why_there_is_none(number: int) -> None:
    _, _, shown_by = ROWS[number]

    named = NAMED.findall(shown_by)

    assert [f"{file}::{name}" for file, name in named if name not in known_in(file)] == []
    assert bool(named) != shown_by.startswith(GAPS)
    assert named == [] or NAMED.sub("", shown_by).strip() == ""


def test_every_test_that_the_page_names_exists() -> None:
    assert [f"{file}::{name}" for file, name in NAMED.findall(PAGE) if name not in known_in(file)] == []


def test_most_rows_name_a_test() -> None:
    assert sum(bool(NAMED.search(row[-1])) for row in ROWS.values()) >= AT_LEAST
