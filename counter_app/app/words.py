"""Sentences without a window: for the command line, in the same words as on the screens."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication

from counter_app.domain.errors import CounterError
from counter_app.ui.i18n import load_language
from counter_app.ui.messages import sentence

_LANGUAGE_ENV = "COUNTER_APP_LANG"


def spoken(error: CounterError) -> str:
    """What happened and what to do, in Indonesian or the language of COUNTER_APP_LANG."""
    application = QCoreApplication.instance() or QCoreApplication([])
    if application.property("speaks") is None:
        load_language("en" if os.environ.get(_LANGUAGE_ENV) == "en" else "id")
        application.setProperty("speaks", True)
    return sentence(error).sentence
