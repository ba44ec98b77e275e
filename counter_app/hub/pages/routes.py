"""Addresses of the public pages, and what stands before every one of them."""

from __future__ import annotations

import logging
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
from counter_app.hub.pages.limiter import Limit, Limiter, client_address
from counter_app.hub.pages.messages import away, too_many
from counter_app.hub.pages.remembered import Remembered
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


def router(
    read: Read,
    catalogues: Catalogues,
    clock: Clock,
    *,
    limit: Limit = Limit(),  # noqa: B008  # frozen
    trusted_proxies: int = 0,
) -> APIRouter:
    """The public pages as routes of the hub.

    ``trusted_proxies``: how many proxies of our own stand before the hub and add to X-Forwarded-For;
    0 = the header is not believed.
    """
    renderer = Renderer()
    limiter, few = Limiter(limit, clock), Few()
    kept: Remembered[str, Mapping[str, tuple[Catalogue, Site]]] = Remembered(clock)

    def published() -> Mapping[str, tuple[Catalogue, Site]]:
        return kept.get("all", catalogues, is_good=bool)

    made = APIRouter(
        route_class=_limited(limiter, renderer, trusted_proxies),
        default_response_class=HTMLResponse,
        responses=_HTML,
        tags=["pages"],
    )
    CataloguePages(renderer, published, few).add_to(made)
    TrackingPages(renderer, read, published, clock, few).add_to(made)
    add_assets(made)
    return made


Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def _limited(limiter: Limiter, renderer: Renderer, trusted_proxies: int) -> type[APIRoute]:
    """Routes that answer 429 where an address asks too often, and in words where the database is away."""

    class LimitedRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handler = super().get_route_handler()

            async def limited(request: Request) -> Response:
                peer = request.client.host if request.client else ""
                told = request.headers.getlist("x-forwarded-for")
                wait_s = limiter.wait_s(client_address(peer, told, trusted_proxies))
                if wait_s:
                    return too_many(renderer, request, wait_s)
                try:
                    return await handler(request)
                except (SQLAlchemyError, Unavailable) as error:
                    _log.warning("pages: %s", type(error).__name__)
                    return away(renderer, request)

            return limited

    return LimitedRoute
