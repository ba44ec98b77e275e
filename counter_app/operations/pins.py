"""PINs: tries and waits, a temporary one by a supervisor's approval, and the one that follows it.

A PIN set here is good at this station only, and only as long as the catalogue's one for that officer
stays the same: a new catalogue with another PIN puts the station's aside.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from counter_app.db.queries.day import open_day_number
from counter_app.db.store import Store
from counter_app.db.tables import PIN_TRY, STATION_PIN
from counter_app.db.work import Work
from counter_app.domain.catalogue import OfficerAccount, Site
from counter_app.domain.errors import Refused
from counter_app.domain.officer_pin import TEMPORARY_PIN_H, check_new_pin, pin_entity

FREE_TRIES = 5
"""Wrong PINs before the waits begin."""
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 900
_HASH_END = 12
"""Characters of a hash that tell one PIN of an officer from the next."""


class _InForce(NamedTuple):
    """What a typed PIN is held against."""

    officer: str
    pin_hash: str
    is_temporary: bool = False
    set_at: int = 0

    @property
    def tried_as(self) -> str:
        """Tries are counted against one PIN: who gets a new one begins anew."""
        return f"{self.officer} {self.pin_hash[-_HASH_END:]}"


def account_of(site: Site, code: str) -> OfficerAccount:
    """The officer's account. Raises Refused("officer_unknown", officer=…)."""
    wanted = code.strip().upper()
    account = next((one for one in site.officers if one.code == wanted), None)
    if account is None:
        raise Refused("officer_unknown", officer=wanted)
    return account


def check_pin(store: Store, account: OfficerAccount, pin: str) -> None:
    """Holds a PIN against the one in force; a wrong one is counted on disk before it is refused.

    Raises Refused: pin_wrong (left = tries before a wait), pin_wait (seconds), pin_must_change (it is
    right, and temporary), pin_expired (hours; a temporary one nobody used in time).
    """
    if _checked(store, account, pin).is_temporary:
        raise Refused("pin_must_change", officer=account.code)


def reset_pin(store: Store, *, officer: str, supervisor: str, pin: str, temporary: str) -> None:
    """A supervisor approves, with the own PIN, a temporary one for an officer who forgot theirs.

    The former PIN is no longer taken here. The journal tells who did it for whom, never a PIN.
    Raises Refused: officer_unknown, not_supervisor, pin_of_own, what ``check_pin`` and
    ``check_new_pin`` raise.
    """
    account, approving = account_of(store.site, officer), account_of(store.site, supervisor)
    if "supervisor" not in approving.roles:
        raise Refused("not_supervisor", officer=approving.name)
    if approving.code == account.code:
        raise Refused("pin_of_own")
    check_new_pin(temporary)
    check_pin(store, approving, pin)
    pin_hash = _hashed(temporary)

    def act(work: Work) -> None:
        _keep(work, account, pin_hash, is_temporary=True)
        _record(work, "pin.reset", account, by=approving.code)

    store.write(act)


def change_pin(store: Store, *, officer: str, temporary: str, new: str) -> None:
    """The officer puts an own PIN in the place of the temporary one.

    Raises Refused: pin_not_temporary, what ``check_new_pin`` raises, and pin_wrong, pin_wait,
    pin_expired for the temporary one.
    """
    account = account_of(store.site, officer)
    check_new_pin(new, temporary)
    if not _checked(store, account, temporary).is_temporary:
        raise Refused("pin_not_temporary")
    pin_hash = _hashed(new)

    def act(work: Work) -> None:
        _keep(work, account, pin_hash, is_temporary=False)
        _record(work, "pin.changed", account, by=account.code)

    store.write(act)


