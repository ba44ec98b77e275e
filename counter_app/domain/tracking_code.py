"""Codes with which people follow their ticket or application: random, short, typed without mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable

from counter_app.domain.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: without I, L, O (read as 1, 1, 0) and U."""
PAYLOAD = 12
LENGTH = PAYLOAD + 1
RANDOM_BITS = 5 * PAYLOAD
READ_AS = str.maketrans("OIL", "011")
BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]+")

RandomBits = Callable[[int], int]
"""Gives so many random bits as a number: ``secrets.randbits``."""


def new_code(random_bits: RandomBits) -> str:
    """Draw 60 random bits and add the check character; never derived from identity."""
    value = random_bits(RANDOM_BITS)
    payload = "".join(ALPHABET[value >> shift & 31] for shift in range(RANDOM_BITS - 5, -1, -5))
    return payload + check_character(payload)


def check_character(payload: str) -> str:
    """Compute Luhn mod 32: from the right every second value is doubled, beginning with the last.

    It finds every single wrong character and every swap of neighbours but 0 with Z.
    """
    total = 0
    for place, character in enumerate(reversed(payload)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def parse_code(text: str) -> str:
    """Read a code as people type it: any case, with spaces or dashes, O for 0, I or L for 1.

    Raises Refused: ``code_length`` (n = characters typed, of 13), ``code_check`` (mistyped).
    """
    code = BETWEEN.sub("", text).upper().translate(READ_AS)
    if len(code) != LENGTH:
        raise Refused("code_length", n=len(code))
    if any(character not in ALPHABET for character in code):
        raise Refused("code_check")
    if check_character(code[:PAYLOAD]) != code[PAYLOAD]:
        raise Refused("code_check")
    return code


def grouped(code: str) -> str:
    """Write a code for eyes: "7K3M-9QXT-2HBD-J"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def spelled(code: str, words: str) -> tuple[tuple[str, ...], ...]:
    """Write a code for the ear, in the same groups: "4 empat", "T Timor".

    ``words``: one for each sign of ``ALPHABET``, in that order, with blanks between.
    """
    named = dict(zip(ALPHABET, words.split(), strict=True))
    said = [f"{sign} {named[sign]}" for sign in code]
    return tuple(tuple(said[start : start + 4]) for start in range(0, len(said), 4))


def tracking_url(base: str, code: str, revision: int = 0) -> str:
    """Write what the QR holds: "<base>/t/<code>", or the code alone where a site has no public base.

    A corrected paper ends in its revision ("/1"), so that scanning an older print is noticed (DESIGN 7).
    """
    address = f"{base.rstrip('/')}/t/{code}" if base else code
    return f"{address}/{revision}" if revision else address
