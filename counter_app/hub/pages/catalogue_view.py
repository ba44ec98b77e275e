"""A service of the catalogue in the words of its page. What is unverified says so (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter_app.db.queries.service_search import ServiceHit
from counter_app.domain.catalogue import Requirement, Service
from counter_app.domain.money import FeeKind, fee_facts
from counter_app.hub.pages.fees import duration, fee_value
from counter_app.hub.pages.tracking_view import Place, form_words
from counter_app.hub.pages.wording import Wording


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service in a list."""

    link: str
    name: tuple[tuple[str, bool], ...]
    """Parts of the name, each with whether it is what was searched."""
    language: str
    second_name: str
    """The Indonesian name under a translated one, for the desk; else empty."""
    agency: str
    fee: str
    time: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of small print."""

    text: str
    language: str
    """What it is written in: the catalogue is Indonesian."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its lines of small print."""

    label: str
    value: str
    language: str
    notes: tuple[Note, ...]
    is_verified: bool


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """One paper to bring."""

    name: str
    form: str
    condition: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service, whole."""

    name: str
    language: str
    second_name: str
    agency: str
    agency_language: str
    facts: tuple[Fact, ...]
    papers: tuple[NeededPaper, ...]
    are_papers_verified: bool
    own_steps: tuple[str, ...]
    """As the catalogue tells them, in Indonesian."""
    house_steps: tuple[str, ...]
    """What every service has in common: number, counter, receipt."""
    verified: str
    """The month in which the catalogue was last verified."""


def service_row(place: Place, service: Service, hit: ServiceHit | None = None) -> ServiceRow:
    """One service in a list, with what was searched marked in its Indonesian name."""
    name, language = place.service(service.code)
    is_translated = language != "id"
    parts = ((name, False),) if is_translated or hit is None else _marked(name, hit.spans)
    return ServiceRow(
        link=f"/{place.site.code}/layanan/{service.code}",
        name=parts,
        language=language,
        second_name=service.name if is_translated else "",
        agency=place.agency(service.agency),
        fee=_told(place.words, fee_value(place.words, fee_facts(service)), service.is_fee_verified),
        time=_told(place.words, duration(place.words, service), service.is_time_verified),
    )


def _told(words: Wording, value: str, is_verified: bool) -> str:  # noqa: FBT001  # private
    return value if is_verified else f"{value} ({words.say('service.unverified')})"


def _marked(name: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    parts, at = [], 0
    for start, end in spans:
        parts += [(name[at:start], False), (name[start:end], True)]
        at = end
    return tuple(part for part in (*parts, (name[at:], False)) if part[0])


def service_view(place: Place, service: Service) -> ServiceView:
    """One service, whole."""
    name, language = place.service(service.code)
    agency = place.catalogue.agencies[service.agency]
    is_english = place.words.language == "en" and bool(agency.name_en)
    return ServiceView(
        name=name,
        language=language,
        second_name=service.name if language != "id" else "",
        agency=agency.name_en if is_english else agency.name,
        agency_language="en" if is_english else "id",
        facts=_facts(place.words, service),
        papers=tuple(_paper(place.words, one) for one in service.requirements),
        are_papers_verified=service.are_requirements_verified,
        own_steps=service.steps,
        house_steps=_house_steps(place, service),
        verified=place.words.say("service.verified", month=place.words.month(place.catalogue.version)),
    )


def _facts(words: Wording, service: Service) -> tuple[Fact, ...]:
    product = Fact(words.say("service.result"), service.product, "id", (), is_verified=True)
    return (_fee(words, service), _time(words, service), *((product,) if service.product else ()))


def _fee(words: Wording, service: Service) -> Fact:
    fee = fee_facts(service)
    notes = [Note(fee.note[:1].upper() + fee.note[1:], "id")] if fee.note else []
    if fee.kind is FeeKind.FORMULA and not fee.basis:
        notes.insert(0, Note(words.say("fee.rule_plain"), words.language))
    if fee.basis and fee.is_verified:
        notes.insert(0, Note(words.say("service.basis", basis=fee.basis), words.language))
    return Fact(
        words.say("service.fee"), fee_value(words, fee), words.language, tuple(notes), fee.is_verified
    )


def _time(words: Wording, service: Service) -> Fact:
    is_usual = service.sla_from in ("", "berkas dinyatakan lengkap dan benar")
    since = Note(words.say("service.since"), words.language) if is_usual else Note(service.sla_from, "id")
    told = duration(words, service)
    return Fact(words.say("service.time"), told, words.language, (since,), service.is_time_verified)


def _paper(words: Wording, requirement: Requirement) -> NeededPaper:
    form, when = form_words(words, requirement.form, requirement.copies), requirement.condition
    return NeededPaper(requirement.name, form, f"{when[:1].upper()}{when[1:]}." if when else "")


def _house_steps(place: Place, service: Service) -> tuple[str, ...]:
    words = place.words
    letters = [queue.letter for queue in place.site.queues if queue.agency == service.agency]
    counters = [one.number for one in place.site.counters if set(letters).intersection(one.queues)]
    if not letters or not counters:
        return (words.say("service.step_ask"),)
    return (
        words.say("service.step_number", letter=letters[0]),
        words.say("service.step_hand_in", counters=words.either(counters)),
        words.say("service.step_receipt"),
    )
