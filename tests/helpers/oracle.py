"""States of tickets and applications worked out from raw entries, without a line of the reducers.

Written from the plan's sentences (DESIGN 3, 7, 8); it knows histories of sensible entries only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from counter_app.domain.entry import Entry

Seen = dict[str, Any]

PHASES = ["unknown", "waiting", "called", "no_show", "cancelled", "parked", "serving", "finished"]
ENDS = ("finished", "no_show", "cancelled")
TIMES = {"waiting": "waited_ms", "called": "walked_ms", "serving": "served_ms", "parked": "parked_ms"}
DOUBTS = {"waiting": 1, "called": 2, "serving": 4, "parked": 8}
TAKING_BACK = (
    "ticket.put_back", "ticket.handed_back", "ticket.brought_back", "ticket.struck_out", "presence.struck_out"
)  # fmt: skip
BY_PRESENCE = {"presence.started": "present", "presence.matched": "paired"}
"""An entity of its own: served, never issued."""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Cause before effect, without what was taken back and not given again."""
    line = sorted(entries, key=lambda it: (it.rev, it.at_ms + (it.offset_ms or 0), it.replica_id, it.seq))
    names = [(it.replica_id, it.seq) for it in line]
    gone: set[tuple[bytes, int]] = set()
    for place in reversed(range(len(line))):
        if line[place].kind in TAKING_BACK and names[place] not in gone:
            body = json.loads(line[place].body)
            rows = body["entries"] if "entries" in body else [[body["replica"], body["seq"]]]
            for replica, seq in rows:
                target = (bytes.fromhex(replica), seq)
                if target in names[:place]:
                    gone.add(target)
    return [it for it, name in zip(line, names, strict=True) if name not in gone]


def _is_at_least(phase: str, other: str) -> bool:
    return PHASES.index(phase) >= PHASES.index(other)


def ticket(entries: Iterable[Entry]) -> Seen:
    """What is known of one ticket."""
    seen: Seen = {
        "phase": "unknown", "number": "", "queue": "", "service": "", "priority": "", "issued_at": None,
        "called_at": None,
        "times_called": 0, "counter": None, "officer": "", "started_at": None, "ended_at": None, "slips": 0,
        "reason": "", "rule": "", "outcome": "", "parked_at": None, "place": "", "parked_until": None,
        "returned_at": None, "behind": None, "for_counter": None, "for_officer": "", "doubts": 0,
    }  # fmt: skip
    spans: list[tuple[str, int, int]] = []
    since: int | None = None
    clock: Entry | None = None
    for entry in in_order(entries):
        told, before = json.loads(entry.body), seen["phase"]
        what = BY_PRESENCE.get(entry.kind, entry.kind.split(".")[1])
        if what == "printed":
            seen["slips"] += 1
        elif what == "transcribed" and before == "unknown":
            since = _from_paper(seen, told, entry, spans)
        elif what in _HOW and _MAY.get(what, _always)(seen, told):
            _HOW[what](seen, told, entry)
            if _is_a_change(before, what):
                if since is not None and what != "brought_back":
                    passed, is_sure = _passed(clock, entry, since)
                    was = "waiting" if what == "called" and before == "called" else before
                    spans.append((was, since, since + passed))
                    seen["doubts"] |= 0 if is_sure else DOUBTS.get(was, 0)
                since, clock = entry.at_ms, None if seen["phase"] in ENDS else entry
    seen.pop("presence", None)
    return {**seen, **_times(spans), "since": since}


def _passed(clock: Entry | None, now: Entry, since: int) -> tuple[int, bool]:
    """How long it took, and whether both ends can be compared: one clock, or two known to the hub."""
    if clock is None or clock.replica_id == now.replica_id:
        return now.at_ms - since, True
    known = [it.offset_ms for it in (clock, now) if it.offset_ms is not None and _is_fresh(it)]
    return (now.at_ms + known[1] - since - known[0], True) if len(known) == 2 else (now.at_ms - since, False)


def _is_fresh(entry: Entry) -> bool:
    return entry.offset_age_s is not None and abs(entry.offset_age_s) <= 86_400


def _is_a_change(before: str, what: str) -> bool:
    """A number issued twice waits since the first time; a second call in service ends no service."""
    if what == "issued":
        return before == "unknown"
    if what in ("handed_over", "prioritised"):
        return False
    return not (what == "called" and before in ("parked", "serving"))


