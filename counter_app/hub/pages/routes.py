"""Addresses of the public pages, and what stands before every one of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Protocol, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.clock import Clock
from counter_app.domain.errors import Unavailable
from counter_app.hub.pages.assets import add_assets
from counter_app.hub.pages.catalogue_pages import CataloguePages
from counter_app.hub.pages.few import Few
from counter_app.hub.pages.frame import Renderer
from counter_app.hub.pages.limiter import Limit, Limiter, counted_as
from counter_app.hub.pages.messages import away, broken, no_page, too_many
from counter_app.hub.pages.remembered import Remembered
from counter_app.hub.pages.streams import Changes, Room, Streams
from counter_app.hub.pages.tracking_pages import TrackingPages

T = TypeVar("T")
_log = logging.getLogger("counter_app.hub.pages")

Catalogues = Callable[[], Mapping[str, tuple[Catalogue, Site]]]
"""What each site has published, by its code."""


class Read(Protocol):
    """One read transaction on the hub's database."""

    def __call__(self, query: Callable[[Connection], T], /) -> T:
        """What the query gives."""


_HTML: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "content": {"text/html": {"schema": {"type": "string"}}}}
    for status, told in {
        400: "A code that can't be read; the page says what is wrong",
        404: "Nothing of that kind is known here",
        503: "The database does not answer; Retry-After says when to ask again",
        429: "Too many requests from this address; Retry-After says when",
    }.items()
}


class Pages:
    """The public pages of one worker of the hub."""

    def __init__(
        self,
        read: Read,
        catalogues: Catalogues,
        clock: Clock,
        limit: Limit = Limit(),  # noqa: B008  # frozen
        changes: Changes | None = None,
        room: Room = Room(),  # noqa: B008  # frozen
    ) -> None:
        self._changes, self._room = changes, room
        self._renderer = Renderer()
        self._read, self._catalogues, self._clock = read, catalogues, clock
        self._limiter, self._few = Limiter(limit, clock), Few()
        self._kept: Remembered[str, Mapping[str, tuple[Catalogue, Site]]] = Remembered(clock)

    def router(self) -> APIRouter:
        """All addresses."""
        made = APIRouter(
            route_class=self._limited_route(),
            default_response_class=HTMLResponse,
            responses=_HTML,
            tags=["pages"],
        )
        CataloguePages(self._renderer, self._published, self._few).add_to(made)
        tracking = TrackingPages(self._renderer, self._read, self._published, self._clock, self._few)
        tracking.add_to(made)
        streams = Streams(tracking.look, self._changes, time.monotonic, self._room)
        made.add_api_route("/langsung/{code}", streams.listen, include_in_schema=False)
        add_assets(made)
        return made

    def nothing(self, request: Request, status: int = 404) -> Response:
        """Answer an address that leads nowhere, counted as the others are."""
        refused = self._too_many(request)
        if refused is not None:
            return refused
        return no_page(
            self._renderer, self._renderer.frame(request), "error.no_page_text", "/layanan", status
        )

    def broken(self, request: Request) -> Response:
        """Answer where the mistake is ours."""
        return broken(self._renderer, request)

    def _published(self) -> Mapping[str, tuple[Catalogue, Site]]:
        return self._kept.get("all", self._catalogues, is_good=bool)

    def _too_many(self, request: Request) -> Response | None:
        wait_s = self._limiter.wait_s(counted_as(request.client.host if request.client else ""))
        return too_many(self._renderer, request, wait_s) if wait_s else None

    def _limited_route(self) -> type[APIRoute]:
        """Routes that answer 429 where an address asks too often, and in words where the database is away."""
        pages = self

        class LimitedRoute(APIRoute):
            def get_route_handler(self) -> Handler:
                handler = super().get_route_handler()

                async def limited(request: Request) -> Response:
                    refused = pages._too_many(request)
                    return refused or await pages._answered(handler, request)

                return limited

        return LimitedRoute

    async def _answered(self, handler: Handler, request: Request) -> Response:
        try:
            return await handler(request)
        except (SQLAlchemyError, Unavailable) as error:
            _log.warning("pages: %s", type(error).__name__)
            return away(self._renderer, request)


Handler = Callable[[Request], Coroutine[Any, Any, Response]]
