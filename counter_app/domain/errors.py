"""The two kinds of failure that people hear about; everything else is our mistake."""

from __future__ import annotations


class CounterError(Exception):
    """Base of what is told to people: a code and its facts, never a sentence.

    The sentence for a code is made in ``ui/messages.py`` (and in the pages' templates).
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({told})"


class Refused(CounterError):
    """A rule says no. Raised by domain and operations; nothing has been written."""


class Unavailable(CounterError):
    """The surroundings fail: disk, printer, key store, a second process. Work done so far is kept."""
