"""The PIN of who acts on the command line: given, from the environment, or typed."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from counter_app.domain.errors import Refused

PIN_ENV = "COUNTER_APP_PIN"


def add_officer(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Adds who acts, and how they show it."""
    made.add_argument("--officer", required=True, metavar="CODE", help="code of the officer who acts")
    made.add_argument(
        "--pin", metavar="PIN", help=f"the officer's PIN (better: in the environment as {PIN_ENV})"
    )
    return made


def pin_of(asked: argparse.Namespace) -> str:
    """The PIN. Raises Refused("pin_needed", variable=…) where nobody can type it."""
    named = asked.pin or os.environ.get(PIN_ENV)
    if named:
        return str(named)
    if not sys.stdin.isatty():
        raise Refused("pin_needed", variable=PIN_ENV)
    return getpass.getpass("PIN: ")
