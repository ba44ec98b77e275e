"""In which order the papers demand the services of a visit: first who gives a paper, then who asks for it."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from counter_app.domain.catalogue import Chain


def in_paper_order(services: Iterable[str], chains: Iterable[Chain]) -> tuple[str, ...]:
    """The services sorted by the chains, else in the order given; a code given twice stands once.

    >>> from counter_app.domain.catalogue import Chain
    >>> in_paper_order(["B02", "H01", "C07"], [Chain(("C07", "B02"))])
    ('C07', 'B02', 'H01')
    """
    left, before = list(dict.fromkeys(services)), _before(chains)
    placed: list[str] = []
    while left:
        placed.append(_first(left, before))
        left.remove(placed[-1])
    return tuple(placed)


def circle(chains: Iterable[Chain]) -> Sequence[str]:
    """Services that would have to come before themselves; empty where the chains make sense."""
    try:
        TopologicalSorter(_before(chains)).prepare()
    except CycleError as error:
        found: Sequence[str] = error.args[1]
        return found
    return ()


def _first(left: Sequence[str], before: Mapping[str, set[str]]) -> str:
    """The first of those left, or who must come before it; a circle ends where it began."""
    code, seen = left[0], {left[0]}
    while earlier := [other for other in left if other in before.get(code, ()) and other not in seen]:
        code = earlier[0]
        seen.add(code)
    return code


def _before(chains: Iterable[Chain]) -> dict[str, set[str]]:
    """Code -> every code that one of the chains puts before it."""
    before: dict[str, set[str]] = {}
    for chain in chains:
        for place, code in enumerate(chain.services):
            before.setdefault(code, set()).update(chain.services[:place])
    return before
