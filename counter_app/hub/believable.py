"""What every answer under /v1 carries, so that a station can tell it from a captive portal's (DESIGN 6)."""

from __future__ import annotations

import logging
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_app.hub.hub import Hub
from counter_app.wire import DIGEST, EVENTS_TYPE, HUB_ID, digest_of

_log = logging.getLogger("counter_app.hub.access")


class Believable:
    """Adds hub id and digest under /v1; logs and counts every request by its route, never by its address."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(self._hub.keys.hub_id, send, is_signed=scope["path"].startswith("/v1/"))
        started = time.monotonic()
        try:
            await self._app(scope, receive, answer.send)
        finally:
            route = getattr(scope.get("route"), "path", "unknown")
            took_ms = (time.monotonic() - started) * 1000
            self._hub.metrics.add("counter_hub_requests_total", route=route, status=str(answer.status))
            _log.info("%s %s %d ms=%.1f", scope["method"], route, answer.status, took_ms)


class _Answer:
    """Holds an answer back until its digest is known."""

    def __init__(self, hub_id: str, send: Send, *, is_signed: bool) -> None:
        self.status = 500
        self._hub_id = hub_id
        self._send = send
        self._is_signed = is_signed
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._start = message
            if self._is_signed and _is_stream(message):
                self._is_signed = False
                message["headers"] = [*message["headers"], *self._names()]
            if not self._is_signed:
                await self._send(message)
            return
        if not self._is_signed or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            await self._whole()

    async def _whole(self) -> None:
        added: list[Any] = [
            *self._names(),
            (DIGEST.lower().encode(), digest_of(self._body).encode()),
        ]
        await self._send({**self._start, "headers": [*self._start.get("headers", []), *added]})
        await self._send({"type": "http.response.body", "body": self._body})

    def _names(self) -> list[tuple[bytes, bytes]]:
        return [(HUB_ID.lower().encode(), self._hub_id.encode()), (b"cache-control", b"no-store")]


def _is_stream(start: Message) -> bool:
    """A stream of hints never ends, so it has no digest; it carries no data either."""
    return any(
        name == b"content-type" and value.startswith(EVENTS_TYPE.encode()) for name, value in start["headers"]
    )
