"""What a scanner reads from our papers: a tracking code, bare or at the end of an address (DESIGN 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counter_app.domain.errors import Refused
from counter_app.domain.tracking_code import LENGTH, parse_code

LONGEST_SCAN = 300
"""Characters of an address and its code; more is nothing of ours."""

_SCAN = re.compile(r"(?:https?://\S+/t/|)([0-9A-Za-z-]{13,20})(?:/(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """One of our codes, and which correction the paper is that it stands on."""

    code: str
    """13 characters without dashes."""
    correction: int = 0
    """The ending "/1" of a corrected paper; 0 = a first print."""

    def is_replaced_by(self, newest: int) -> bool:
        """Whether a newer paper than this one is in force; ``newest`` is the application's correction."""
        return self.correction < newest


def scanned_code(text: str) -> ScannedCode | None:
    """The code in what was scanned or pasted; None where it is none of ours or was misread.

    An ending is read where the code stands bare too: a site without a public address prints it so.
    """
    found = _SCAN.fullmatch(text.strip()) if len(text) <= LONGEST_SCAN else None
    if found is None or len(found[1].replace("-", "")) != LENGTH:
        return None
    try:
        return ScannedCode(parse_code(found[1]), int(found[2] or 0))
    except Refused:
        return None