def _checked(store: Store, account: OfficerAccount, pin: str) -> _InForce:
    """The PIN in force, which this is."""
    in_force, wait_s = store.write(lambda work: _in_force(work, account))
    if wait_s:
        raise Refused("pin_wait", seconds=wait_s)
    if not _is_pin(in_force, pin):
        failures = store.write(lambda work: _count_failure(work, in_force.tried_as))
        raise _wrong(failures)
    store.write(lambda work: _forgive(work, in_force.tried_as))
    is_late = abs(store.clock() - in_force.set_at) > TEMPORARY_PIN_H * 3_600_000
    if in_force.is_temporary and is_late:
        raise Refused("pin_expired", hours=TEMPORARY_PIN_H)
    return in_force


def _in_force(work: Work, account: OfficerAccount) -> tuple[_InForce, int]:
    """The PIN in force and the seconds to wait before it may be tried."""
    row = work.connection.execute(
        select(STATION_PIN).where(
            STATION_PIN.c.officer == account.code, STATION_PIN.c.instead_of == account.pin_hash
        )
    ).first()
    found = _InForce(account.code, account.pin_hash)
    if row is not None:
        found = _InForce(account.code, row.pin_hash, bool(row.is_temporary), row.set_at)
    return found, _wait_left(work, found.tried_as)


def _is_pin(in_force: _InForce, pin: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415  start-up
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  start-up

    try:
        return PasswordHasher().verify(in_force.pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def _hashed(pin: str) -> str:
    from argon2 import PasswordHasher  # noqa: PLC0415  start-up

    return PasswordHasher().hash(pin)


def _keep(work: Work, account: OfficerAccount, pin_hash: str, *, is_temporary: bool) -> None:
    values = {
        "officer": account.code, "pin_hash": pin_hash, "instead_of": account.pin_hash,
        "is_temporary": int(is_temporary), "set_at": work.clock(),
    }  # fmt: skip
    statement = insert(STATION_PIN).values(values)
    work.connection.execute(statement.on_conflict_do_update(index_elements=["officer"], set_=values))


def _record(work: Work, kind: str, account: OfficerAccount, *, by: str) -> None:
    work.record(
        kind,
        pin_entity(work.site.code, account.code),
        {"officer": account.code},
        officer=by,
        business_day=open_day_number(work.connection, work.site.code) or 0,
        agency=account.agency,
    )


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong PINs in a row: none up to five, then 30, 60, 120 … 900."""
    if failures < FREE_TRIES:
        return 0
    return int(min(FIRST_WAIT_S * 2 ** min(failures - FREE_TRIES, 10), LONGEST_WAIT_S))


def _wrong(failures: int) -> Refused:
    wait_s = wait_after(failures)
    return Refused("pin_wait", seconds=wait_s) if wait_s else Refused("pin_wrong", left=FREE_TRIES - failures)


def _wait_left(work: Work, tried_as: str) -> int:
    row = work.connection.execute(select(PIN_TRY).where(PIN_TRY.c.officer == tried_as)).first()
    if row is None:
        return 0
    passed_ms = work.clock() - row.last_at
    if passed_ms < 0:  # a clock that was set back must not lock an officer out for ever
        _count_from_now(work, tried_as)
        passed_ms = 0
    left_ms: int = wait_after(row.failures) * 1000 - passed_ms
    return max(0, -(-left_ms // 1000))


def _count_from_now(work: Work, tried_as: str) -> None:
    work.connection.execute(update(PIN_TRY).where(PIN_TRY.c.officer == tried_as).values(last_at=work.clock()))


def _count_failure(work: Work, tried_as: str) -> int:
    statement = insert(PIN_TRY).values(officer=tried_as, failures=1, last_at=work.clock())
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["officer"],
            set_={"failures": PIN_TRY.c.failures + 1, "last_at": statement.excluded.last_at},
        )
    )
    return _failures(work.connection, tried_as)


def _failures(connection: Connection, tried_as: str) -> int:
    return int(
        connection.execute(select(PIN_TRY.c.failures).where(PIN_TRY.c.officer == tried_as)).scalar_one()
    )


def _forgive(work: Work, tried_as: str) -> None:
    work.connection.execute(delete(PIN_TRY).where(PIN_TRY.c.officer == tried_as))
