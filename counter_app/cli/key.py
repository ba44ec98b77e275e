"""The recovery sheet of a station's key, and the way back from it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_app.cli.answer import answer, say
from counter_app.cli.station import opened
from counter_app.db.key import KEY_BYTES, read_keys
from counter_app.db.recovery import key_from_text, restore_key
from counter_app.db.store import Store
from counter_app.domain.clock import local_day
from counter_app.domain.errors import Refused, Unavailable


def sheet(asked: argparse.Namespace) -> None:
    """Makes the recovery sheet; only a key that opens the database comes onto paper."""
    with opened(asked) as store:
        pdf = _sheet_of(store)
    _keep_secret(asked.out, pdf)
    answer({"sheet": str(asked.out)}, str(asked.out), as_json=asked.json)


def _sheet_of(store: Store) -> bytes:
    from counter_app.printing.pdf import PaperPress  # noqa: PLC0415  reportlab is loaded when paper is wanted
    from counter_app.printing.recovery import RecoveryFacts  # noqa: PLC0415  see above

    return PaperPress().recovery_sheet(
        RecoveryFacts(
            site=store.site.name,
            kind=store.station.kind,
            counter=store.station.counter,
            day=local_day(store.clock(), ZoneInfo(store.site.zone_name)),
            key=read_keys(store.folder).database,
            replica_id=store.own.replica_id,
        )
    )


def _keep_secret(path: Path, pdf: bytes) -> None:
    """Readable for its owner only; never over a file that is there, which may be another station's sheet."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
    except FileExistsError as error:
        raise Refused("file_exists", file=str(path)) from error
    except OSError as error:
        raise Unavailable("folder_unusable", folder=str(path.parent), reason=error.strerror) from error


def restore(asked: argparse.Namespace) -> None:
    """Takes the key from the sheet; the station goes on with a new signing key."""
    keys = restore_key(asked.data, key_from_text(_typed()))
    replica = keys.replica_id.hex()
    answer({"replica": replica}, f"key restored, goes on as {replica}", as_json=asked.json)


def _typed() -> str:
    """From standard input, never from the command's own words, which others can read."""
    if not sys.stdin.isatty():
        return sys.stdin.read()
    say("Ketik kunci dari lembar pemulihan, baris demi baris; baris kosong mengakhiri.")
    typed = ""
    while len("".join(typed.split())) < 2 * KEY_BYTES and (line := sys.stdin.readline().strip()):
        typed += f"{line}\n"
    return typed
