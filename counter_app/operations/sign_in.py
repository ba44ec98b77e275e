"""Who sits at the counter: PIN, tries, shift."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from counter_app.db.queries.day import open_day_number
from counter_app.db.store import Store
from counter_app.db.tables import PIN_TRY, SHIFT
from counter_app.db.work import Work
from counter_app.domain.catalogue import OfficerAccount, Site
from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor, counter_of

FREE_TRIES = 5
"""Wrong PINs before the waits begin."""
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 900
RECEPTION_ROLES = frozenset({"reception", "supervisor"})
"""Who may work at a station of kind reception."""


def sign_in(store: Store, *, officer: str, pin: str, counter: int) -> Actor:
    """Checks the PIN and opens a shift. Raises what ``identify`` raises."""
    actor = identify(store, officer=officer, pin=pin, counter=counter)
    store.write(lambda work: _open_shift(work, actor))
    return actor


def identify(store: Store, *, officer: str, pin: str, counter: int) -> Actor:
    """Checks the PIN without opening a shift; a wrong one is counted on disk before it is refused.

    Raises Refused: officer_unknown, officer_other_agency, officer_no_reception, counter_unknown,
    pin_wrong (left = tries before a wait), pin_wait (seconds).
    """
    account = _account(store.site, officer.strip().upper(), counter)
    if store.station.kind == "reception" and not RECEPTION_ROLES & set(account.roles):
        raise Refused("officer_no_reception", officer=account.name)
    wait_s = store.write(lambda work: _wait_left(work, account.code))
    if wait_s:
        raise Refused("pin_wait", seconds=wait_s)
    if not _is_pin(account, pin):
        failures = store.write(lambda work: _count_failure(work, account.code))
        raise _wrong(failures)
    store.write(lambda work: _forgive(work, account.code))
    return Actor(account.code, account.name, account.agency, account.roles, counter)


def _account(site: Site, code: str, counter: int) -> OfficerAccount:
    account = next((one for one in site.officers if one.code == code), None)
    if account is None:
        raise Refused("officer_unknown", officer=code)
    letters = counter_of(site, counter).queues if counter else ()
    agencies = {queue.agency for queue in site.queues if queue.letter in letters}
    if counter and account.agency not in agencies and "supervisor" not in account.roles:
        raise Refused("officer_other_agency", officer=account.name, counter=counter)
    return account


def _is_pin(account: OfficerAccount, pin: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415  start-up
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  start-up

    try:
        return PasswordHasher().verify(account.pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong PINs in a row: none up to five, then 30, 60, 120 … 900."""
    if failures < FREE_TRIES:
        return 0
    return int(min(FIRST_WAIT_S * 2 ** min(failures - FREE_TRIES, 10), LONGEST_WAIT_S))


def _wrong(failures: int) -> Refused:
    wait_s = wait_after(failures)
    return Refused("pin_wait", seconds=wait_s) if wait_s else Refused("pin_wrong", left=FREE_TRIES - failures)


def _wait_left(work: Work, officer: str) -> int:
    row = work.connection.execute(select(PIN_TRY).where(PIN_TRY.c.officer == officer)).first()
    if row is None:
        return 0
    passed_ms = work.clock() - row.last_at
    if passed_ms < 0:  # a clock that was set back must not lock an officer out for ever
        _count_from_now(work, officer)
        passed_ms = 0
    left_ms: int = wait_after(row.failures) * 1000 - passed_ms
    return max(0, -(-left_ms // 1000))


def _count_from_now(work: Work, officer: str) -> None:
    work.connection.execute(update(PIN_TRY).where(PIN_TRY.c.officer == officer).values(last_at=work.clock()))


def _count_failure(work: Work, officer: str) -> int:
    statement = insert(PIN_TRY).values(officer=officer, failures=1, last_at=work.clock())
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["officer"],
            set_={"failures": PIN_TRY.c.failures + 1, "last_at": statement.excluded.last_at},
        )
    )
    return int(
        work.connection.execute(select(PIN_TRY.c.failures).where(PIN_TRY.c.officer == officer)).scalar_one()
    )


def _forgive(work: Work, officer: str) -> None:
    work.connection.execute(delete(PIN_TRY).where(PIN_TRY.c.officer == officer))


def _open_shift(work: Work, actor: Actor) -> None:
    _close_shifts(work, actor)
    work.record(
        "shift.opened",
        work.new_entity(),
        {"counter": actor.counter},
        officer=actor.officer,
        business_day=_day(work),
        agency=actor.agency,
    )


def sign_out(work: Work, actor: Actor) -> None:
    """Closes the actor's shift."""
    _close_shifts(work, actor)


def _close_shifts(work: Work, actor: Actor) -> None:
    """A shift that a power cut left open ends when the next one begins."""
    left = select(SHIFT.c.id).where(
        SHIFT.c.counter == actor.counter,
        SHIFT.c.closed_at.is_(None),
        SHIFT.c.fold_replica_no == work.head.replica_no,  # another reception has counter 0 too
    )
    for row in work.connection.execute(left).all():
        work.record(
            "shift.closed", row.id, {}, officer=actor.officer, business_day=_day(work), agency=actor.agency
        )


def _day(work: Work) -> int:
    """The open day; 0 before the first one is opened, since signing in comes before opening."""
    return open_day_number(work.connection, work.site.code) or 0
