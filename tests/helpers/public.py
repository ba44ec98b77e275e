"""The public pages over a real station's database, asked as a browser asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from uuid import UUID

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.store import create_store
from counter_app.db.tables import APPLICATION, TICKET, VISIT
from counter_app.domain.catalogue import Catalogue, Requirement, Site
from counter_app.hub.pages import Limit, Pages, Read
from counter_app.operations.calling import CalledTicket
from counter_app.settings import new_station
from tests.helpers.stations import (
    MONDAY,
    SOMEBODY,
    ScriptedClock,
    Station,
    answer,
    catalogue,
    check,
    finish,
    open_day,
    scripted_sources,
    serve,
    show_all_papers,
    signed_in,
    site,
    submit,
)

PARENT = replace(SOMEBODY, extra=(("child_name", "Anak Contoh"),))
UNLIMITED = Limit(per_second=1e6, burst=1_000_000)
BIRTH, ID_CARD = "B06", "B02"


@dataclass
class Public:
    """What people see of one station's site."""

    station: Station
    limit: Limit = UNLIMITED
    read: Read | None = None
    sites: dict[str, tuple[Catalogue, Site]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        store = self.station.store
        self.sites.setdefault(store.site.code, (store.catalogue, store.site))
        self.app = FastAPI()
        self.app.include_router(
            Pages(self.read or store.read, lambda: self.sites, self.station.clock, self.limit).router()
        )
        self.client = TestClient(self.app, follow_redirects=False)

    def get(self, address: str, **headers: str) -> Response:
        told = {"accept-language": "id", **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.client.get(address, headers=told)

    def visit_code(self, ticket_id: UUID) -> str:
        of_ticket = select(TICKET.c.visit_id).where(TICKET.c.id == ticket_id.bytes).scalar_subquery()
        code = self.station.ask(
            lambda connection: connection.execute(
                select(VISIT.c.code).where(VISIT.c.id == of_ticket)
            ).scalar()
        )
        return str(code)

    def application_code(self, ticket_id: UUID) -> str:
        of_ticket = select(APPLICATION.c.code).where(APPLICATION.c.ticket_id == ticket_id.bytes)
        return str(self.station.ask(lambda connection: connection.execute(of_ticket).scalar_one()))


def words(response: Response) -> str:
    """The text of a page as it is read aloud: without tags and style."""
    bare = re.sub(r"<(style|title)>.*?</\1>|<[^>]+>", " ", response.text, flags=re.DOTALL)
    return re.sub(r"\s+([.,)])", r"\1", re.sub(r"\s+", " ", unescape(bare))).replace("( ", "(")


def file_incomplete(station: Station, form: ApplicantForm = PARENT, *, note: str = "") -> CalledTicket:
    """A birth certificate is asked for without the marriage book, or with one that is rejected."""
    called = serve(station, BIRTH)
    for requirement in station.store.catalogue.services[BIRTH].requirements:
        if requirement.condition:
            answer(station, called.ticket_id, requirement.number, applies=False)
        elif requirement.number == 3:
            if note:
                check(station, called.ticket_id, 3, "rejected", "data_differs", note)
            else:
                check(station, called.ticket_id, 3, "missing")
        else:
            check(station, called.ticket_id, requirement.number)
    submit(station, called.ticket_id, form, as_written=True)
    finish(station, called.ticket_id)
    return called


def file_complete(station: Station, service: str = ID_CARD, form: ApplicantForm = PARENT) -> CalledTicket:
    """All papers are there."""
    called = serve(station, service)
    show_all_papers(station, called.ticket_id)
    submit(station, called.ticket_id, form)
    finish(station, called.ticket_id)
    return called


def crowded_catalogue() -> Catalogue:
    """The catalogue, with its longest service name and fifteen papers of its longest names in one service."""
    services = catalogue().services
    names = sorted({one.name for service in services.values() for one in service.requirements}, key=len)
    papers = tuple(
        Requirement(number, name, "salinan_legalisir", 2, "")
        for number, name in enumerate(reversed(names[-15:]), start=1)
    )
    longest = max((service.name for service in services.values()), key=len)
    crowded = replace(services[BIRTH], name=longest, requirements=papers)
    return replace(catalogue(), services={**services, BIRTH: crowded})


def crowded_station(folder: Path) -> Station:
    """A station with that catalogue."""
    clock = ScriptedClock()
    settings = new_station("BLU", "counter", 3)
    store = create_store(folder, settings, crowded_catalogue(), site(), scripted_sources(clock))
    station = signed_in(store, clock)
    open_day(station, MONDAY)
    return station
