"""The page behind the QR code, and the field to type the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from counter_app.db.queries.tracking import TrackedApplication, TrackedVisit, queue_line, tracking
from counter_app.db.tables import AnyRow
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.clock import Clock, local_time
from counter_app.domain.errors import Refused
from counter_app.domain.tracking_code import grouped, parse_code, spelled
from counter_app.hub.pages.few import Few
from counter_app.hub.pages.frame import NOT_FOR_ROBOTS, Frame, Renderer
from counter_app.hub.pages.messages import brand_of, no_page, only_site, unknown_code
from counter_app.hub.pages.remembered import Remembered
from counter_app.hub.pages.together import Together
from counter_app.hub.pages.tracking_view import Place, application_view, is_living, ticket_view
from counter_app.hub.pages.wording import Wording

REFRESH_S = 15
SILENCE_S = 40
"""A page that hears nothing for so long, though a sign of life comes every 15 s, asks by itself again."""
HIGHEST_REVISION = 99


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the database found for a code."""

    published: Mapping[str, tuple[Catalogue, Site]]
    """What each site has published, by its code."""
    at_ms: int
    found: TrackedVisit | TrackedApplication | None
    """None while its data is on the way."""


class TrackingPages:
    """GET /, /t/<code> and /t/<code>/<revision>."""

    def __init__(
        self,
        renderer: Renderer,
        read: Callable[[Any], Any],
        catalogues: Callable[[], Mapping[str, tuple[Catalogue, Site]]],
        clock: Clock,
        few: Few,
    ) -> None:
        self._renderer = renderer
        self._read = read
        self._catalogues = catalogues
        self._clock = clock
        self._few = few
        self._together = Together(self._look, few)
        self._lines: Remembered[tuple[str, int, str], Mapping[bytes, int]] = Remembered(clock)

    def add_to(self, router: APIRouter) -> None:
        """Add the addresses."""
        router.add_api_route("/", self.ask_code, summary="The field to type a tracking code")
        router.add_api_route("/t/{code}", self.track, summary="What a tracking code stands for")
        router.add_api_route(
            "/t/{code}/{revision}", self.track_revision, summary="The same, from a corrected paper"
        )

    async def look(self, code: str) -> Seen:
        """What a good code stands for now; a crowd is looked up together."""
        return await self._together.get(code)

    async def ask_code(self, request: Request, kode: str = "") -> Response:
        """Offer the field; a good code leads to its page."""
        return await self._few.run(lambda: self._ask_code(request, kode))

    def _ask_code(self, request: Request, kode: str) -> Response:
        frame = self._renderer.frame(request, self._only_site())
        if not kode:
            return self._code_page(frame, "", None)
        try:
            return self._renderer.redirect(frame.link(f"/t/{parse_code(kode)}", ketik="1"))
        except Refused as refused:
            return self._code_page(frame, kode, refused)

    async def track(self, request: Request, code: str, tetap: str = "", ketik: str = "") -> Response:
        """Show where a ticket or an application stands; ``tetap`` = don't refresh by itself.

        ``ketik``: the code was typed, so nobody knows from which of its papers.
        """
        return await self._track(request, code, None if ketik else 0, is_held=bool(tetap))

    async def track_revision(self, request: Request, code: str, revision: str, tetap: str = "") -> Response:
        """Show the same; a paper that a correction has replaced is told so (DESIGN 7)."""
        if revision.isascii() and revision.isdigit() and int(revision[:3]) <= HIGHEST_REVISION:
            return await self._track(request, code, int(revision[:3]), is_held=bool(tetap))
        return await self._few.run(lambda: self._no_page(request))

    def _no_page(self, request: Request) -> Response:
        frame = self._renderer.frame(request, self._only_site())
        return no_page(self._renderer, frame, "error.no_page_text", "/layanan")

    async def _track(self, request: Request, typed: str, revision: int | None, *, is_held: bool) -> Response:
        try:
            code = parse_code(typed)
        except Refused as refused:
            return await self._few.run(partial(self._misread, request, typed, refused))
        seen = await self._together.get(code)
        frame = self._renderer.frame(request, only_site(seen.published))
        if seen.found is None:
            return unknown_code(self._renderer, frame, grouped(code))
        place = Place(frame.words, *seen.published[seen.found.site])
        refresh_s = REFRESH_S if is_living(seen.found) and not is_held else 0
        return self._tracked(frame, place, seen.found, revision, refresh_s, seen.at_ms)

    def _misread(self, request: Request, typed: str, refused: Refused) -> Response:
        return self._code_page(self._renderer.frame(request, self._only_site()), typed, refused)

    def _look(self, codes: Sequence[str]) -> dict[str, Seen]:
        published, now_ms = self._catalogues(), self._clock()
        found = self._read(
            lambda connection: tracking(
                connection, codes, catalogue_of=published.get, now_ms=now_ms, line_of=self._line
            )
        )
        return {code: Seen(published, now_ms, found.get(code)) for code in codes}

    def _line(
        self, connection: Connection, ticket: AnyRow, catalogue: Catalogue, site: Site, now_ms: int
    ) -> Mapping[bytes, int]:
        """A queue's line, at most a second old; a ticket that is not in it yet has it read anew."""
        return self._lines.get(
            (ticket.site, ticket.business_day, ticket.queue),
            lambda: queue_line(connection, ticket, catalogue, site, now_ms),
            is_good=lambda line: ticket.id in line,
        )

    def _tracked(
        self,
        frame: Frame,
        place: Place,
        found: TrackedVisit | TrackedApplication,
        revision: int | None,
        refresh_s: int,
        now_ms: int,
    ) -> Response:
        shown = replace(frame, query={}, site=place.site)
        headers = NOT_FOR_ROBOTS | (self._renderer.live_policy if refresh_s else {})
        common: dict[str, Any] = {
            "brand": place.site.name,
            "code": grouped(found.code),
            "spelled": spelled(found.code, frame.words.say("spelling.words")),
            "refresh_s": refresh_s,
            "silence_s": SILENCE_S,
            "stream": f"/langsung/{found.code}",
            "is_held": not refresh_s and is_living(found),
        }
        if isinstance(found, TrackedVisit):
            now = place.words.minute(local_time(now_ms, place.zone), place.site.zone_label)
            tickets = [ticket_view(place, ticket) for ticket in found.tickets]
            return self._renderer.page(
                "visit.html", shown, headers=headers, tickets=tickets, now=now, **common
            )
        notice = paper_notice(frame.words, revision, found.correction)
        view = application_view(place, found)
        return self._renderer.page(
            "application.html", shown, headers=headers, view=view, notice=notice, **common
        )

    def _code_page(self, frame: Frame, typed: str, refused: Refused | None) -> Response:
        problem = "" if refused is None else frame.words.say(f"error.{refused.code}", **refused.facts)
        return self._renderer.page(
            "code.html",
            frame,
            status=200 if refused is None else 400,
            brand=brand_of(frame),
            typed=typed[:40],
            problem=problem,
        )

    def _only_site(self) -> Site | None:
        return only_site(self._catalogues())


def paper_notice(words: Wording, printed: int | None, current: int) -> tuple[str, str] | None:
    """What to say to who scanned a paper that is not the newest known here: a heading and a sentence.

    ``printed``: which correction the paper is; None where its code was typed.
    """
    if printed is None:
        return (words.say("track.newest", n=current), words.say("track.newest_text")) if current else None
    if printed == current:
        return None
    if printed < current:
        return words.say("track.replaced"), words.say("track.replaced_text", n=current)
    return words.say("track.newer", n=printed), words.say("track.newer_text")
