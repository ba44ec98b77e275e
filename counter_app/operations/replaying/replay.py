"""A history goes through the journal: the entries of the real operations, at the times that it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, func, select

from counter_app.db.store import Sources, Store, create_store, machine_sources, open_store
from counter_app.db.tables import DAY, VISIT
from counter_app.db.work import Work
from counter_app.domain.business_day import day_entity, day_number
from counter_app.domain.catalogue import Catalogue, OfficerAccount, Site
from counter_app.domain.clock import local_day, uuid7_source
from counter_app.domain.errors import Refused
from counter_app.domain.history import HistoryTicket
from counter_app.domain.history_dirt import Dirt, Finding
from counter_app.domain.history_judge import Judge
from counter_app.domain.history_map import CANCELLED, NO_SHOW, HistoryMap
from counter_app.domain.visit import FROM_HISTORY
from counter_app.operations.replaying.file import digest_of, history_rows
from counter_app.operations.replaying.site import history_catalogue, history_site, letters_of, service_code
from counter_app.operations.replaying.survey import Survey, office_of, survey
from counter_app.operations.watch import Watch
from counter_app.settings import is_initialised, new_station

TICKETS_AT_ONCE = 500
"""Tickets of one transaction."""
_HALF_MADE = frozenset(
    {"station.key", "station.lock", "station.db", "station.db-wal", "station.db-shm", "high-water", "running"}
)
"""Files of a store before its settings are written, which come last."""
HISTORY_CANCELLED = "left"
"""Why a history's number was cancelled: it does not say, and nobody was served."""


@dataclass(slots=True)
class Replayed:
    """What became of a file."""

    office: str
    site: str
    first_day: date
    last_day: date
    queues: int
    counters: int
    lines: int = 0
    tickets: int = 0
    """Taken, with those that an earlier run took."""
    already: int = 0
    """Taken by an earlier run."""
    left_out: int = 0
    days: int = 0
    told_of: dict[str, int] = field(default_factory=dict)
    """How many tickets have a call, a start, a finish, and how many the file says did not come."""
    unknown: tuple[str, ...] = ()
    """Which times the file has no column for."""
    dirt: list[Finding] = field(default_factory=list)
    """In the order of the file."""

    @property
    def counts(self) -> dict[Dirt, int]:
        """How often each kind of dirt was found."""
        found = Counter(one.dirt for one in self.dirt)
        return {dirt: found[dirt] for dirt in Dirt if found[dirt]}


class HistoryClock:
    """Stands where the history stands."""

    def __init__(self) -> None:
        self.at_ms = 0

    def __call__(self) -> int:
        """UTC milliseconds."""
        return self.at_ms


def replay(
    file: Path,
    form: HistoryMap,
    folder: Path,
    *,
    office: str,
    shipped: Catalogue,
    officer: OfficerAccount,
    watch: Watch | None = None,
    sources: Sources | None = None,
) -> Replayed:
    """Imports one office of a file into an empty folder, or goes on where an earlier run stopped.

    Raises what ``history_rows`` and ``survey`` raise, and Refused: folder_not_empty (folder),
    history_other (folder) where another history or a station is in it, history_cancelled (done).
    """
    watch, machine = watch or Watch(), sources or machine_sources()
    _refuse_strange(folder)
    today = local_day(machine.clock(), form.zone)
    found = survey(
        history_rows(file, form), form, office, name=file.name.split(".")[0], today=today,
        goes_on=watch.goes_on,
    )  # fmt: skip
    letters, clock = letters_of(found.queues), HistoryClock()
    digest = f"history {digest_of(file)} {found.office}"
    site = history_site(form, found, letters, digest, officer)
    own = Sources(clock, uuid7_source(clock), machine.random_bytes)
    with closing(_store(folder, history_catalogue(shipped, found, letters), site, own)) as store:
        run = _Run(store, clock, found, letters, form, watch)
        return run.through(file)


def _refuse_strange(folder: Path) -> None:
    """What a power cut left of a folder that was being made is no strange thing."""
    if is_initialised(folder) or not folder.exists():
        return
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - _HALF_MADE:
        raise Refused("folder_not_empty", folder=str(folder))


def _store(folder: Path, catalogue: Catalogue, site: Site, sources: Sources) -> Store:
    if not is_initialised(folder):
        return create_store(folder, new_station(site.code, "supervisor", 0), catalogue, site, sources)
    store = open_store(folder, sources)
    if store.site.digest != site.digest:
        store.close()
        raise Refused("history_other", folder=str(folder))
    return store


