"""No code is raised anywhere without a sentence, and every sentence finds its facts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from counter_app.domain.errors import Refused, Unavailable
from counter_app.ui.i18n import LANGUAGES, Language, load_language
from counter_app.ui.messages import _KEYS, field_sentence, problem, sentence
from tools.compile_translations import read_entries

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = read_entries()


@dataclass(frozen=True)
class Raised:
    """One place that raises a code."""

    where: str
    code: str
    facts: frozenset[str] | None
    """Names of the facts; None where they are handed on as a mapping."""


def raised_codes() -> Iterator[Raised]:
    for path in sorted((ROOT / "counter_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in {"Refused", "Unavailable"} and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                names = [keyword.arg for keyword in node.keywords]
                facts = None if None in names else frozenset(name for name in names if name)
                yield from (Raised(where, code, facts) for code in _codes(node.args[0]))


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _codes(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.IfExp(body=body, orelse=orelse):
            return _codes(body) + _codes(orelse)
        case _:
            return []


def needed(code: str) -> set[str]:
    keys = [f"message.{code}.what", f"message.{code}.do", f"error.{code}"]
    words = [form for key in keys if key in ENTRIES for form in ENTRIES[key].forms["id"]]
    return {name for line in words for _, name, _, _ in Formatter().parse(line) if name}


def has_sentence(code: str) -> bool:
    return {f"message.{code}.what", f"message.{code}.do"} <= set(ENTRIES) or f"error.{code}" in ENTRIES


def test_every_code_in_the_program_has_a_sentence() -> None:
    assert [f"{it.where}: {it.code}" for it in raised_codes() if not has_sentence(it.code)] == []


def test_every_sentence_finds_the_facts_it_names() -> None:
    poor = [
        f"{it.where}: {it.code} lacks {sorted(needed(it.code) - it.facts)}"
        for it in raised_codes()
        if it.facts is not None and not needed(it.code) <= it.facts
    ]
    assert poor == []


def test_the_walk_through_the_program_finds_its_codes() -> None:
    assert {"nobody_waiting", "wrong_key", "catalogue_broken"} <= {it.code for it in raised_codes()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_what_happened_and_what_to_do(language: Language) -> None:
    load_language(language)
    for key in ENTRIES:
        code = key.split(".")[1]
        if key.startswith("message.") and key.endswith(".what") and "generic" not in key:
            facts = dict.fromkeys(needed(code) - {"code"}, "X")
            told = sentence(Refused(code, **facts))
            assert told.title.endswith(".")
            assert told.action.endswith(".")
            assert "{" not in told.sentence


def test_a_key_is_named_only_where_its_sentence_names_it() -> None:
    for code, key in _KEYS.items():
        facts = dict.fromkeys(needed(code), "X")
        told = sentence(Refused(code, **facts))
        assert told.key == key
        assert key in told.sentence or code == "counter_busy"


def test_an_unknown_code_gets_a_calm_general_sentence() -> None:
    told = sentence(Refused("never_heard_of", number=3))
    assert told.title == "Permintaan ini tidak dapat dijalankan."
    assert "never_heard_of" in told.action
    assert sentence(Unavailable("never_heard_of")).title.startswith("Ada bagian komputer")


def test_what_is_wrong_with_a_field_is_one_sentence() -> None:
    assert field_sentence("nik_length", {"n": 14}) == "NIK harus 16 angka. Baru 14 angka."
    assert field_sentence("never_heard_of", {}) == "Periksa isian ini."
    assert sentence(Refused("birth_date", text="31 1980")).sentence == (
        "Isi tanggal lahir, contoh 31 3 1980."
    )


def test_days_and_lists_are_told_in_words() -> None:
    told = sentence(Refused("day_goes_back", last=date(2026, 11, 23), wanted=date(2026, 11, 20)))
    assert told.title == "Tanggal 20 November 2026 lebih awal dari hari kerja terakhir, 23 November 2026."
    assert "nomor 2, 5" in sentence(Refused("checklist_open", numbers=(2, 5), n=2)).title


def test_a_trouble_that_a_row_names_has_its_message() -> None:
    assert problem("disk_full").title.startswith("Disk penuh")