def _times(spans: list[tuple[str, int, int]]) -> dict[str, int]:
    """How long it was in each state, until its last change; who missed a call was not waiting."""
    return {
        name: sum(max(0, end - begin) for phase, begin, end in spans if phase == of)
        for of, name in TIMES.items()
    }


def _always(_seen: Seen, _told: Seen) -> bool:
    return True


def _is_begun(seen: Seen) -> bool:
    parked_in_service = seen["phase"] == "parked" and seen["started_at"] is not None
    return parked_in_service or seen["phase"] in ("serving", "finished")


def _is_held(seen: Seen) -> bool:
    return seen["phase"] in ("called", "parked", "serving")


def _may_be_called(seen: Seen, told: Seen) -> bool:
    """Two counters did something with one ticket: the first one keeps it."""
    return seen["phase"] not in ENDS and not (_is_held(seen) and told["counter"] != seen["counter"])


def _is_at(seen: Seen, told: Seen) -> bool:
    return seen["phase"] in ("called", "serving") and bool(told["counter"] == seen["counter"])


def _may_be_unparked(seen: Seen, told: Seen) -> bool:
    return seen["phase"] == "parked" and bool(told.get("counter", seen["counter"]) == seen["counter"])


def _may_be_transferred(seen: Seen, told: Seen) -> bool:
    return seen["phase"] not in ENDS and not (_is_held(seen) and told.get("from") != seen["counter"])


def _may_be_matched(seen: Seen, told: Seen) -> bool:
    """Work that was done at another counter is not ignored: the first one keeps the ticket."""
    return not _is_begun(seen) or seen.get("presence") == told["presence"]


_MAY: dict[str, Callable[[Seen, Seen], bool]] = {
    "present": lambda seen, _told: seen["phase"] == "unknown",
    "matched": _may_be_matched,
    "called": _may_be_called,
    "started": lambda seen, _told: seen["phase"] not in ("serving", "finished"),
    "finished": lambda seen, _told: seen["phase"] != "finished",
    "no_show": lambda seen, _told: not _is_begun(seen),
    "cancelled": lambda seen, _told: not _is_begun(seen),
    "parked": _is_at,
    "handed_over": _is_at,
    "unparked": _may_be_unparked,
    "transferred": _may_be_transferred,
    "brought_back": lambda seen, _told: not _is_begun(seen) and seen["phase"] not in ENDS,
    "struck_out": lambda seen, _told: seen["phase"] == "unknown",
}
"""Whether something makes sense where it stands; else it changes nothing."""


def _present(seen: Seen, told: Seen, entry: Entry) -> None:
    _issued(seen, told, entry)
    seen.update(phase="serving", called_at=entry.at_ms, started_at=entry.at_ms, times_called=1)
    seen.update(rule="present", counter=told["counter"], officer=entry.officer)


def _matched(seen: Seen, told: Seen, entry: Entry) -> None:
    """Served under another entity, with its times; those between two clocks are not worked out here."""
    if seen.get("presence") != told["presence"]:
        if seen["phase"] == "waiting" or seen["called_at"] is None:
            times = seen["times_called"] + 1
            seen.update(called_at=told["started_at"], times_called=times, rule="present")
        _is_back(seen)
    ended = told.get("ended_at")
    seen.update(presence=told["presence"], phase="serving" if ended is None else "finished")
    seen.update(started_at=told["started_at"], ended_at=ended, counter=told["counter"], officer=entry.officer)
    seen.update(reason=told.get("reason", ""), outcome=told.get("outcome", ""))


def _issued(seen: Seen, told: Seen, entry: Entry) -> None:
    seen["priority"] = told.get("priority", "")
    seen.update(number=told["number"], queue=told["queue"], service=told["service"], issued_at=entry.at_ms)
    if seen["phase"] == "unknown":
        seen["phase"] = "waiting"


def _called(seen: Seen, told: Seen, entry: Entry) -> None:
    seen.update(called_at=entry.at_ms, counter=told["counter"], rule=told["rule"], officer=entry.officer)
    seen["times_called"] += 1
    if seen["phase"] in ("unknown", "waiting"):
        seen["phase"] = "called"


