"""The hub as one ASGI application."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from starlette.exceptions import HTTPException

from counter_app.domain.errors import CounterError, Unavailable
from counter_app.hub.api import Api
from counter_app.hub.believable import Believable
from counter_app.hub.claims import Claims
from counter_app.hub.hub import Hub
from counter_app.hub.ingest import Ingest, count_entries
from counter_app.hub.live import Live
from counter_app.hub.metrics import KEEP_S, TYPE
from counter_app.hub.pages import Pages, Room
from counter_app.wire import JSON_TYPE, PROTOCOL, Problem

_STATUS = {
    "token_invalid": 401, "token_expired": 401, "superseded": 401,
    "station_unknown": 403, "station_revoked": 403, "station_replaced": 403, "station_elsewhere": 403,
    "signature_wrong": 403, "site_not_yours": 403, "other_replica": 403, "enrol_code_wrong": 403,
    "enrol_other_station": 403, "issuer_taken": 403, "protocol_unknown": 403, "catalogue_unknown": 404,
    "no_counter": 403, "officer_unknown": 403, "officer_other_agency": 403, "site_unknown": 403,
    "batch_too_big": 413, "content_type_wrong": 415, "batch_broken": 400,
}  # fmt: skip
_WATCHED = ("/healthz", "/readyz", "/metrics")
_log = logging.getLogger("counter_app.hub")


def hub_app(hub: Hub, live: Live | None = None, room: Room = Room()) -> FastAPI:  # noqa: B008  frozen
    """All addresses of the hub over one database. ``live``: for who must hang up before the server ends."""
    ingest, claims, live = Ingest(hub), Claims(hub), live or Live(hub.database)
    pages = Pages(hub.read, hub.catalogues, hub.clock, changes=live.changes, room=room)

    @asynccontextmanager
    async def alive(_app: FastAPI) -> AsyncIterator[None]:
        live.start()
        keeping = asyncio.create_task(_keep_counts(hub))
        yield
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        hub.metrics.keep()
        live.hang_up()
        ingest.close()
        claims.close()
        hub.database.close()

    made = FastAPI(
        title="counter-app hub", version=str(PROTOCOL), lifespan=alive, docs_url=None, redoc_url=None,
        openapi_url="/v1/openapi.json",
    )  # fmt: skip
    made.include_router(Api(hub, ingest, claims, live).router())
    _add_health(made, hub)
    made.include_router(pages.router())
    _add_failures(made, pages)
    made.add_middleware(Believable, hub=hub)
    return made


async def _keep_counts(hub: Hub) -> None:
    while True:
        await asyncio.sleep(KEEP_S)
        hub.metrics.keep()


def _add_health(made: FastAPI, hub: Hub) -> None:
    @made.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @made.get("/readyz", responses={503: {"model": Problem, "description": "The database does not answer"}})
    def readyz() -> dict[str, str]:
        """The database answers too."""
        hub.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
        return {"status": "ok"}

    @made.get("/metrics", response_class=Response, responses={503: {"model": Problem}})
    def metrics() -> Response:
        """Counts of all workers of this hub since its start, in the text format of Prometheus."""
        gauges = {"counter_hub_journal_entries": float(hub.read(count_entries))}
        return Response(hub.metrics.text(gauges), media_type=TYPE)


def _add_failures(made: FastAPI, pages: Pages) -> None:
    _add_refusals(made)

    @made.exception_handler(RequestValidationError)
    async def misformed(request: Request, _error: RequestValidationError) -> Response:
        return _problem(422, "message_broken") if _is_for_programs(request) else pages.nothing(request)

    @made.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> Response:
        kind = "not_found" if error.status_code == 404 else "not_allowed"  # noqa: PLR2004  HTTP's own number
        is_page = not _is_for_programs(request)
        answer = pages.nothing(request, error.status_code) if is_page else _problem(error.status_code, kind)
        answer.headers.update(error.headers or {})
        return answer

    @made.exception_handler(Exception)
    async def mistake(request: Request, _error: Exception) -> Response:
        return _problem(500, "internal") if _is_for_programs(request) else pages.broken(request)


def _add_refusals(made: FastAPI) -> None:
    @made.exception_handler(CounterError)
    async def refused(_request: Request, error: CounterError) -> Response:
        status = 503 if isinstance(error, Unavailable) else _STATUS.get(error.code, 400)
        _log.info("refused %s", error.code)
        return _problem(status, error.code)

    @made.exception_handler(SQLAlchemyError)
    async def no_database(_request: Request, error: SQLAlchemyError) -> Response:
        if isinstance(error, DBAPIError) and not error.connection_invalidated and not _is_away(error):
            _log.error("database refuses: %s", type(error.orig).__name__)
            return _problem(500, "internal")
        _log.warning("database away: %s", type(error).__name__)
        return _problem(503, "database_unreachable")


def _is_for_programs(request: Request) -> bool:
    """Whether a station or a watcher asks, and no person."""
    path = request.url.path
    return path == "/v1" or path.startswith("/v1/") or path in _WATCHED


def _is_away(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {
        "OperationalError",
        "AdminShutdown",
        "CrashShutdown",
        "CannotConnectNow",
    }


def _problem(status: int, kind: str) -> Response:
    headers = {"Retry-After": "2"} if status == 503 else {}  # noqa: PLR2004  says "later", RFC 9110
    body = Problem(kind=kind).model_dump_json(exclude_none=True)
    return Response(body, status, headers, JSON_TYPE)
