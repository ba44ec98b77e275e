"""How the command line answers: a line for people, or JSON for programs."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import CounterError


def told(error: CounterError) -> str:
    """The sentence for a refusal or failure. Its words live with the screens'."""
    try:
        from counter_app.app.words import spoken  # noqa: PLC0415  Qt may be unable to load; then the code must do
    except ImportError:
        return str(error)
    return spoken(error)


def answer(values: Mapping[str, Any], line: str, *, as_json: bool) -> None:
    """Prints what was done."""
    print(json.dumps(plain(dict(values)), ensure_ascii=False, indent=2) if as_json else line)


def plain(value: Any) -> Any:
    """A value of ours as JSON knows it."""
    if isinstance(value, EntryRef):
        return {"replica": value.replica_id.hex(), "seq": value.seq}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, UUID) else value


def say(line: str) -> None:
    """One line on the way, beside the answer."""
    print(line, file=sys.stderr)
