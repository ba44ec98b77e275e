"""Putting the key from a recovery sheet back in force."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from counter_app.db.connection import READER_PRAGMAS, opened
from counter_app.db.key import KEY_BYTES, StationKeys, new_keys, read_keys, write_keys
from counter_app.db.store import DATABASE, locked
from counter_app.domain.errors import Refused, Unavailable
from counter_app.settings import read_station

_DIGITS = frozenset("0123456789abcdef")
_GROUP = 4


def key_from_text(text: str) -> bytes:
    """The key as it was typed or scanned: hexadecimal digits, with any spaces, dashes and line ends between.

    Raises Refused("key_sign", place=…) with the number of the group, never with what was typed, and
    Refused("key_length", n=…, needed=…).
    """
    typed = "".join(text.split()).replace("-", "").lower()
    for place, sign in enumerate(typed):
        if sign not in _DIGITS:
            raise Refused("key_sign", place=place // _GROUP + 1)
    if len(typed) != 2 * KEY_BYTES:
        raise Refused("key_length", n=len(typed), needed=2 * KEY_BYTES)
    return bytes.fromhex(typed)


def restore_key(folder: Path, key: bytes) -> StationKeys:
    """Writes a new key file around the database's key; the station goes on as a new replica.

    The former signing key may be in other hands, so it is never made anew.
    Raises Refused("key_in_force") where the key file holds this key already, Refused("key_does_not_fit"),
    Refused("not_initialised"), Refused("already_running") and Unavailable for the disk's faults.
    """
    read_station(folder)
    if not (folder / DATABASE).is_file():
        raise Unavailable("database_missing", folder=str(folder))
    lock = locked(folder)
    try:
        _refuse_needless(folder, key)
        _refuse_other(folder / DATABASE, key)
        keys = new_keys(key)
        write_keys(folder, keys)
    finally:
        lock.release()
    return keys


def _refuse_needless(folder: Path, key: bytes) -> None:
    with suppress(Unavailable):
        if read_keys(folder).database == key:
            raise Refused("key_in_force", folder=str(folder))


def _refuse_other(database: Path, key: bytes) -> None:
    try:
        opened(database, key, READER_PRAGMAS).close()
    except Unavailable as error:
        if error.code == "wrong_key":
            raise Refused("key_does_not_fit") from error
        raise
