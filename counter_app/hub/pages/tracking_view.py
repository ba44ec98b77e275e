"""A tracked visit or application in the words of its page."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_app.db.queries.tracking import (
    TrackedApplication,
    TrackedPaper,
    TrackedStep,
    TrackedTicket,
    TrackedVisit,
)
from counter_app.domain.application import COMPLETE, INCOMPLETE, REGISTERED
from counter_app.domain.catalogue import Catalogue, Service, Site
from counter_app.domain.checklist import RequirementState
from counter_app.domain.clock import local_time
from counter_app.hub.pages.fees import duration, fee_sentence
from counter_app.hub.pages.wording import Wording

LIVING = ("waiting", "called", "parked", "serving")
"""Ticket states that change while somebody looks."""
_CHIPS = {
    "waiting": ("clock", "info"),
    "called": ("person", "call"),
    "parked": ("clock", "warn"),
    "serving": ("person", "info"),
    "finished": ("check", "good"),
    "no_show": ("warning", "warn"),
    "cancelled": ("dash", "none"),
}
_PAPER_SIGNS = {
    RequirementState.PRESENT: ("check", "good"),
    RequirementState.ORIGINAL_SHOWN: ("eye", "good"),
    RequirementState.HELD: ("check", "good"),
    RequirementState.WAIVED: ("dash", "muted"),
    RequirementState.MISSING: ("warning", "warn"),
    RequirementState.TO_FOLLOW: ("clock", "brand"),
    RequirementState.REJECTED: ("cross", "bad"),
    RequirementState.UNCHECKED: ("circle", "muted"),
}


@dataclass(frozen=True, slots=True)
class TicketView:
    """One ticket in words."""

    number: str
    state: str
    sign: str
    tone: str
    ahead: str
    """Empty where it does not wait."""
    place: str
    service: str
    language: str
    """What the service's name is written in."""
    where: str
    advice: str
    is_called: bool
    papers: int
    papers_link: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper in words."""

    name: str
    form: str
    state: str
    sign: str
    tone: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step in words."""

    name: str
    progress: str
    """done, now or coming."""
    is_warning: bool
    at: str


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application in words."""

    status: str
    service: str
    language: str
    agency: str
    number: str
    lead: tuple[str, ...]
    missing: tuple[PaperView, ...]
    bring: str
    papers: tuple[PaperView, ...]
    steps: tuple[StepView, ...]
    fee: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where and in which words a page speaks."""

    words: Wording
    catalogue: Catalogue
    site: Site

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.site.zone_name)

    def service(self, code: str) -> tuple[str, str]:
        """The service's name and the language it is in; its code where this catalogue does not know it."""
        known = self.catalogue.services.get(code)
        if known is None:
            return code, "id"
        if self.words.language == "en" and known.name_en:
            return known.name_en, "en"
        return known.name, "id"

    def agency(self, code: str) -> str:
        """The agency's short name."""
        known = self.catalogue.agencies.get(code)
        return known.short if known else code


def is_living(tracked: TrackedVisit | TrackedApplication) -> bool:
    """Whether it changes within minutes, so that the page refreshes itself."""
    if isinstance(tracked, TrackedVisit):
        return any(ticket.state in LIVING for ticket in tracked.tickets)
    return tracked.status == REGISTERED


def ticket_view(place: Place, ticket: TrackedTicket) -> TicketView:
    """One ticket of a visit."""
    words = place.words
    name, language = place.service(ticket.service)
    known = place.catalogue.services.get(ticket.service)
    is_waiting = ticket.ahead is not None
    sign, tone = _CHIPS[ticket.state]
    return TicketView(
        number=ticket.number,
        state=words.word("queue", ticket.state),
        sign=sign,
        tone=tone,
        ahead=_people(words, ticket.ahead) if ticket.ahead is not None else "",
        place=words.say("track.place_value", n=ticket.place) if is_waiting else "",
        service=name,
        language=language,
        where=_where(place, ticket),
        advice=_advice(words, ticket),
        is_called=ticket.state == "called",
        papers=len(known.requirements) if known and is_waiting else 0,
        papers_link=f"/{place.site.code}/layanan/{ticket.service}",
    )


