"""docs/journal.md tells exactly the kinds of entry that the program folds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from counter_app.domain.kinds import KINDS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("` "): cells[1:]
    for cells in (
        line.strip("|").split("|") for line in PAGE.splitlines() if re.match(r"\| `\w+\.\w+`", line)
    )
}
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("counter_app/operations/*.py")}
RECORDED = frozenset(
    found for source in SOURCES.values() for found in re.findall(r'"([a-z]+\.[a-z_]+)"', source)
) & frozenset(KINDS)


def test_the_page_tells_every_kind_and_no_other() -> None:
    assert set(ROWS) == set(KINDS)


def test_every_kind_is_written_by_an_operation() -> None:
    assert set(KINDS) == RECORDED


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_who_writes_a_kind_exists(kind: str) -> None:
    for module, function in re.findall(r"`(\w+)\.(\w+)`", ROWS[kind][3]):
        assert f"def {function}(" in SOURCES[module]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_a_kind_changes_is_what_folds_it(kind: str) -> None:
    told = set(
        re.findall(
            r"(?:^|; )(day|shift|counter|pin|visit|ticket|application|identity|incident|authority|extra):",
            ROWS[kind][4].strip(),
        )
    )
    named = {"identity" if name == "extra" else name for name in told}

    assert named == {aggregate.name for aggregate in KINDS[kind]}
