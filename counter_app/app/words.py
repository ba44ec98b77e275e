"""Sentences without a window: for the command line, in the same words as on the screens."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication

from counter_app.domain.errors import CounterError
from counter_app.ui.i18n import load_language, text
from counter_app.ui.messages import sentence

_LANGUAGE_ENV = "COUNTER_APP_LANG"


def spoken(error: CounterError) -> str:
    """What happened and what to do, in Indonesian or the language of COUNTER_APP_LANG."""
    _speak()
    return sentence(error).sentence


def worded(key: str, /, **facts: object) -> str:
    """The words of a key, in the same language."""
    _speak()
    return text(key, **facts)


def _speak() -> None:
    application = QCoreApplication.instance() or QCoreApplication([])
    if application.property("speaks") is None:
        load_language("en" if os.environ.get(_LANGUAGE_ENV) == "en" else "id")
        application.setProperty("speaks", True)
