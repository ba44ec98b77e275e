"""What an applicant files (permohonan): its papers and how far it is."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from counter_app.domain.checklist import CheckedRequirement, RequirementState
from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError, checked_text, checked_whole
from counter_app.domain.fold import Aggregate

REGISTERED, INCOMPLETE, COMPLETE = "terdaftar", "belum_lengkap", "berkas_lengkap"
"""Application states so far; their names for lay people stand in ``statuses.toml``."""

HIGHEST_CORRECTION = 99
"""More is refused at the desk; the page behind a QR code reads two digits."""

_COPIED_FIELDS = 5
_STATES = frozenset(RequirementState) - {RequirementState.NOT_APPLICABLE}


class ApplicationState(NamedTuple):
    """One application with its copied requirements."""

    id: bytes
    site: str
    business_day: int
    """The day it was opened."""
    number: str
    code: str
    service: str
    agency: str
    visit_id: bytes | None
    ticket_id: bytes | None
    applicant_id: bytes | None
    status: str
    opened_at: int | None
    completed_at: int | None
    due_day: int | None
    """Promised day as yyyymmdd; None where the time is unverified or not counted in working days."""
    catalogue_version: str
    officer: str
    """Who judged the papers last."""
    checklist: str
    """JSON rows [number, name, form, copies, condition, applies (null, true, false), state, reason]."""
    missing_slips: int
    receipts: int
    changed_rev: int
    """rev of the last entry that changes what a paper says."""
    printed_rev: int
    """rev that the last submitted paper was made from."""
    corrections: int
    """How often a paper that was out was replaced because something on it was wrong: papers say PERBAIKAN and
    their QR codes end in it; 0 = the first print is in force."""
    copies: int
    """The highest copy that came out of the newest paper, at whatever station."""


def _empty(entity_id: bytes, first: Entry) -> ApplicationState:
    return ApplicationState(
        entity_id, first.site, first.business_day, "", "", "", first.agency, None, None, None, "",
        None, None, None, "", "", "[]", 0, 0, 0, 0, 0, 0,
    )  # fmt: skip


def _opened(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    return state._replace(
        site=entry.site,
        business_day=entry.business_day,
        agency=entry.agency,
        number=facts.text("number", limit=40),
        code=facts.text("code", limit=20),
        service=facts.text("service", limit=12),
        visit_id=facts.id_or_none("visit"),
        ticket_id=facts.id_or_none("ticket"),
        status=REGISTERED,
        opened_at=entry.at_ms,
        catalogue_version=entry.catalogue_version,
        checklist=_copied(facts.rows("requirements")),
        changed_rev=entry.rev,
    )


def _copied(rows: list[list[object]]) -> str:
    """The requirements as they stood at intake, all unchecked."""
    return _text([_unchecked(row) for row in rows])


def _unchecked(row: list[object]) -> list[object]:
    if len(row) != _COPIED_FIELDS:
        raise SenselessError("bad_requirements")
    number, name, form, copies, condition = row
    return [
        checked_whole(number, "requirements", low=1, high=1000),
        checked_text(name, "requirements"),
        checked_text(form, "requirements", limit=20),
        checked_whole(copies, "requirements", high=1000),
        checked_text(condition, "requirements"),
        None if condition else True,
        "unchecked",
        "",
    ]


def _text(lines: list[list[object]]) -> str:
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))


def _line(lines: list[list[object]], number: int) -> list[object]:
    for line in lines:
        if line[0] == number:
            return line
    raise SenselessError("unknown_requirement")


def _checked(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    number, chosen = facts.whole("number", high=1000), facts.text("state", limit=20)
    reason = facts.text("reason", limit=200)
    if chosen not in _STATES:
        raise SenselessError("bad_state")
    lines: list[list[object]] = json.loads(state.checklist)
    line = _line(lines, number)
    line[5:] = [True, chosen, reason]
    return state._replace(checklist=_text(lines), changed_rev=entry.rev)


def _answered(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    number, applies = facts.whole("number", high=1000), facts.flag("applies")
    lines: list[list[object]] = json.loads(state.checklist)
    line = _line(lines, number)
    if line[5] is applies:  # the same answer again must not forget that the paper was seen
        return state
    line[5:] = [applies, "unchecked" if applies else "not_applicable", ""]
    return state._replace(checklist=_text(lines), changed_rev=entry.rev)


def _described(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    return state._replace(applicant_id=facts.id("applicant"), changed_rev=entry.rev)


def _found_incomplete(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    facts.numbers("open")
    return state._replace(
        status=INCOMPLETE,
        officer=entry.officer,
        completed_at=None,
        due_day=None,
        printed_rev=entry.rev,
        copies=0,
    )


def _completed(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    due = facts.day_or_none("due")
    return state._replace(
        status=COMPLETE,
        officer=entry.officer,
        completed_at=entry.at_ms if state.completed_at is None else state.completed_at,
        due_day=due,
        printed_rev=entry.rev,
        copies=0,
    )


def _corrected(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    """Two stations that corrected the same paper apart from each other make both of theirs void."""
    is_void = facts.whole("correction", high=HIGHEST_CORRECTION) > 0
    if is_void:
        corrections = min(state.corrections + 1, HIGHEST_CORRECTION)
        state = state._replace(corrections=corrections, changed_rev=entry.rev)
    return _of_another_service(state, entry, facts) if facts.text("service", limit=12) else state


def _of_another_service(state: ApplicationState, entry: Entry, facts: Facts) -> ApplicationState:
    """The same application and code under another service: what that one asks for was not looked at yet."""
    return state._replace(
        service=facts.text("service", limit=12),
        number=facts.text("number", limit=40),
        checklist=_copied(facts.rows("requirements")),
        catalogue_version=entry.catalogue_version,
        status=REGISTERED,
        completed_at=None,
        due_day=None,
        changed_rev=entry.rev,
    )


def _missing_printed(state: ApplicationState, _entry: Entry, facts: Facts) -> ApplicationState:
    copy = facts.whole("copy", low=1, high=1000)
    return state._replace(missing_slips=state.missing_slips + 1, copies=max(state.copies, copy))


def _receipt_printed(state: ApplicationState, _entry: Entry, facts: Facts) -> ApplicationState:
    copy = facts.whole("copy", low=1, high=1000)
    return state._replace(receipts=state.receipts + 1, copies=max(state.copies, copy))


APPLICATION = Aggregate(
    "application",
    _empty,
    {
        "application.opened": _opened,
        "application.described": _described,
        "requirement.checked": _checked,
        "condition.answered": _answered,
        "application.found_incomplete": _found_incomplete,
        "application.completed": _completed,
        "application.corrected": _corrected,
        "missing.printed": _missing_printed,
        "receipt.printed": _receipt_printed,
    },
)


def application_number(site: str, service: str, year: int, issuer: int, serial: int) -> str:
    """``BLU-B06-26-3-0187``: counted per issuer and year; for people only (DESIGN 8)."""
    return f"{site}-{service}-{year % 100:02d}-{issuer}-{serial:04d}"


def renumbered(number: str, service: str) -> str:
    """The number of an application that turns out to be for another service: only that part changes.

    It stays the only one of its kind, because the serial is counted per issuer and year over all services.

    >>> renumbered("BLU-B06-26-3-0187", "B02")
    'BLU-B02-26-3-0187'
    """
    site, _service, year, issuer, serial = number.rsplit("-", 4)
    return f"{site}-{service}-{year}-{issuer}-{serial}"


def checklist_of(state: ApplicationState) -> tuple[CheckedRequirement, ...]:
    """The checklist of an application as the checklist's rules read it."""
    return checklist_items(state.checklist)


def checklist_items(stored: str) -> tuple[CheckedRequirement, ...]:
    """The same from the stored text."""
    return tuple(_requirement(line) for line in json.loads(stored))


def _requirement(line: list[Any]) -> CheckedRequirement:
    number, name, form, copies, condition, applies, chosen, reason = line
    return CheckedRequirement(
        number, name, form, copies, condition, applies, RequirementState(chosen), reason
    )
