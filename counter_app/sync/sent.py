"""How far the hub had acknowledged, as this station remembers it: for the status line and a first guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.db import journal
from counter_app.db.hub_tables import SENT_MARK
from counter_app.db.tables import JOURNAL, AnyRow
from counter_app.db.work import Work


@dataclass(frozen=True, slots=True)
class Backlog:
    """What the hub has not acknowledged yet, as far as this station knows."""

    unsent: int
    unsent_since_ms: int | None
    """When the oldest of it was written."""
    last_sent_ms: int | None


def backlog(connection: Connection, own_no: int, former: Iterable[bytes] = ()) -> Backlog:
    """How many entries of ours the hub has not acknowledged, and since when.

    ``former``: ids of the logs before this one. They count until the hub knows this one.
    """
    mark = _mark(connection, own_no)
    numbers = [own_no]
    if mark is None:
        known = journal.heads(connection)
        numbers += [known[replica_id].replica_no for replica_id in former if replica_id in known]
    waiting = [_waiting(connection, number) for number in numbers]
    oldest = [since for _, since in waiting if since is not None]
    return Backlog(
        sum(n for n, _ in waiting), min(oldest, default=None), None if mark is None else mark.sent_at
    )


def _waiting(connection: Connection, replica_no: int) -> tuple[int, int | None]:
    end, acked = journal.head(connection, replica_no), sent_mark(connection, replica_no)
    oldest = select(JOURNAL.c.at_ms).where(JOURNAL.c.replica_no == replica_no, JOURNAL.c.seq == acked + 1)
    return max(0, end.seq - acked), connection.execute(oldest).scalar()


def _mark(connection: Connection, replica_no: int) -> AnyRow | None:
    return connection.execute(select(SENT_MARK).where(SENT_MARK.c.replica_no == replica_no)).first()


def sent_mark(connection: Connection, replica_no: int) -> int:
    """How far the hub had acknowledged a log; 0 where it never did."""
    mark = _mark(connection, replica_no)
    return 0 if mark is None else int(mark.acked_seq)


def keep_mark(work: Work, replica_no: int, seq: int) -> None:
    """Keeps how far the hub is."""
    statement = insert(SENT_MARK).values(replica_no=replica_no, acked_seq=seq, sent_at=work.clock())
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["replica_no"],
            set_={"acked_seq": statement.excluded.acked_seq, "sent_at": statement.excluded.sent_at},
        )
    )
