"""The facts of a requirement sheet: from the catalogue and the layout of the site, no entity, no SQL."""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.db.queries.paper_facts import Printing, origin_of, service_of, site_of, time_of
from counter_app.db.queries.papers import PaperStop, PaperToBring, SheetPaper
from counter_app.domain.catalogue import Service
from counter_app.domain.money import fee_facts


def sheet_facts(service_code: str, printing: Printing) -> SheetPaper:
    """The facts of the sheet of one service. Raises Refused("service_unknown")."""
    service, agency = service_of(printing, service_code)
    return SheetPaper(
        site=site_of(printing.site),
        origin=origin_of(printing),
        service_code=service.code,
        stop=_stop(service, printing),
        agency=agency.name,
        queue=_letter(service, printing),
        fee=fee_facts(service),
        time=time_of(service),
        requirements=tuple(
            PaperToBring(paper.name, paper.form, paper.copies, paper.condition)
            for paper in service.requirements
        ),
        are_requirements_verified=service.are_requirements_verified,
        before=tuple(_before(service, printing)),
        steps=service.steps,
        catalogue_version=printing.catalogue.version,
    )


def _letter(service: Service, printing: Printing) -> str:
    return next((queue.letter for queue in printing.site.queues if queue.agency == service.agency), "")


def _stop(service: Service, printing: Printing) -> PaperStop:
    letter = _letter(service, printing)
    counters = sorted(one.number for one in printing.site.counters if letter in one.queues)
    return PaperStop(service.name, printing.catalogue.agencies[service.agency].short, tuple(counters))


def _before(service: Service, printing: Printing) -> Iterator[tuple[str, PaperStop]]:
    """Who gives a paper for it, where the chain says when it is needed."""
    for chain in printing.catalogue.chains:
        place = chain.services.index(service.code) if service.code in chain.services else 0
        if place and chain.when:
            other = printing.catalogue.services[chain.services[place - 1]]
            yield chain.when, _stop(other, printing)
