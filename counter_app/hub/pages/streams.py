"""An open tracking page hears when what it shows has changed, without data: then it asks for the page.

Many phones of a hall share one address, and each holds a connection open: only so many may. Who finds no
room asks every few seconds, as a page without a script does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from counter_app.domain.errors import Refused
from counter_app.domain.tracking_code import parse_code
from counter_app.hub.pages.frame import NO_FRILLS
from counter_app.hub.pages.limiter import counted_as
from counter_app.hub.pages.tracking_pages import Seen
from counter_app.hub.pages.tracking_view import is_living
from counter_app.wire import EVENTS_TYPE

GATHER_S = 1.0
"""A hall in which much happens is looked at once a second for all its pages together."""
LONGEST_S = 1800.0
"""Then the phone asks anew, if somebody still looks at it."""
_NOBODY = -1
"""A page wrote nothing: whatever was written, it wants to hear of it."""
_CHANGED, _ALIVE = "event: changed\ndata:\n\n", "event: alive\ndata:\n\n"
_HEADERS = NO_FRILLS | {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Changes(Protocol):
    """``Live.changes``."""

    def __call__(self, site: str, replica_no: int, gather_s: float, /) -> AsyncGenerator[bool, None]:
        """True for a change, False for a heartbeat."""
        ...


@dataclass(frozen=True, slots=True)
class Room:
    """How many streams one worker keeps open."""

    in_all: int = 400
    of_one_address: int = 150


class Streams:
    """GET /langsung/<code>; used in one event loop."""

    def __init__(
        self,
        look: Callable[[str], Awaitable[Seen]],
        changes: Changes | None,
        monotonic: Callable[[], float],
        room: Room = Room(),  # frozen
    ) -> None:
        self._look = look
        self._changes = changes
        self._monotonic = monotonic
        self._room = room
        self._open: Counter[str] = Counter()

    @property
    def open(self) -> int:
        """How many are open now."""
        return self._open.total()

    async def listen(self, request: Request, code: str) -> Response:
        """Say when the page of a code has changed; 204 where nothing will, 503 where there is no room."""
        try:
            seen = await self._look(parse_code(code))
        except Refused:
            return Response(status_code=204, headers=_HEADERS)
        if seen.found is None or not is_living(seen.found):
            return Response(status_code=204, headers=_HEADERS)
        address = counted_as(request.client.host if request.client else "")
        if self._changes is None or self._is_full(address):
            return Response(status_code=503, headers={**_HEADERS, "Retry-After": "60"})
        said = self._said(self._changes, parse_code(code), seen, address)
        return StreamingResponse(said, media_type=EVENTS_TYPE, headers=_HEADERS)

    def _is_full(self, address: str) -> bool:
        return self.open >= self._room.in_all or self._open[address] >= self._room.of_one_address

    async def _said(self, changes: Changes, code: str, seen: Seen, address: str) -> AsyncIterator[str]:
        assert seen.found is not None
        until = self._monotonic() + LONGEST_S
        self._open[address] += 1
        try:
            yield _ALIVE
            async with aclosing(changes(seen.found.site, _NOBODY, GATHER_S)) as heard:
                async for has_changed in heard:
                    now = await self._look(code) if has_changed else seen
                    yield _CHANGED if now.found != seen.found else _ALIVE
                    seen = now
                    if seen.found is None or not is_living(seen.found) or self._monotonic() > until:
                        return
        finally:
            self._open[address] -= 1
            self._open += Counter()
