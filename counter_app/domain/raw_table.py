"""Typed reading of what a TOML or CSV file holds: every refusal names file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from counter_app.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class BrokenReason(StrEnum):
    """Why a catalogue or site file was refused; the sentence for each is made in ui/messages.py."""

    NOT_READABLE = "not_readable"
    """No TOML, CSV or JSON that can be parsed."""
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    UNKNOWN_VALUE = "unknown_value"
    DUPLICATE = "duplicate"
    BAD_LETTER = "bad_letter"
    """Not one capital letter, or I or O, which read as 1 and 0."""
    BAD_CODE = "bad_code"
    BAD_DATE = "bad_date"
    BAD_HOURS = "bad_hours"
    BAD_ADDRESS = "bad_address"
    BAD_PIN_HASH = "bad_pin_hash"
    """Not an argon2id hash."""
    BAD_CONDITION = "bad_condition"
    """A conditional requirement without a condition, or the other way round."""
    UNKNOWN_AGENCY = "unknown_agency"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_QUEUE = "unknown_queue"
    UNKNOWN_COUNTER = "unknown_counter"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    CIRCLE = "circle"
    """Services that would have to come before themselves."""
    UNSERVED_QUEUE = "unserved_queue"
    """No counter serves it: its tickets would wait for ever."""


LARGEST = 1_000_000_000_000
"""No number in these files is larger: a million million rupiah, and safe in every column and JSON reader."""


def broken(file: str, key: str, reason: BrokenReason, value: object = "") -> Refused:
    """Make the one refusal for all that is wrong with a catalogue or site file."""
    return Refused("catalogue_broken", file=file, key=key, reason=str(reason), value=str(value))


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a parsed file, with the way to it for refusals."""

    file: str
    path: str
    """Where the table lies in the file: "service[B06].requirement[2]"; empty at the top."""
    values: Mapping[str, object]

    def key(self, name: str) -> str:
        """Give the whole way to one value."""
        return f"{self.path}.{name}" if self.path else name

    def broken(self, name: str, reason: BrokenReason, value: object = "") -> Refused:
        """Make the refusal for one value of this table."""
        return broken(self.file, self.key(name), reason, value)

    def only(self, allowed: Collection[str]) -> None:
        """Refuse a key that nobody reads: a slip of the pen would else be lost in silence."""
        for name in self.values:
            if name not in allowed:
                raise self.broken(name, BrokenReason.UNKNOWN_KEY)

    def text(self, name: str, default: str | None = None) -> str:
        """Read a string; without a default it must be there and not blank."""
        if default is not None and name not in self.values:
            return default
        value = self._present(name)
        if not isinstance(value, str):
            raise self.broken(name, BrokenReason.WRONG_TYPE, value)
        if default is None and not value.strip():
            raise self.broken(name, BrokenReason.EMPTY)
        return value

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """Read a string that must be one of the words of the house."""
        value = self.text(name)
        if value not in allowed:
            raise self.broken(name, BrokenReason.UNKNOWN_VALUE, value)
        return value

    def whole(self, name: str, *, minimum: int, maximum: int = LARGEST, default: int | None = None) -> int:
        """Read a whole number between minimum and maximum, both allowed."""
        if default is not None and name not in self.values:
            return default
        value = self._present(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.broken(name, BrokenReason.WRONG_TYPE, value)
        if value < minimum:
            raise self.broken(name, BrokenReason.TOO_SMALL, value)
        if value > maximum:
            raise self.broken(name, BrokenReason.TOO_LARGE, value)
        return value

    def truth(self, name: str) -> bool:
        """Read true or false."""
        value = self._present(name)
        if not isinstance(value, bool):
            raise self.broken(name, BrokenReason.WRONG_TYPE, value)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of strings, none of them blank; a missing list is empty."""
        values = self._list(name)
        for value in values:
            if not isinstance(value, str):
                raise self.broken(name, BrokenReason.WRONG_TYPE, value)
            if not value.strip():
                raise self.broken(name, BrokenReason.EMPTY)
        return tuple(str(value) for value in values)

    def table(self, name: str) -> RawTable:
        """Read a table inside this one; a missing table is empty."""
        value = self.values.get(name, {})
        if not isinstance(value, Mapping):
            raise self.broken(name, BrokenReason.WRONG_TYPE, value)
        return RawTable(self.file, self.key(name), value)

    def tables(self, name: str, named_by: str = "") -> tuple[RawTable, ...]:
        """Read a list of tables; ``named_by`` puts that value's text instead of the place into the way."""
        found = []
        for place, value in enumerate(self._list(name), start=1):
            if not isinstance(value, Mapping):
                raise self.broken(f"{name}[{place}]", BrokenReason.WRONG_TYPE, value)
            found.append(RawTable(self.file, self.key(f"{name}[{value.get(named_by, place)}]"), value))
        return tuple(found)

    def _present(self, name: str) -> object:
        if name not in self.values:
            raise self.broken(name, BrokenReason.MISSING)
        return self.values[name]

    def _list(self, name: str) -> Sequence[object]:
        value = self.values.get(name, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.broken(name, BrokenReason.WRONG_TYPE, value)
        return value


def required_tables(table: RawTable, name: str, named_by: str = "") -> tuple[RawTable, ...]:
    """Read a list of tables that must hold at least one."""
    found = table.tables(name, named_by)
    if not found:
        raise table.broken(name, BrokenReason.MISSING)
    return found


def refuse_repeats(tables: Iterable[RawTable], name: str) -> None:
    """Refuse the second table with the same value under one key."""
    seen: set[str] = set()
    for table in tables:
        value = table.values.get(name)
        if repr(value) in seen:
            raise table.broken(name, BrokenReason.DUPLICATE, value)
        seen.add(repr(value))
