"""Every word has its key, every key its words, and the compiled files say what the sources say."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator

from counter_app.ui.i18n import CONTEXT, LANGUAGES, Language, UntranslatedWarning, load_language, text
from tools.compile_translations import FOLDER, read_entries, render_ts

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = read_entries()


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def asked_keys() -> Iterator[tuple[str, str]]:
    """(where, key or the beginning of one ending in ``*``) of every ``text(…)`` in the program."""
    for path in sorted((ROOT / "counter_app").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree) if speaks(tree) else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
                yield from (
                    (f"{path.relative_to(ROOT)}:{node.lineno}", key) for key in literal_keys(node.args[0])
                )


def speaks(tree: ast.Module) -> bool:
    """Whether ``text`` is ours here, and not that of the database's library."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "counter_app.ui.i18n"
        and any(name.name == "text" for name in node.names)
        for node in tree.body
    )


def literal_keys(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.IfExp(body=body, orelse=orelse):
            return literal_keys(body) + literal_keys(orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
            return [f"{beginning}*"]
        case _:
            return []


def test_a_file_replaced_under_a_running_program_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "counter_id.qm"
    copy.write_bytes((FOLDER / "counter_id.qm").read_bytes())
    monkeypatch.setattr("counter_app.ui.i18n.resource", lambda _path: copy)
    load_language("id")
    with copy.open("r+b") as file:
        file.write(bytes(copy.stat().st_size))
    gc.collect()

    assert text("cmd.call_next") == "Panggil berikutnya"
    assert text("rail.times", n=2) == "2 kali"


def test_every_key_that_the_program_asks_for_has_words() -> None:
    missing = [
        f"{where}: {key}"
        for where, key in asked_keys()
        if not (any(known.startswith(key[:-1]) for known in ENTRIES) if key.endswith("*") else key in ENTRIES)
    ]
    assert missing == []


def test_the_walk_through_the_program_finds_its_keys() -> None:
    assert len({key for _, key in asked_keys()}) > 50


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_a_key_has_the_same_placeholders_in_both_languages(key: str) -> None:
    forms = ENTRIES[key].forms
    assert set(forms) == set(LANGUAGES)
    assert all(words.strip() for language in LANGUAGES for words in forms[language])
    wanted = placeholders(forms["id"][0])
    plural = forms["en"][-1]
    assert placeholders(plural) == wanted
    assert placeholders(forms["en"][0]) | {"n"} == wanted | {"n"}


def test_indonesian_has_one_form_and_english_at_most_two() -> None:
    assert {len(entry.forms["id"]) for entry in ENTRIES.values()} == {1}
    assert {len(entry.forms["en"]) for entry in ENTRIES.values()} == {1, 2}


def test_all_words_of_the_pictures_are_there() -> None:
    assert len(ENTRIES) >= 281
    assert ENTRIES["cmd.call_next"].forms == {"id": ("Panggil berikutnya",), "en": ("Call next",)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_source_is_made_of_the_words(language: str) -> None:
    written = (FOLDER / f"counter_{language}.ts").read_text("utf-8")
    assert written == render_ts(ENTRIES, language), "run tools/compile_translations.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_the_source_says(language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"counter_{language}.qm"))
    for key, entry in ENTRIES.items():
        forms = entry.forms[language]
        if entry.has_plural:
            found = tuple(translator.translate(CONTEXT, key, None, n) for n in (1, 2))
            assert found == (forms[0], forms[-1]), "run tools/compile_translations.py"
        else:
            assert translator.translate(CONTEXT, key) == forms[0], "run tools/compile_translations.py"


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("id", 1, "1 kali"),
        ("id", 2, "2 kali"),
        ("en", 1, "1 time"),
        ("en", 0, "0 times"),
        ("en", 12, "12 times"),
    ],
)
def test_english_tells_singular_from_plural(language: Language, count: int, words: str) -> None:
    load_language(language)
    assert text("rail.times", n=count) == words


def test_a_count_does_no_harm_where_there_is_one_form() -> None:
    load_language("en")
    assert text("rail.minutes", n=1) == "1 min"


def test_a_language_can_be_changed_and_changed_back() -> None:
    load_language("en")
    assert text("cmd.finish") == "Finish"
    load_language("id")
    assert text("cmd.finish") == "Selesai"


def test_a_key_without_words_shows_itself_and_warns() -> None:
    with pytest.warns(UntranslatedWarning, match="no words"):
        assert text("cmd.fly") == "cmd.fly"


def test_a_forgotten_placeholder_shows_its_name_and_warns() -> None:
    with pytest.warns(UntranslatedWarning, match="jam|time"):
        assert text("rail.called_at") == "Dipanggil {time}"


def test_no_word_begs_and_no_sign_is_typed() -> None:
    told = " ".join(words for entry in ENTRIES.values() for words in entry.forms["id"])
    assert not re.search(r"\b[Mm]aaf\b", told)
    assert not set("✓⚠→≥✕") & set(told)
