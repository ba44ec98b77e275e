"""Make ``resources/i18n/counter_<language>.ts`` and ``.qm`` from the ``.toml`` files beside them.

Run it after every change of a ``.toml``; the tests compare all three.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "i18n"
LANGUAGES = ("id", "en")
CONTEXT = "counter"


class Entry(NamedTuple):
    """The words of one key: one form, or several where the language has a plural."""

    forms: dict[str, tuple[str, ...]]

    @property
    def has_plural(self) -> bool:
        """Whether any language tells singular and plural apart."""
        return any(len(forms) > 1 for forms in self.forms.values())


def read_entries(folder: Path = FOLDER) -> dict[str, Entry]:
    """Key -> words, over all ``.toml`` files; raises ValueError for a key written twice."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, words in _leaves("", tomllib.loads(path.read_text("utf-8"))):
            if key in entries:
                raise ValueError(f"{path.name}: {key} is written twice")
            entries[key] = Entry({language: _forms(words[language]) for language in words})
    return entries


def render_ts(entries: dict[str, Entry], language: str) -> str:
    """The Qt translation source of one language."""
    messages = "".join(_message(key, entry, language) for key, entry in sorted(entries.items()))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        f'<TS version="2.1" language="{language}">\n<context>\n    <name>{CONTEXT}</name>\n'
        f"{messages}</context>\n</TS>\n"
    )


def main() -> int:
    """Write the files; the exit code is that of ``lrelease``."""
    entries = read_entries()
    for language in LANGUAGES:
        source = FOLDER / f"counter_{language}.ts"
        source.write_text(render_ts(entries, language), "utf-8", newline="\n")
        # Qt maps a .qm into memory: one that is written over kills every program that has it open
        part = source.with_suffix(".qm.part")
        command = [str(_lrelease()), "-silent", str(source), "-qm", str(part)]
        code = subprocess.run(command, check=False).returncode
        if code:
            return code
        part.replace(source.with_suffix(".qm"))
    print(f"{len(entries)} keys in {len(LANGUAGES)} languages")
    return 0


def _lrelease() -> Path:
    name = "pyside6-lrelease.exe" if sys.platform == "win32" else "pyside6-lrelease"
    return Path(sys.executable).parent / name


def _leaves(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key with its words: the innermost tables are those of the languages."""
    for name, inner in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if set(inner) & set(LANGUAGES):
            yield key, inner
        else:
            yield from _leaves(key, inner)


def _forms(words: str | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _message(key: str, entry: Entry, language: str) -> str:
    forms = entry.forms[language]
    if not entry.has_plural:
        return (
            f"    <message>\n        <source>{key}</source>\n"
            f"        <translation>{escape(forms[0])}</translation>\n    </message>\n"
        )
    plural_forms = _plural_forms(forms, language)
    numerus = "".join(f"            <numerusform>{escape(form)}</numerusform>\n" for form in plural_forms)
    return (
        f'    <message numerus="yes">\n        <source>{key}</source>\n'
        f"        <translation>\n{numerus}        </translation>\n    </message>\n"
    )


def _plural_forms(forms: tuple[str, ...], language: str) -> tuple[str, ...]:
    wanted = 1 if language == "id" else 2
    return forms if len(forms) == wanted else forms * wanted


if __name__ == "__main__":
    sys.exit(main())
