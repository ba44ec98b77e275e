"""Times, lengths of time, money and days as they stand on a screen."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from counter_app.domain.catalogue import Service
from counter_app.domain.clock import local_time
from counter_app.domain.money import FeeKind, fee_facts
from counter_app.ui.i18n import text

NO_BREAK = "\u00a0"
"""A space at which no line ends."""


def clock_time(at_ms: int, zone: ZoneInfo) -> str:
    """``09.42`` on the site's wall clock."""
    return f"{local_time(at_ms, zone):%H.%M}"


def minutes_between(from_ms: int, to_ms: int) -> int:
    """Whole minutes, never below 0 (a clock may have been set back)."""
    return max(0, (to_ms - from_ms) // 60_000)


def minutes(count: int) -> str:
    """``11 menit``."""
    return text("rail.minutes", n=count)


def rounded_minutes(seconds: int) -> int:
    """Seconds as minutes, half up; work that was done took at least one."""
    return max(1, (seconds + 30) // 60)


def day_in_words(day: date) -> str:
    """``Senin, 23 November 2026``."""
    return text(
        "measure.day",
        weekday=text(f"weekday.d{day.isoweekday()}"),
        day=day.day,
        month=text(f"month.m{day.month}"),
        year=day.year,
    )


def date_in_words(day: date) -> str:
    """``12 Oktober 2026``."""
    return text("measure.date", day=day.day, month=text(f"month.m{day.month}"), year=day.year)


def fee(service: Service) -> str:
    """``GRATIS``, ``Rp250.000``, or that a rule decides."""
    facts = fee_facts(service)
    match facts.kind:
        case FeeKind.FREE:
            return text("service.free")
        case FeeKind.AMOUNT:
            return facts.amount
        case FeeKind.FORMULA:
            return text("measure.by_rule")


def fee_basis(service: Service) -> str:
    """The rule behind the fee and what the figure alone would hide; may be empty."""
    facts = fee_facts(service)
    return ". ".join(words for words in (facts.basis, facts.note) if words)


def service_time(service: Service) -> str:
    """``3 hari kerja``, ``30 menit``, ``2 jam``: the standard of the service."""
    match service.sla_unit:
        case "menit":
            return text("measure.minutes", n=service.sla_value)
        case "jam":
            return text("measure.hours", n=service.sla_value)
        case _:
            return text("service.working_days", n=service.sla_value)


def paper_form(form: str, copies: int) -> str:
    """``salinan, 1``: in which form a paper is wanted, and how many."""
    return text(f"paper_form.{form}", n=copies).replace(" ", NO_BREAK)
