"""Pages that only say something: what happened and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request, Response

from counter_app.domain.catalogue import Catalogue, Site
from counter_app.hub.pages.frame import NOT_FOR_ROBOTS, Frame, Renderer

AWAY_S = 5
"""When to ask again a database that does not answer."""


def brand_of(frame: Frame) -> str:
    """Whose page it is: the site's name, or what it is a page of where no site is known."""
    return frame.site.name if frame.site else frame.words.say("page.brand")


def too_many(renderer: Renderer, request: Request, wait_s: int) -> Response:
    """Answer an address that asks too often."""
    return _later(renderer, request, 429, wait_s, "error.too_many")


def away(renderer: Renderer, request: Request) -> Response:
    """Answer while the database does not."""
    return _later(renderer, request, 503, AWAY_S, "error.away")


def broken(renderer: Renderer, request: Request) -> Response:
    """Answer where the hub itself made a mistake; what it was stands in its log."""
    return _later(renderer, request, 500, AWAY_S, "error.broken")


def _later(renderer: Renderer, request: Request, status: int, wait_s: int, key: str) -> Response:
    frame = renderer.frame(request)
    return renderer.page(
        "message.html",
        frame,
        status=status,
        headers={**NOT_FOR_ROBOTS, "Retry-After": str(wait_s)},
        brand=brand_of(frame),
        title=frame.words.say(key),
        text=frame.words.count(f"{key}_text", wait_s),
        links=[(frame.words.say("error.again"), frame.link(frame.path, **frame.query))],
        code="",
    )


def unknown_code(renderer: Renderer, frame: Frame, code: str) -> Response:
    """Answer a good code whose data has not arrived (DESIGN 8)."""
    say = frame.words.say
    return renderer.page(
        "message.html",
        frame,
        status=404,
        headers=NOT_FOR_ROBOTS,
        brand=brand_of(frame),
        title=say("error.unknown"),
        text=say("error.unknown_text"),
        links=[(say("error.again"), frame.link(frame.path)), (say("page.other_code"), frame.link("/"))],
        code=code,
    )


def no_page(renderer: Renderer, frame: Frame, text_key: str, search: str, status: int = 404) -> Response:
    """Answer an address that leads nowhere; ``search`` is where the services are found."""
    say = frame.words.say
    return renderer.page(
        "message.html",
        frame,
        status=status,
        brand=brand_of(frame),
        title=say("error.no_page"),
        text=say(text_key),
        links=[(say("page.services"), frame.link(search)), (say("page.other_code"), frame.link("/"))],
        code="",
    )


def only_site(published: Mapping[str, tuple[Catalogue, Site]]) -> Site | None:
    """The site that a page without a code is about, where there is just one."""
    sites = [site for _catalogue, site in published.values()]
    return sites[0] if len(sites) == 1 else None
