"""Every word on a screen by its key: ``text("cmd.call_next")``, ``text("rail.minutes", n=6)``.

How to add a key
----------------
1. Write it into the file of its area in ``resources/i18n/*.toml``: the table is the part before the dot,
   ``call_next = { id = "Panggil berikutnya", en = "Call next" }``. Placeholders stand in braces and have the
   same names in both languages. Where English needs two forms, give both: ``en = ["{n} time", "{n} times"]``;
   the form is chosen by ``n``.
2. ``.venv/bin/python tools/compile_translations.py`` makes the ``.ts`` and ``.qm`` files; commit them too.
3. ``pytest tests/ui/test_i18n.py`` says what is forgotten: a key that the code uses and nobody wrote, a
   language or a placeholder that is missing, a ``.qm`` that is out of date.

A key is written out as a literal wherever possible; ``text(f"req.{state}")`` is checked by its beginning.
"""

from __future__ import annotations

import warnings
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from counter_app.settings import resource

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CONTEXT = "counter"
"""Name of the one context in the translation files."""

_TRANSLATOR = "counterTranslator"


class UntranslatedWarning(UserWarning):
    """A key without words, or without a placeholder's value: an error in tests, the key itself on screen."""


class _Words(QTranslator):
    """Words held in memory: a file that is replaced under a running program changes nothing."""

    def __init__(self, compiled: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._compiled = compiled  # Qt reads from it as long as this lives
        self.is_loaded = self.load(compiled)


def load_language(language: Language) -> None:
    """Speak a language from now on; words already on a screen stay until it is drawn anew.

    Raises OSError where the language's file cannot be read.
    """
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a language needs an application")
    translator = _Words(resource(f"i18n/counter_{language}.qm").read_bytes(), app)
    translator.setObjectName(_TRANSLATOR)
    if not translator.is_loaded:
        raise OSError(f"words of language {language} cannot be read")
    for former in app.findChildren(QTranslator, _TRANSLATOR):
        if former is not translator:
            app.removeTranslator(former)
            former.deleteLater()
    app.installTranslator(translator)


def text(key: str, /, **facts: object) -> str:
    """The words of a key in the language in force, with its placeholders filled in.

    The fact ``n`` also chooses between singular and plural.
    """
    words = _words(key, facts.get("n"))
    if words == key:
        warnings.warn(f"no words for {key!r}", UntranslatedWarning, stacklevel=2)
    if not facts and "{" not in words:
        return words
    try:
        return words.format_map(facts)
    except KeyError as missing:
        warnings.warn(f"{key!r} needs {missing}", UntranslatedWarning, stacklevel=2)
        return words


def _words(key: str, count: object) -> str:
    """The form for a count; a key without forms has its one form for every count."""
    if isinstance(count, int):
        words = QCoreApplication.translate(CONTEXT, key, None, count)
        if words != key:
            return words
    return QCoreApplication.translate(CONTEXT, key)


def has_text(key: str) -> bool:
    """Whether the language in force has words for a key."""
    return QCoreApplication.translate(CONTEXT, key) != key
