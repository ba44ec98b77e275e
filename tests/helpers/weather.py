"""The weather of a line: what becomes of each message between a station and its hub, in virtual time.

Under the program's own HTTP client lies a transport that loses, doubles, delays, cuts and re-orders whole
messages. Nothing waits: what a time-out would have cost is added to the line's own time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from counter_app.sync.client import HubClient

TIMEOUT_S = 4.0
GOOD = "good"
DOWN = "down"
"""Nobody answers at the address."""
LOST = "lost"
"""The question does not arrive."""
DEAF = "deaf"
"""The question arrives, the answer does not."""
LATE = "late"
"""The station gives up; the question arrives afterwards, when nobody waits for it any more."""
TWICE = "twice"
"""The question arrives twice; the station hears the second answer."""
CUT = "cut"
"""Half of the answer arrives, as if it were whole."""
TORN = "torn"
"""The line breaks in the middle of the answer."""
STALE = "stale"
"""A pull is answered with the answer before it."""
KINDS = (DOWN, LOST, DEAF, LATE, TWICE, CUT, TORN, STALE)


@dataclass
class Sky:
    """What comes next, and what has come over the line so far."""

    coming: Iterator[str] = field(default_factory=lambda: iter(()))
    concerns: str = ""
    """Only messages whose address ends so have any weather."""
    bytes_s: float = 0.0
    """How much gets through in a second; 0 = any amount."""
    round_trip_s: float = 0.0
    most_bytes: int = 0
    """Longer answers are torn; 0 = none is too long."""
    now_s: float = 0.0
    up: int = 0
    down: int = 0
    """Bytes that were sent each way."""
    broken: int = 0
    """Messages that came to nothing."""
    late: list[Callable[[], object]] = field(default_factory=list)
    """Questions that are still on their way."""
    is_up: Callable[[float], bool] = lambda _now_s: True
    """Whether there is a line at that time."""

    def forecast(self, kinds: Iterable[str], concerns: str = "") -> None:
        """This becomes of the next messages, or of the next to that address; afterwards all is well."""
        self.coming, self.concerns = iter(tuple(kinds)), concerns

    def next(self, path: str) -> str:
        """What becomes of this message."""
        return next(self.coming, GOOD) if path.endswith(self.concerns) else GOOD

    def deliver(self) -> None:
        """What was late arrives."""
        waiting, self.late = self.late, []
        for one in waiting:
            one()


class Weathered(httpx.BaseTransport):
    """Carries messages to the hub under a sky."""

    def __init__(self, sky: Sky) -> None:
        self._sky = sky
        self._line = httpx.HTTPTransport()
        self._pulled: httpx.Response | None = None

    def close(self) -> None:
        """Lets the line go."""
        self._line.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One message and its answer, or what the client sees in their place."""
        try:
            return self._carried(request)
        except httpx.TransportError:
            self._sky.broken += 1
            raise

    def _carried(self, request: httpx.Request) -> httpx.Response:
        sky, kind = self._sky, self._sky.next(request.url.path)
        request.read()
        if kind == DOWN or not sky.is_up(sky.now_s):
            sky.now_s += 0.1
            raise httpx.ConnectError("down", request=request)
        took_s = self._sent(request)
        if kind == LOST:
            raise self._given_up(request)
        if kind == LATE:
            sky.late.append(lambda: _arrived(request))
            raise self._given_up(request)
        answer = self._asked(request)
        if kind == TWICE:
            answer = self._asked(request)
        if kind == DEAF or took_s > TIMEOUT_S or not sky.is_up(sky.now_s + took_s):
            raise self._given_up(request)
        sky.now_s += took_s
        return self._heard(request, answer, kind)

    def _sent(self, request: httpx.Request) -> float:
        sky = self._sky
        sky.up += len(request.content)
        return sky.round_trip_s + (len(request.content) / sky.bytes_s if sky.bytes_s else 0.0)

    def _given_up(self, request: httpx.Request) -> httpx.ReadTimeout:
        self._sky.now_s += TIMEOUT_S
        return httpx.ReadTimeout("no answer", request=request)

    def _asked(self, request: httpx.Request) -> httpx.Response:
        answer = self._line.handle_request(_plain(request))
        answer.read()
        return answer

    def _heard(self, request: httpx.Request, answer: httpx.Response, kind: str) -> httpx.Response:
        sky, content = self._sky, answer.content
        took_s = len(content) / sky.bytes_s if sky.bytes_s else 0.0
        is_too_long = 0 < sky.most_bytes < len(content)
        if kind == TORN or is_too_long or not sky.is_up(sky.now_s + took_s):
            sky.down += min(sky.most_bytes or len(content), len(content) // 2)
            sky.now_s += took_s / 2
            raise httpx.RemoteProtocolError("the peer closed the connection", request=request)
        sky.down += len(content)
        sky.now_s += took_s
        before, is_pull = self._pulled, request.url.path.endswith("/pull")
        if is_pull:
            self._pulled = answer
        if kind == STALE and is_pull and before is not None:
            answer, content = before, before.content
        if kind == CUT:
            content = content[: len(content) // 2]
        return _again(answer, content)


def _plain(request: httpx.Request) -> httpx.Request:
    return httpx.Request(request.method, request.url, headers=request.headers, content=request.content)


def _arrived(request: httpx.Request) -> None:
    """Nobody waits for the answer; whoever asked may be gone."""
    with httpx.HTTPTransport() as line:
        line.handle_request(_plain(request)).read()


def _again(answer: httpx.Response, content: bytes) -> httpx.Response:
    headers: Any = [(name, value) for name, value in answer.headers.items() if name != "content-length"]
    return httpx.Response(answer.status_code, headers=headers, stream=_Bytes(content))


class _Bytes(httpx.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


def under(client: HubClient, sky: Sky) -> HubClient:
    """The same client, its messages under a sky from now on."""
    http = client._http
    client._http = httpx.Client(base_url=http.base_url, transport=Weathered(sky), trust_env=False)
    http.close()
    return client
