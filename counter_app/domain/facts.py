"""Typed looks into an entry's body: a senseless value becomes an anomaly, never an exception further up."""

from __future__ import annotations

import json
from datetime import date

_TEXT_LIMIT = 500
_INT32 = 2**31 - 1
_INT64 = 2**63 - 1


class SenselessError(Exception):
    """An entry that a reducer can't use; the fold turns it into an anomaly with this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Facts:
    """The body of one entry, read with type, length and range."""

    __slots__ = ("_values",)

    def __init__(self, body: str) -> None:
        try:
            values = json.loads(body)
        except (ValueError, RecursionError):
            raise SenselessError("body_unreadable") from None
        if not isinstance(values, dict):
            raise SenselessError("body_unreadable")
        self._values: dict[str, object] = values

    def text(self, key: str, *, limit: int = _TEXT_LIMIT) -> str:
        """A string of at most ``limit`` characters; absent = empty."""
        return checked_text(self._values.get(key, ""), key, limit=limit)

    def texts(self, *, limit: int = _TEXT_LIMIT) -> dict[str, str]:
        """All values, where every one of them must be a string."""
        return {
            checked_text(key, "texts", limit=limit): checked_text(value, "texts", limit=limit)
            for key, value in self._values.items()
        }

    def whole(self, key: str, *, low: int = 0, high: int = _INT32) -> int:
        """A whole number between ``low`` and ``high``."""
        return checked_whole(self._values.get(key), key, low=low, high=high)

    def whole_or_none(self, key: str, *, low: int = 0, high: int = _INT64) -> int | None:
        """A whole number, or None where it is absent or null."""
        return None if self._values.get(key) is None else self.whole(key, low=low, high=high)

    def day_or_none(self, key: str) -> int | None:
        """A day of the calendar as yyyymmdd, or None where it is absent or null."""
        number = self.whole_or_none(key, low=1_01_01, high=9999_12_31)
        if number is not None:
            try:
                date(number // 10_000, number // 100 % 100, number % 100)
            except ValueError:
                raise SenselessError(f"bad_{key}") from None
        return number

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._values.get(key)
        if not isinstance(value, bool):
            raise SenselessError(f"bad_{key}")
        return value

    def id(self, key: str) -> bytes:
        """16 bytes written as 32 hexadecimal digits."""
        found = self.id_or_none(key)
        if found is None:
            raise SenselessError(f"bad_{key}")
        return found

    def id_or_none(self, key: str) -> bytes | None:
        """16 bytes, or None where absent or null."""
        value = self._values.get(key)
        return None if value is None else checked_id(value, key)

    def value(self, key: str) -> object:
        """Whatever stands there, unchecked; None where nothing does."""
        return self._values.get(key)

    def rows(self, key: str, *, limit: int = 200) -> list[list[object]]:
        """A list of lists; absent = empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or len(value) > limit:
            raise SenselessError(f"bad_{key}")
        if not all(isinstance(row, list) for row in value):
            raise SenselessError(f"bad_{key}")
        return value

    def numbers(self, key: str, *, limit: int = 200) -> list[int]:
        """A list of small whole numbers; absent = empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or len(value) > limit:
            raise SenselessError(f"bad_{key}")
        if not all(type(item) is int and 0 <= item <= _INT32 for item in value):
            raise SenselessError(f"bad_{key}")
        return value


def checked_text(value: object, key: str, *, limit: int = _TEXT_LIMIT) -> str:
    """A value as a string that every database can store."""
    if not isinstance(value, str) or len(value) > limit or "\x00" in value:
        raise SenselessError(f"bad_{key}")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise SenselessError(f"bad_{key}") from None
    return value


def checked_whole(value: object, key: str, *, low: int = 0, high: int = _INT32) -> int:
    """A value as a whole number between ``low`` and ``high``; true and false are none."""
    if type(value) is not int or not low <= value <= high:
        raise SenselessError(f"bad_{key}")
    return value


def checked_id(value: object, key: str) -> bytes:
    """A value as 16 bytes, written as 32 hexadecimal digits."""
    try:
        raw = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        raw = b""
    if len(raw) != 16:  # noqa: PLR2004  an id has 16 bytes
        raise SenselessError(f"bad_{key}")
    return raw
