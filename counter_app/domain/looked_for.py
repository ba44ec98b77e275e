"""What somebody may mean who types into the one field of the finder: nothing is asked, several may fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from counter_app.domain.scanned import ScannedCode, scanned_code

SHORTEST_WORD, SHORTEST_NUMBER = 2, 4
"""Letters of a name's part and digits of a number's beginning: less fits half of everybody."""
LONGEST_TYPED = 120
MOST_WORDS = 6

_TICKET = re.compile(r"([A-Z]{1,2}) ?(?:(\d{1,2})[- ])?0{0,2}([1-9]\d{0,3})")
_APPLICATION = re.compile(r"[A-Z]{3}-[A-Z0-9-]*")
_PAPER = re.compile(rf"(?=.{{{SHORTEST_NUMBER}}})[A-Z]{{0,3}}\d{{3,}}[A-Z0-9]*")
_BETWEEN = re.compile(r"[\s.()/\-\u2010-\u2015]+")
_WORD = re.compile(r"[^\W\d_][\w'\u2019\u02bc.-]*")


@dataclass(frozen=True, slots=True)
class LookedFor:
    """The readings of one text; an empty one was not meant."""

    code: ScannedCode | None = None
    """A good tracking code."""
    ticket: str = ""
    """A printed number, "B012" or "B4-012"."""
    application: str = ""
    """The beginning of an application's number."""
    paper: str = ""
    """The beginning of a NIK or of another paper's number."""
    phone: str = ""
    """The beginning of a phone number as it is stored: 0812…"""
    words: tuple[str, ...] = ()
    """Parts of a name, in any order."""


def looked_for(typed: str) -> LookedFor:
    """All that a text may mean. Total: what means nothing gives nothing.

    >>> looked_for("b12").ticket, looked_for("+62 812-345").phone
    ('B012', '0812345')
    """
    told = normalize("NFC", " ".join(typed[:LONGEST_TYPED].split()))
    capital, compact = told.upper(), _BETWEEN.sub("", told).upper()
    return LookedFor(
        code=scanned_code(told),  # a name of 13 letters may look like one: the other readings stay
        ticket=_ticket(capital),
        application=capital if _APPLICATION.fullmatch(capital) else "",
        paper=compact if _PAPER.fullmatch(compact) else "",
        phone=_phone(compact),
        words=_words(told),
    )


def _ticket(capital: str) -> str:
    found = _TICKET.fullmatch(capital)
    if found is None:
        return ""
    letter, issuer, serial = found.groups()
    return f"{letter}{f'{int(issuer)}-' if issuer else ''}{int(serial):03d}"


def _phone(compact: str) -> str:
    digits = re.sub(r"^(\+62|0062)0?", "0", compact)
    digits = re.sub(r"^(?=8)|^620?(?=8)", "0", digits)
    is_phone = digits.removeprefix("+").isdecimal() and len(digits) >= SHORTEST_NUMBER
    return digits if is_phone and digits.isascii() else ""


def _words(told: str) -> tuple[str, ...]:
    if any(sign.isdecimal() for sign in told):
        return ()
    found = (word.rstrip(".-") for word in _WORD.findall(told))
    return tuple(word for word in found if len(word) >= SHORTEST_WORD)[:MOST_WORDS]
