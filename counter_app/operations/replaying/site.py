"""The site, queues, services and counters that a history's file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time

from counter_app.domain.catalogue import (
    Agency,
    Catalogue,
    Counter,
    OfficerAccount,
    OrderPolicy,
    Queue,
    Service,
    Site,
    Zone,
)
from counter_app.domain.history_map import HistoryMap
from counter_app.operations.replaying.survey import QueueSeen, Survey

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PREFIX = re.compile(r"^[A-Z]{1,2}[:.]\s+")
_MOST_OPEN = 60
"""So many counters of one queue are believed."""


def letters_of(seen: tuple[QueueSeen, ...]) -> dict[str, str]:
    """The file's key of each queue -> its letter.

    The file's own; where that is none or taken, the first of its name; else the next free one.
    """
    taken: dict[str, str] = {}
    _give(seen, lambda queue: queue.letter, taken)
    _give(seen, _name, taken)
    free = (letter for letter in _all_letters() if letter not in taken.values())
    return {queue.key: taken.get(queue.key) or next(free) for queue in seen}


def _give(seen: tuple[QueueSeen, ...], wanted: Callable[[QueueSeen], str], taken: dict[str, str]) -> None:
    for queue in seen:
        letter = _plain(wanted(queue))[:1]
        if letter and queue.key not in taken and letter not in taken.values():
            taken[queue.key] = letter


def _all_letters() -> Iterator[str]:
    yield from _LETTERS
    yield from (first + second for first in _LETTERS for second in _LETTERS)


def _plain(text: str) -> str:
    """Its Latin capitals: "Łódź 2" -> "ODZ"."""
    spread = unicodedata.normalize("NFKD", text).upper()
    return "".join(letter for letter in spread if letter in _LETTERS)


def site_code(office: str) -> str:
    """Three letters that an office's name begins with; X where it has fewer."""
    return (_plain(office) + "XXX")[:3]


def service_code(letter: str) -> str:
    """Each queue of a history has one service."""
    return f"{letter}01"


def history_catalogue(shipped: Catalogue, found: Survey, letters: Mapping[str, str]) -> Catalogue:
    """The shipped words and regions with one agency and one service for each queue of the file."""
    agencies = [_agency(letters[queue.key], _name(queue)) for queue in found.queues]
    services = [_service(letters[queue.key], _name(queue)) for queue in found.queues]
    return replace(
        shipped,
        agencies={agency.code: agency for agency in agencies},
        services={service.code: service for service in services},
        chains=(),
    )


def _name(queue: QueueSeen) -> str:
    """Without the letter that some systems write before it; it stands beside it anyhow."""
    return _PREFIX.sub("", queue.name) or queue.key


def _agency(letter: str, name: str) -> Agency:
    return Agency(f"Q{letter}", name, name, name, letter, "pemda")


def _service(letter: str, name: str) -> Service:
    return Service(
        code=service_code(letter), name=name, name_en=name, agency=f"Q{letter}", kind="administrasi",
        sla_value=0, sla_unit="menit", sla_from="", fee_rp=-1, fee_basis="", product="", counter_minutes=0,
        is_fee_verified=False, is_time_verified=False, are_requirements_verified=False, requirements=(),
        fields=(), synonyms=(),
    )  # fmt: skip


def history_site(
    form: HistoryMap, found: Survey, letters: Mapping[str, str], digest: str, officer: OfficerAccount
) -> Site:
    """The building as the file names it; ``digest`` names file and office, to go on after a stop.

    ``officer``: who looks at the history; of the first queue's agency from then on.
    """
    noon = datetime.combine(found.days[0], time(12), form.zone)
    return Site(
        code=site_code(found.office), name=found.office, town=found.office, regency="", letterhead="",
        zone_name=form.zone_name, zone_label=noon.tzname() or "", public_base_url="", complaints="",
        opens="08.00", closes="16.00", main_issuer=1, zones=(Zone(1, found.office),),
        queues=tuple(Queue(letter, f"Q{letter}", 1) for letter in letters.values()),
        counters=_counters(found, letters),
        officers=(replace(officer, agency=f"Q{next(iter(letters.values()))}"),), order=OrderPolicy(),
        digest=digest, idle_lock_min=0, authority_counter=1,
    )  # fmt: skip


def _counters(found: Survey, letters: Mapping[str, str]) -> tuple[Counter, ...]:
    """Those that the file names; where it only counts the open ones, as many for each queue; else one."""
    named: dict[int, list[str]] = {}
    for queue in found.queues:
        for number in _numbers(queue, len(named)):
            named.setdefault(number, []).append(letters[queue.key])
    return tuple(Counter(number, 1, tuple(named[number])) for number in sorted(named))


def _numbers(queue: QueueSeen, before: int) -> list[int]:
    digits = ("".join(filter(str.isdecimal, name[-3:])) for name in queue.counters)
    numbers = sorted({int(found) for found in digits if found and int(found)})
    return numbers or [before + at for at in range(1, min(queue.most_open, _MOST_OPEN) + 1)] or [before + 1]
