"""The addresses under /v1: enrol, hello, rekey, push, hand-in, claims, pull, live, catalogue."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection
from starlette.requests import ClientDisconnect

from counter_app.domain.errors import Refused
from counter_app.hub.claims import Claims
from counter_app.hub.enrolment import enrol
from counter_app.hub.hub import Hub
from counter_app.hub.ingest import Ingest
from counter_app.hub.live import Live
from counter_app.hub.rekey import rekey
from counter_app.hub.sessions import Session, greet, hand_out, in_session, new_nonce, session_of, station_in
from counter_app.wire import (
    DIGEST,
    ENTRIES_TYPE,
    EVENTS_TYPE,
    JSON_TYPE,
    MOST_BYTES,
    ClaimAnswer,
    ClaimAsk,
    EnrolAnswer,
    EnrolAsk,
    Hello,
    Nonce,
    Problem,
    PullAsk,
    PushAnswer,
    RekeyAsk,
    Standing,
    digest_of,
)

_Token = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]
_TOLD = {
    400: "The message is broken", 401: "No valid token", 403: "Not allowed", 404: "Not known here",
    409: "A gap, or another branch of the same log", 413: "Too big", 415: "Another content type",
    422: "The message is not of this form", 503: "The database does not answer",
}  # fmt: skip
_ENTRIES: dict[str, Any] = {"content": {ENTRIES_TYPE: {"schema": {"type": "string", "format": "binary"}}}}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem, "description": _TOLD[status]} for status in (*statuses, 503)}


class Api:
    """What stations ask of the hub."""

    def __init__(self, hub: Hub, ingest: Ingest, claims: Claims, live: Live) -> None:
        self._hub = hub
        self._claims = claims
        self._live = live
        self._ingest = ingest

    def router(self) -> APIRouter:
        """All addresses."""
        made = APIRouter(prefix="/v1")
        made.get("/nonce", responses=_problems())(self.nonce)
        made.post("/enrol", responses=_problems(403, 422))(self.enrol)
        made.post("/hello", responses=_problems(401, 403, 422))(self.hello)
        made.post("/rekey", responses=_problems(401, 403, 422))(self.rekey)
        made.post(
            "/push", responses=_problems(400, 401, 403, 409, 413, 415), response_model=PushAnswer,
            openapi_extra={"requestBody": {"required": True, **_ENTRIES}},
        )(self.push)  # fmt: skip
        made.post(
            "/hand-in", responses=_problems(400, 401, 403, 409, 413, 415), response_model=PushAnswer,
            openapi_extra={"requestBody": {"required": True, **_ENTRIES}},
        )(self.hand_in)  # fmt: skip
        made.post("/claims", responses=_problems(401, 403, 409, 422), response_model=ClaimAnswer)(self.claim)
        made.get("/live", responses=_problems(401, 403), response_class=StreamingResponse)(self.live)
        pulled: dict[int | str, dict[str, Any]] = {200: {"description": "Entries", **_ENTRIES}}
        made.post("/pull", responses=pulled | _problems(401, 403, 422), response_class=Response)(self.pull)
        made.get("/catalogue/{digest}", responses=_problems(401, 403, 404, 422), response_class=Response)(
            self.catalogue
        )
        return made

    def nonce(self) -> Nonce:
        """Something to sign at hello."""
        return new_nonce(self._hub)

    def enrol(self, ask: EnrolAsk) -> EnrolAnswer:
        """Makes an installation a station, for a one-time code."""
        hub = self._hub
        done = hub.write(lambda connection: enrol(connection, hub.keys, ask, hub.clock()))
        if isinstance(done, Refused):
            raise done
        return done

    def hello(self, hello: Hello) -> Standing:
        """Begins a session: a token, and how far the hub holds the station's log."""
        return self._hub.write(lambda connection: greet(connection, self._hub, hello))

    def rekey(self, ask: RekeyAsk) -> EnrolAnswer:
        """Lets a station go on under a new key, for which the one before vouches."""
        return self._hub.write(lambda connection: rekey(connection, self._hub, ask))

    async def push(self, request: Request, token: _Token = None) -> Any:
        """Takes in a batch of the station's own entries."""
        session = self._session(token)
        content = await _batch(request)
        done = await asyncio.wrap_future(self._ingest.submit(session, content))
        return _told(done) if isinstance(done, Problem) else done

    async def hand_in(self, request: Request, token: _Token = None) -> Any:
        """Takes in entries of another station, or the hub's own, that the hub has forgotten."""
        session = self._session(token)
        content = await _batch(request)
        done = await asyncio.wrap_future(self._ingest.submit(session, content, is_of_another=True))
        return _told(done) if isinstance(done, Problem) else done

    async def claim(self, ask: ClaimAsk, token: _Token = None) -> Any:
        """Calls the next one for the station's counter."""
        done = await asyncio.wrap_future(self._claims.submit(self._session(token), ask))
        return _told(done) if isinstance(done, Problem) else done

    async def live(self, token: _Token = None) -> StreamingResponse:
        """Says whenever something changed at the station's site, without data: then pull."""
        session = self._session(token)
        station = await run_in_threadpool(
            in_session, self._hub, session, lambda connection: station_in(connection, session)
        )
        hints = self._live.hints(station.site, station.replica_no)
        return StreamingResponse(hints, media_type=EVENTS_TYPE)

    def pull(self, ask: PullAsk, token: _Token = None) -> Response:
        """Hands out what other installations of the site wrote."""
        session, hub = self._session(token), self._hub
        content = hand_out(hub, session, ask)
        return Response(content, media_type=ENTRIES_TYPE)

    def catalogue(
        self, digest: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")], token: _Token = None
    ) -> Response:
        """Hands out one catalogue of the station's site, whole."""
        session = self._session(token)

        def content(connection: Connection) -> str | None:
            site = station_in(connection, session).site
            return self._hub.shelf.content(connection, site, digest)

        found = in_session(self._hub, session, content)
        if found is None:
            raise Refused("catalogue_unknown")
        return Response(found, media_type=JSON_TYPE)

    def _session(self, token: HTTPAuthorizationCredentials | None) -> Session:
        if token is None:
            raise Refused("token_invalid")
        return session_of(self._hub, token.credentials)


def _told(problem: Problem) -> Response:
    return Response(problem.model_dump_json(), 409, media_type=JSON_TYPE)


async def _batch(request: Request) -> bytes:
    if request.headers.get("content-type") != ENTRIES_TYPE:
        raise Refused("content_type_wrong")
    content = await _content(request)
    if request.headers.get(DIGEST) != digest_of(content):
        raise Refused("batch_broken", reason="digest")
    return content


async def _content(request: Request) -> bytes:
    content = bytearray()
    try:
        async for piece in request.stream():
            content += piece
            if len(content) > MOST_BYTES:
                raise Refused("batch_too_big", most=MOST_BYTES)
    except ClientDisconnect as error:
        raise Refused("batch_broken", reason="cut") from error
    return bytes(content)
