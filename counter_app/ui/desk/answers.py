"""What is told after an act."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.entry import EntryRef


@dataclass(frozen=True, slots=True)
class Answer:
    """One sentence for the toast; with ``undo`` F12 takes the act back."""

    sentence: str
    undo: EntryRef | tuple[EntryRef, ...] | None = None
    """The entry, or all that one step wrote, the newest first."""
    is_act: bool = True
    """Something was done; False = it only says something, and what F12 takes back stays the same."""
