"""Typed looks into an entry's body: a senseless value becomes an anomaly, never an exception further up."""

from __future__ import annotations

import json

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
        value = self._values.get(key, "")
        if not isinstance(value, str) or len(value) > limit or "\x00" in value:
            raise SenselessError(f"bad_{key}")
        if not value.isascii():
            _storable(key, value)
        return value

    def whole(self, key: str, *, low: int = 0, high: int = _INT32) -> int:
        """A whole number between ``low`` and ``high``."""
        value = self._values.get(key)
        if type(value) is not int or not low <= value <= high:
            raise SenselessError(f"bad_{key}")
        return value

    def whole_or_none(self, key: str, *, low: int = 0, high: int = _INT64) -> int | None:
        """A whole number, or None where it is absent or null."""
        return None if self._values.get(key) is None else self.whole(key, low=low, high=high)

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
        if value is None:
            return None
        try:
            raw = bytes.fromhex(value) if isinstance(value, str) else b""
        except ValueError:
            raw = b""
        if len(raw) != 16:  # noqa: PLR2004  an id has 16 bytes
            raise SenselessError(f"bad_{key}")
        return raw

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


def _storable(key: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise SenselessError(f"bad_{key}") from None
