"""States of tickets and applications worked out from raw entries, without a line of the reducers.

Written from the plan's sentences (DESIGN 3, 7, 8); it knows histories of sensible entries only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from counter_app.domain.entry import Entry

Seen = dict[str, Any]

PHASES = ["unknown", "waiting", "called", "no_show", "cancelled", "serving", "finished"]
TICKET_ENDS = {"finished": "finished", "no_show": "no_show", "cancelled": "cancelled"}


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Cause before effect, without what was taken back and not given again."""
    line = sorted(entries, key=lambda it: (it.rev, it.at_ms + (it.offset_ms or 0), it.replica_id, it.seq))
    names = [(it.replica_id, it.seq) for it in line]
    gone: set[tuple[bytes, int]] = set()
    for place in reversed(range(len(line))):
        if line[place].kind == "ticket.put_back" and names[place] not in gone:
            body = json.loads(line[place].body)
            target = (bytes.fromhex(body["replica"]), body["seq"])
            if target in names[:place]:
                gone.add(target)
    return [it for it, name in zip(line, names, strict=True) if name not in gone]


def _is_at_least(phase: str, other: str) -> bool:
    return PHASES.index(phase) >= PHASES.index(other)


def ticket(entries: Iterable[Entry]) -> Seen:
    """What is known of one ticket."""
    seen: Seen = {
        "phase": "unknown", "number": "", "issued_at": None, "called_at": None, "times_called": 0,
        "counter": None, "started_at": None, "ended_at": None, "slips": 0, "reason": "", "rule": "",
    }  # fmt: skip
    for entry in in_order(entries):
        told = json.loads(entry.body)
        what = entry.kind.split(".")[1]
        phase = seen["phase"]
        if what == "issued":
            seen.update(number=told["number"], issued_at=entry.at_ms)
            seen["phase"] = "waiting" if phase == "unknown" else phase
        elif what == "called":
            _called(seen, told, entry.at_ms)
        elif what == "started" and not _is_at_least(phase, "serving"):
            seen.update(
                phase="serving", started_at=entry.at_ms, ended_at=None, counter=told["counter"], reason=""
            )
        elif what in TICKET_ENDS:
            _ended(seen, what, told.get("reason", ""), entry.at_ms)
        elif what == "printed":
            seen["slips"] += 1
    return seen


def _called(seen: Seen, told: Seen, at_ms: int) -> None:
    if seen["phase"] in ("no_show", "cancelled", "finished"):
        return
    if seen["phase"] in ("called", "serving") and told["counter"] != seen["counter"]:
        return  # two counters did something with one ticket: the first one keeps it
    seen["times_called"] += 1
    seen.update(called_at=at_ms, counter=told["counter"], rule=told["rule"])
    if not _is_at_least(seen["phase"], "called"):
        seen["phase"] = "called"


def _ended(seen: Seen, what: str, reason: str, at_ms: int) -> None:
    is_work_done = _is_at_least(seen["phase"], "serving")
    if is_work_done and (what != "finished" or seen["phase"] == "finished"):
        return
    seen.update(ended_at=at_ms, reason=reason)
    if what != "no_show" or seen["phase"] != "cancelled":
        seen["phase"] = what


def application(entries: Iterable[Entry]) -> Seen:
    """What is known of one application."""
    seen: Seen = {
        "status": "", "number": "", "papers": {}, "completed_at": None, "due_day": None, "missing_slips": 0,
        "receipts": 0, "applicant": None, "changed_rev": 0, "printed_rev": 0, "corrections": 0, "copies": 0,
    }  # fmt: skip
    for entry in in_order(entries):
        told = json.loads(entry.body)
        if entry.kind == "application.opened":
            _filed(seen, entry, told)
        elif entry.kind == "application.corrected":
            _corrected(seen, entry, told)
        elif entry.kind in ("requirement.checked", "condition.answered"):
            _looked_at(seen, entry, told)
        elif entry.kind == "application.described":
            seen.update(applicant=told["applicant"], changed_rev=entry.rev)
        elif entry.kind == "application.found_incomplete":
            seen.update(
                status="belum_lengkap", completed_at=None, due_day=None, printed_rev=entry.rev, copies=0
            )
        elif entry.kind == "application.completed":
            first = entry.at_ms if seen["completed_at"] is None else seen["completed_at"]
            seen.update(
                status="berkas_lengkap", completed_at=first, due_day=told["due"], printed_rev=entry.rev,
                copies=0,
            )  # fmt: skip
        elif entry.kind in ("missing.printed", "receipt.printed"):
            seen["missing_slips" if entry.kind == "missing.printed" else "receipts"] += 1
            seen["copies"] = max(seen["copies"], told["copy"])
    return seen


def _filed(seen: Seen, entry: Entry, told: Seen) -> None:
    papers = {
        number: [None if condition else True, "unchecked", ""]
        for number, _, _, _, condition in told["requirements"]
    }
    seen.update(status="terdaftar", number=told["number"], papers=papers, changed_rev=entry.rev)


def _corrected(seen: Seen, entry: Entry, told: Seen) -> None:
    """Older papers are void; for another service everything is looked at anew."""
    if told["correction"]:
        seen.update(corrections=seen["corrections"] + 1, changed_rev=entry.rev)
    if told.get("service"):
        _filed(seen, entry, told)
        seen.update(completed_at=None, due_day=None)


def _looked_at(seen: Seen, entry: Entry, told: Seen) -> None:
    paper = seen["papers"].get(told["number"])
    if paper is None:
        return
    if entry.kind == "requirement.checked":
        paper[:] = [True, told["state"], told.get("reason", "")]
    elif paper[0] is not told["applies"]:
        paper[:] = [told["applies"], "unchecked" if told["applies"] else "not_applicable", ""]
    else:
        return
    seen["changed_rev"] = entry.rev


def applicant(entries: Iterable[Entry]) -> Seen:
    """What is known of one person, where nothing was withheld."""
    last = [it for it in in_order(entries) if it.kind == "applicant.recorded"]
    return json.loads(last[-1].pii or "{}") if last else {}
