"""Pages made smaller for the way: a third of the bytes for a tenth of a millisecond."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

import zstandard

PACKINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda plain: zstandard.ZstdCompressor(level=3).compress(plain),
    "gzip": lambda plain: gzip.compress(plain, 4, mtime=0),
}
"""The best first; what a browser does not name it does not get (RFC 9110, 12.5.3)."""


def chosen_packing(accept_encoding: str) -> str:
    """Which of PACKINGS a browser takes; empty = none."""
    taken = {_taken(part) for part in accept_encoding[:200].lower().split(",")}
    return next((name for name in PACKINGS if name in taken), "")


def _taken(part: str) -> str:
    name, _, weight = part.partition(";")
    is_refused = weight.strip().removeprefix("q=").strip("0.") == "" and bool(weight)
    return "" if is_refused else name.strip()


def packed(text: str, packing: str) -> bytes:
    """The page as it travels."""
    return PACKINGS[packing](text.encode())
