"""Codes become sentences: what happened, what to do, with which key. The only place that does so.

How to add a code
-----------------
Give it its table in ``resources/i18n/messages.toml``: ``[message.<code>]`` with ``what`` and ``do``, in both
languages, then run ``tools/compile_translations.py``. What is wrong with one field is one sentence:
``error.<code>`` in ``counter.toml``. Facts stand in braces under the names with which the code is raised.
A key that solves the matter is named in ``_KEYS`` here. ``tests/ui/test_messages.py`` walks the source and
names every code without a sentence; at run time such a code gets a calm general one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import CounterError, Unavailable
from counter_app.ui.figures import date_in_words
from counter_app.ui.i18n import has_text, text

_KEYS = {
    "call_limit_reached": "F4",
    "counter_busy": "F6",
    "cover_open": "F9",
    "folder_failed": "F9",
    "folder_full": "F9",
    "line_lost": "F9",
    "nobody_waiting": "F8",
    "not_your_ticket": "F2",
    "number_unknown": "F8",
    "paper_out": "F9",
    "press_over": "F2",
    "printer_error": "F9",
    "printer_failed": "F9",
    "printer_missing": "F9",
    "printer_offline": "F9",
    "printer_silent": "F9",
    "printer_stuck": "F9",
    "ticket_ended": "F8",
    "ticket_not_called": "F2",
    "ticket_not_cancellable": "F6",
    "ticket_not_serving": "F5",
    "ticket_of_another_day": "F8",
    "ticket_unknown": "F8",
}
"""Code -> the key that its sentence names."""


@dataclass(frozen=True, slots=True)
class Message:
    """What an officer is told."""

    code: str
    title: str
    """What happened, a full sentence."""
    action: str
    """What to do; empty where the title says it."""
    key: str
    """The key that does it, or empty."""

    @property
    def sentence(self) -> str:
        """Both in one line, for a toast."""
        return f"{self.title} {self.action}".strip()


def sentence(error: CounterError) -> Message:
    """The message for what was refused or is unavailable."""
    facts = error.facts
    if has_text(f"message.{error.code}.what"):
        return _message(error.code, f"message.{error.code}", facts)
    if has_text(f"error.{error.code}"):
        return Message(error.code, field_sentence(error.code, facts), "", "")
    general = "generic_unavailable" if isinstance(error, Unavailable) else "generic_refused"
    return _message(error.code, f"message.{general}", {"code": error.code})


def problem(code: str, **facts: object) -> Message:
    """The message for a trouble of the surroundings that a row names by its code (a printer's)."""
    return sentence(Unavailable(code, **facts))


def field_sentence(code: str, facts: Mapping[str, object]) -> str:
    """What is wrong with one field, in one sentence that says what to write."""
    if has_text(f"error.{code}"):
        return text(f"error.{code}", **_told(facts))
    return text("error.generic")


def _message(code: str, prefix: str, facts: Mapping[str, object]) -> Message:
    told = _told(facts)
    return Message(code, text(f"{prefix}.what", **told), text(f"{prefix}.do", **told), _KEYS.get(code, ""))


def _told(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _words(value) for name, value in facts.items()}


def _words(value: object) -> object:
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, tuple | list):
        return ", ".join(str(item) for item in value)
    return value