def _people(words: Wording, n: int) -> str:
    return words.count("track.people", n) if n else words.say("track.nobody")


def _where(place: Place, ticket: TrackedTicket) -> str:
    counters = ticket.counters if ticket.counter is None else (ticket.counter,)
    parts = {
        "agency": place.agency(ticket.agency),
        "counters": place.words.say("track.counters", n=place.words.either(counters)) if counters else "",
        "zone": ticket.zone,
    }
    if not counters:
        return str(parts["agency"])
    return place.words.say("track.where" if ticket.zone else "track.where_no_zone", **parts)


def _advice(words: Wording, ticket: TrackedTicket) -> str:
    if ticket.state == "waiting":
        return words.say("track.missed")
    if ticket.state == "called":
        return words.say("track.go", n=ticket.counter)
    if ticket.state == "parked":
        return words.say("track.on_hold", n=ticket.counter)
    told = {"no_show": "track.come_back", "cancelled": "track.cancelled"}.get(ticket.state)
    return words.say(told) if told else ""


def application_view(place: Place, tracked: TrackedApplication) -> ApplicationView:
    """One application."""
    words = place.words
    name, language = place.service(tracked.service)
    known = place.catalogue.services.get(tracked.service)
    counters = words.either(tracked.counters) if tracked.counters else ""
    return ApplicationView(
        status=_status(place, tracked.status),
        service=name,
        language=language,
        agency=place.agency(tracked.agency),
        number=tracked.number,
        lead=_lead(words, tracked, known, counters),
        missing=tuple(_paper(words, paper) for paper in _to_bring(tracked)),
        bring=words.count("track.bring", len(tracked.missing), counters=counters) if counters else "",
        papers=tuple(_paper(words, paper) for paper in tracked.papers),
        steps=tuple(_step(place, step) for step in tracked.steps),
        fee=fee_sentence(words, known) if known else "",
    )


def _to_bring(tracked: TrackedApplication) -> tuple[TrackedPaper, ...]:
    """Papers are asked for once the counter has found them missing, not while it still looks."""
    return tracked.missing if tracked.status == INCOMPLETE else ()


def _status(place: Place, status: str) -> str:
    """The state in a lay person's words: Indonesian stands in the catalogue's statuses."""
    if place.words.language == "id":
        return place.catalogue.status_names.get(status, status)
    return place.words.word("status", status)


def _lead(
    words: Wording, tracked: TrackedApplication, service: Service | None, counters: str
) -> tuple[str, ...]:
    told = duration(words, service) if service and service.is_time_verified else ""
    if tracked.status == INCOMPLETE:
        return (words.say("track.clock_later", time=told) if told else words.say("track.clock_ask"),)
    if tracked.status == COMPLETE:
        collect = (words.say("track.collect", n=counters),) if counters else ()
        return (_promise(words, tracked, told), *collect)
    known = {REGISTERED: "track.checking", "dicabut": "track.withdrawn"}.get(tracked.status)
    return (words.say(known),) if known else ()


def _promise(words: Wording, tracked: TrackedApplication, told: str) -> str:
    if tracked.due is not None:
        return words.say("track.due", day=words.long_day(tracked.due))
    return words.say("track.time", time=told) if told else words.say("track.due_ask")


def _paper(words: Wording, paper: TrackedPaper) -> PaperView:
    sign, tone = _PAPER_SIGNS.get(RequirementState(paper.state), ("circle", "muted"))
    state = words.word("state", paper.state)
    told = f"{state}: {words.word('reason', paper.reason)}" if paper.reason else state
    return PaperView(paper.name, form_words(words, paper.form, paper.copies), told, sign, tone)


def form_words(words: Wording, form: str, copies: int) -> str:
    """The form in which a paper is brought: Salinan, 1 lembar."""
    name = words.word("form", form)
    return words.count("form.sheets", copies, form=name) if copies else words.say("form.alone", form=name)


def _step(place: Place, step: TrackedStep) -> StepView:
    at = "" if step.at_ms is None else place.words.stamp(local_time(step.at_ms, place.zone))
    is_warning = step.progress == "now" and step.status in (INCOMPLETE, "dicabut")
    return StepView(place.words.word("step", step.status), step.progress, is_warning, at)