def _started(seen: Seen, told: Seen, entry: Entry) -> None:
    if told.get("rule") and seen["phase"] == "waiting":
        seen.update(called_at=entry.at_ms, times_called=seen["times_called"] + 1, rule=told["rule"])
    _is_back(seen)
    seen.update(phase="serving", started_at=entry.at_ms, counter=told["counter"], officer=entry.officer)
    seen.update(ended_at=None, reason="")


def _handed_over(seen: Seen, _told: Seen, entry: Entry) -> None:
    seen["officer"] = entry.officer


def _ended(seen: Seen, told: Seen, entry: Entry) -> None:
    what = entry.kind.split(".")[1]
    _is_back(seen)
    seen.update(ended_at=entry.at_ms, reason=told.get("reason", ""))
    if what == "finished":
        seen["outcome"] = told.get("outcome", "")
        seen["officer"] = seen["officer"] if told.get("reason") == "day_closed" else entry.officer
    if what != "no_show" or seen["phase"] != "cancelled":
        seen["phase"] = what


def _parked(seen: Seen, told: Seen, entry: Entry) -> None:
    seen.update(phase="parked", parked_at=entry.at_ms, place=told["place"], parked_until=told.get("until"))


def _unparked(seen: Seen, told: Seen, entry: Entry) -> None:
    if "counter" not in told:
        _waits_again(seen)
        seen.update(returned_at=entry.at_ms, behind=_id(told))
        return
    was_begun = seen["started_at"] is not None
    if was_begun:
        seen["started_at"] += max(0, entry.at_ms - seen["parked_at"])
    seen.update(phase="serving" if was_begun else "called", officer=entry.officer)
    _is_back(seen)


def _transferred(seen: Seen, told: Seen, _entry: Entry) -> None:
    _waits_again(seen)
    seen.update(for_counter=told.get("counter"), for_officer=told.get("officer", ""))
    if told.get("service"):
        seen.update(service=told["service"], queue=told["queue"])


def _brought_back(seen: Seen, told: Seen, entry: Entry) -> None:
    _waits_again(seen)
    seen.update(returned_at=entry.at_ms, behind=_id(told))


def _struck_out(seen: Seen, told: Seen, entry: Entry) -> None:
    seen.update(number=told["number"], queue=told["queue"], service=told["service"], phase="cancelled")
    seen.update(ended_at=entry.at_ms, reason="undo")


def _from_paper(seen: Seen, told: Seen, entry: Entry, spans: list[tuple[str, int, int]]) -> int:
    """What really happened, by the times in the body; answers when its last change was."""
    seen.update(number=told["number"], queue=told["queue"], service=told["service"], phase="waiting")
    seen["issued_at"] = since = int(told["issued_at"])
    called = told.get("called_at", told.get("started_at"))
    if called is None:
        return since
    spans.append(("waiting", since, called))
    seen.update(phase="no_show", called_at=called, ended_at=called, times_called=1, rule="paper")
    seen.update(counter=told.get("counter"), officer=entry.officer)
    started: int | None = told.get("started_at")
    if started is None:
        return int(called)
    finished = int(told.get("finished_at", started))
    spans += [("called", called, started), ("serving", started, finished)]
    reason = "" if "finished_at" in told else "day_closed"
    seen.update(phase="finished", started_at=started, ended_at=finished, reason=reason)
    return finished


def _waits_again(seen: Seen) -> None:
    _is_back(seen)
    seen.update(counter=None, officer="", rule="", times_called=0, started_at=None, ended_at=None, reason="")
    seen.update(returned_at=None, behind=None)
    if seen["phase"] != "unknown":
        seen["phase"] = "waiting"


def _is_back(seen: Seen) -> None:
    seen.update(parked_at=None, place="", parked_until=None)


def _id(told: Seen) -> bytes | None:
    return bytes.fromhex(told["behind"]) if "behind" in told else None


def _prioritised(seen: Seen, told: Seen, _entry: Entry) -> None:
    seen["priority"] = told["priority"]


_HOW = {
    "present": _present, "matched": _matched,
    "issued": _issued, "called": _called, "started": _started, "handed_over": _handed_over,
    "finished": _ended, "no_show": _ended, "cancelled": _ended, "parked": _parked, "unparked": _unparked,
    "transferred": _transferred, "brought_back": _brought_back, "struck_out": _struck_out,
    "prioritised": _prioritised,
}  # fmt: skip


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