class _Run:
    """One run through the file: what an earlier one wrote is judged again and not written again."""

    def __init__(
        self,
        store: Store,
        clock: HistoryClock,
        found: Survey,
        letters: Mapping[str, str],
        form: HistoryMap,
        watch: Watch,
    ) -> None:
        self._store, self._clock, self._found, self._letters = store, clock, found, letters
        self._form, self._watch = form, watch
        self._judge = Judge(form, found.days)
        self._opened: set[int] = set(store.read(_days))
        self._closes: dict[int, int] = {}
        self._already = store.read(_taken)
        self._done = Replayed(
            found.office, store.site.code, *found.days, len(found.queues), len(store.site.counters),
            unknown=form.unknown, already=self._already,
            told_of=dict.fromkeys(("called", "started", "finished", NO_SHOW, CANCELLED), 0),
        )  # fmt: skip

    def through(self, file: Path) -> Replayed:
        """Every line; raises Refused("history_cancelled", done)."""
        batch: list[HistoryTicket] = []
        for ticket in self._tickets(file):
            batch.append(ticket)
            if len(batch) == TICKETS_AT_ONCE:
                self._write(batch)
                batch = []
        self._write(batch)
        self._store.write(self._close_days)
        self._watch.told(self._found.lines, self._found.lines)
        self._done.days = len(self._closes)
        return self._done

    def _tickets(self, file: Path) -> Iterator[HistoryTicket]:
        """The tickets that are not in the folder yet."""
        for row in history_rows(file, self._form):
            whose = office_of(row, self._form, self._found.office)
            if isinstance(row, Finding):
                self._leave_out([row], is_line=row.dirt is not Dirt.BOM)
            elif not whose:
                self._leave_out([Finding(row.line, Dirt.OFFICE_MISSING, row.number)])
            elif whose == self._found.office:
                ticket, findings = self._judge.judge(row)
                if ticket is None:
                    self._leave_out(findings)
                elif self._count(ticket, findings):
                    yield ticket

    def _leave_out(self, findings: list[Finding], *, is_line: bool = True) -> None:
        self._done.lines += is_line
        self._done.left_out += is_line
        self._done.dirt += findings

    def _count(self, ticket: HistoryTicket, findings: list[Finding]) -> bool:
        """Takes a ticket into the count; answers whether it is still to be written."""
        done, day = self._done, day_number(ticket.day)
        done.lines += 1
        done.tickets += 1
        done.dirt += findings
        told = done.told_of
        told["called"] += ticket.called_at is not None
        told["started"] += ticket.started_at is not None
        told["finished"] += ticket.finished_at is not None
        if ticket.ended:
            told[ticket.ended] += 1
        self._closes[day] = max(self._closes.get(day, 0), ticket.last_at)
        return done.tickets > self._already

    def _write(self, batch: list[HistoryTicket]) -> None:
        if not self._watch.goes_on():
            done = self._done.tickets - len(batch)
            raise Refused("history_cancelled", done=max(done, self._already))
        if batch:
            self._store.write(lambda work: self._record_all(work, batch))
        self._watch.told(self._done.lines, self._found.lines)

    def _record_all(self, work: Work, batch: list[HistoryTicket]) -> None:
        for ticket in batch:
            self._open_day(work, ticket)
            _Recording(work, self._clock, ticket, self._letters[ticket.queue]).record()

    def _open_day(self, work: Work, ticket: HistoryTicket) -> None:
        number = day_number(ticket.day)
        if number not in self._opened:
            self._opened.add(number)
            self._clock.at_ms = ticket.issued_at
            entity = day_entity(work.site.code, number)
            work.record("day.opened", entity, {}, officer="", business_day=number)

    def _close_days(self, work: Work) -> None:
        """A history's days are over; what they left is not settled: nobody knows what became of it."""
        for number in sorted(set(self._closes) & set(_open_days(work.connection))):
            self._clock.at_ms = self._closes[number]
            entity = day_entity(work.site.code, number)
            work.record("day.closed", entity, {}, officer="", business_day=number)


class _Recording:
    """The entries of one ticket, each at its own time."""

    def __init__(self, work: Work, clock: HistoryClock, ticket: HistoryTicket, letter: str) -> None:
        self._work, self._clock, self._ticket, self._letter = work, clock, ticket, letter
        self._day = day_number(ticket.day)
        self._entity = work.new_entity()

    def record(self) -> None:
        """Visit, issue, and whatever else the file tells."""
        ticket, visit = self._ticket, self._work.new_entity()
        self._clock.at_ms = ticket.issued_at
        self._work.record(
            "visit.opened", visit, {"channel": FROM_HISTORY}, officer="", business_day=self._day
        )
        body: dict[str, object] = {
            "number": printed(self._letter, ticket.number), "queue": self._letter,
            "service": service_code(self._letter), "visit": visit.hex,
        }  # fmt: skip
        self._say("ticket.issued", ticket.issued_at, body | self._priority())
        self._say("ticket.called", ticket.called_at, {"counter": ticket.counter})
        self._say("ticket.started", ticket.started_at, {"counter": ticket.counter})
        self._say("ticket.finished", ticket.finished_at if not ticket.ended else None, {})
        if ticket.ended == NO_SHOW:
            self._say("ticket.no_show", ticket.last_at, {})
        elif ticket.ended == CANCELLED:
            self._say("ticket.cancelled", ticket.last_at, {"reason": HISTORY_CANCELLED})

    def _priority(self) -> dict[str, object]:
        return {"priority": self._ticket.priority} if self._ticket.priority else {}

    def _say(self, kind: str, at_ms: int | None, body: dict[str, object]) -> None:
        if at_ms is None:
            return
        self._clock.at_ms = at_ms
        self._work.record(
            kind, self._entity, body, officer="", business_day=self._day, agency=f"Q{self._letter}"
        )


def printed(letter: str, number: str) -> str:
    """A number of the file as it is printed: digits alone get their queue's letter.

    >>> printed("L", "12"), printed("L", "L-12")
    ('L012', 'L-12')
    """
    return f"{letter}{int(number):03d}" if number.isdecimal() else number


def _days(connection: Connection) -> list[int]:
    return list(connection.execute(select(DAY.c.business_day)).scalars())


def _open_days(connection: Connection) -> list[int]:
    return list(connection.execute(select(DAY.c.business_day).where(DAY.c.is_open == 1)).scalars())


def _taken(connection: Connection) -> int:
    """How many tickets an earlier run wrote."""
    counted = select(func.count()).select_from(VISIT).where(VISIT.c.channel == FROM_HISTORY)
    return connection.execute(counted).scalar_one()
