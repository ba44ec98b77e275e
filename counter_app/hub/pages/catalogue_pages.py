"""What a site offers: found by everyday words, with papers, steps, time and fee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from fastapi import APIRouter, Request, Response

from counter_app.db.queries.service_search import LONGEST_TEXT, ServiceSearch
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.hub.pages.catalogue_view import ServiceRow, service_row, service_view
from counter_app.hub.pages.few import Few
from counter_app.hub.pages.frame import Frame, Renderer
from counter_app.hub.pages.messages import brand_of, no_page
from counter_app.hub.pages.tracking_view import Place

Published = tuple[Catalogue, Site]

MOST_HITS = 20
MOST_SITES = 100
MOST_IN_AGENCY = 30
"""A page stays under 20 kB whatever the catalogue holds; the rest is found by searching."""
_KEPT = {"Cache-Control": "public, max-age=60"}


class CataloguePages:
    """GET /layanan, /<site>/layanan and /<site>/layanan/<service code>."""

    def __init__(
        self, renderer: Renderer, catalogues: Callable[[], Mapping[str, Published]], few: Few
    ) -> None:
        self._renderer = renderer
        self._few = few
        self._catalogues = catalogues
        self._searches: dict[tuple[str, str], tuple[str, ServiceSearch]] = {}

    def add_to(self, router: APIRouter) -> None:
        """Add the addresses."""
        router.add_api_route("/layanan", self.sites, summary="The sites, or the only one's services")
        router.add_api_route("/{site}/layanan", self.services, summary="Find a service by everyday words")
        router.add_api_route(
            "/{site}/layanan/{service}", self.service, summary="Papers, steps, time and fee of a service"
        )

    async def sites(self, request: Request) -> Response:
        """List the sites, or lead to the only one."""
        return await self._few.run(lambda: self._sites(request))

    def _sites(self, request: Request) -> Response:
        frame = self._renderer.frame(request)
        sites = [site for _catalogue, site in self._catalogues().values()][:MOST_SITES]
        if len(sites) == 1:
            return self._renderer.redirect(frame.link(f"/{sites[0].code}/layanan"))
        return self._renderer.page("sites.html", frame, headers=_KEPT, brand=brand_of(frame), sites=sites)

    async def services(self, request: Request, site: str, q: str = "", instansi: str = "") -> Response:
        """Find services of one site: by words, by agency, or show what agencies there are."""
        return await self._few.run(lambda: self._services(request, site, q, instansi))

    def _services(self, request: Request, site: str, q: str, instansi: str) -> Response:
        published = self._catalogues().get(site.upper())
        if published is None:
            return self._nothing(request, "error.no_page_text")
        frame, place = self._at(request, published)
        text = q.strip()[:LONGEST_TEXT]
        rows = self._found(place, text) if text else _of_agency(place, instansi)
        agencies = () if rows or text else _agencies(place)
        return self._renderer.page(
            "services.html",
            frame,
            headers=_KEPT,
            brand=place.site.name,
            action=f"/{place.site.code}/layanan",
            text=text,
            heading=place.catalogue.agencies[instansi].name if rows and not text else "",
            rows=rows,
            agencies=agencies,
            total=len(place.catalogue.services),
            verified=frame.words.say("service.verified", month=frame.words.month(place.catalogue.version)),
        )

    async def service(self, request: Request, site: str, service: str) -> Response:
        """Show one service whole."""
        return await self._few.run(lambda: self._service(request, site, service))

    def _service(self, request: Request, site: str, service: str) -> Response:
        published = self._catalogues().get(site.upper())
        if published is None:
            return self._nothing(request, "error.no_page_text")
        frame, place = self._at(request, published)
        found = place.catalogue.services.get(service.upper())
        if found is None:
            search = f"/{place.site.code}/layanan"
            return no_page(self._renderer, frame, "error.no_service_text", search)
        view = service_view(place, found)
        back = frame.link(f"/{place.site.code}/layanan")
        return self._renderer.page(
            "service.html", frame, headers=_KEPT, brand=place.site.name, view=view, back=back
        )

    def _at(self, request: Request, published: Published) -> tuple[Frame, Place]:
        frame = self._renderer.frame(request, published[1])
        return frame, Place(frame.words, *published)

    def _nothing(self, request: Request, text_key: str) -> Response:
        return no_page(self._renderer, self._renderer.frame(request), text_key, "/layanan")

    def _found(self, place: Place, text: str) -> list[ServiceRow]:
        hits = self._search(place).find(text, MOST_HITS)
        services = place.catalogue.services
        return [service_row(place, services[hit.code], hit) for hit in hits]

    def _search(self, place: Place) -> ServiceSearch:
        """The search over the catalogue in force, built once a version and language."""
        key = (place.site.code, place.words.language)
        digest, search = self._searches.get(key, ("", None))
        if search is None or digest != place.catalogue.digest:
            search = ServiceSearch(_searched(place.catalogue, place.words.language))
            self._searches[key] = (place.catalogue.digest, search)
        return search


def _searched(catalogue: Catalogue, language: str) -> Catalogue:
    """The catalogue as it is searched: in English its English names count as synonyms."""
    if language != "en":
        return catalogue
    services = {
        code: replace(service, synonyms=(*service.synonyms, service.name_en))
        for code, service in catalogue.services.items()
        if service.name_en
    }
    return replace(catalogue, services={**catalogue.services, **services})


def _of_agency(place: Place, agency: str) -> list[ServiceRow]:
    services = place.catalogue.services.values()
    return [service_row(place, one) for one in services if one.agency == agency][:MOST_IN_AGENCY]


def _agencies(place: Place) -> list[tuple[str, str, str, int]]:
    """Address, short name, full name and number of services of each agency that offers any."""
    counts = Counter(service.agency for service in place.catalogue.services.values())
    rows = [
        (f"/{place.site.code}/layanan", one.code, one.short, counts[one.code])
        for one in place.catalogue.agencies.values()
        if counts[one.code]
    ]
    return sorted(rows, key=lambda row: row[2].lower())
