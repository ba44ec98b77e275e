"""Finding a person among very many by NIK, phone or a part of the name, beside the same SQL by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from bench.figures import BESIDE_FLOOR, Aim, Table, Times, beside_floor
from bench.station import ACTOR, Station, begin_day, new_counter
from bench.station import FIRST_DAY as DAY
from counter_app.db.connection import READER_PRAGMAS, opened
from counter_app.db.key import read_keys
from counter_app.db.queries.find import MOST, Found, found, trigrams
from counter_app.db.store import DATABASE
from counter_app.db.tables import APPLICATION, IDENTITY
from counter_app.db.work import Work
from counter_app.domain.looked_for import looked_for

P95_MS = 50.0
BATCH = 5_000
OTHER_AGENCY_EVERY = 5
"""One of so many belongs to another agency, as at a site's hub."""

FIRST_NAMES = (
    "Maria", "Yohanes", "Antonius", "Yosef", "Martinus", "Dominikus", "Agustinus", "Kristina", "Elisabeth",
    "Theresia", "Anastasia", "Petrus", "Paulus", "Fransiskus", "Ignasius", "Benediktus", "Wilhelmina",
    "Margareta", "Yuliana", "Ursula", "Emerensiana", "Gaudensia", "Blasius", "Siprianus", "Hendrikus",
    "Stefanus", "Gregorius", "Adelina", "Filomena", "Rosalia", "Veronika", "Melania", "Desi", "Putri", "Rina",
    "Siti", "Ahmad", "Muhammad", "João", "Filomeno",
)  # fmt: skip
LAST_NAMES = (
    "Contoh", "Bere", "Mau", "Seran", "Klau", "Nahak", "Bria", "Asa", "Loe", "Mali", "Berek", "Atok", "Luan",
    "Taek", "Fahik", "Manek", "Leki", "Tes", "Kefi", "Oki", "Sila", "Neno", "Kolo", "Lake", "Tefa", "Taolin",
    "Abi", "Koa", "Obe", "Kono", "Metan", "Suni", "Haki", "Bano", "da Costa", "Soares", "Pereira", "Lopes",
)  # fmt: skip
"""Common as names there are; nobody's: they are drawn together at random."""

Person = tuple[str, str, str]
"""NIK, name, phone."""

_FILED = """
SELECT application.id, ticket_id, number, service, status, opened_at, full_name, identity_kind,
identity_number FROM """
_JOINED = " JOIN application ON applicant_id = applicant_identity.id "
BY_NAME = (
    f"{_FILED} person_index JOIN person_place ON no = person_index.rowid "
    f"JOIN applicant_identity ON applicant_identity.id = person_place.id {_JOINED} "
    "WHERE person_index MATCH ? AND person_place.agency = ? ORDER BY person_index.rowid DESC LIMIT ?"
)
BY_NUMBER = (
    f"{_FILED} applicant_identity {_JOINED} "
    "WHERE applicant_identity.agency = ? AND {0} >= ? AND {0} < ? ORDER BY {0} LIMIT ?"
)


def people(work: Path, many: int, times: int) -> Table:
    """So many applicants, and so many searches of each sort."""
    station, everybody = _filled(work / "station-people", many)
    floor = opened(station.store.folder / DATABASE, read_keys(station.store.folder).database, READER_PRAGMAS)
    chance = random.Random(2)
    rows, p95s = [], []
    for words, draw in SORTS:
        ours, by_hand = Times(), Times()
        for _ in range(times):
            typed = draw(chance.choice(everybody), chance)
            ours.measure(partial(_find, station, typed))
            by_hand.measure(partial(_by_hand, floor, typed))
        rows.append(beside_floor(words, ours, by_hand))
        p95s.append(ours.p95)
    floor.close()
    station.store.close()
    return Table(
        f"Finding a person among {many:,}",
        "From what is typed to frozen rows, on a reading connection. Floor: the same SQL by the bare driver. "
        f"{OTHER_AGENCY_EVERY - 1} of {OTHER_AGENCY_EVERY} people belong to the officer's agency.",
        BESIDE_FLOOR,
        tuple(rows),
        (Aim(f"each p95 <= {P95_MS:.0f} ms", max(p95s) <= P95_MS),),
    )


def _part(person: Person, chance: random.Random) -> str:
    """Three letters or more from anywhere in one of the names."""
    word = chance.choice([word for word in person[1].split() if len(word) > 2])
    start = chance.randint(0, len(word) - 3)
    return word[start : start + chance.randint(3, 6)]


SORTS: Sequence[tuple[str, Callable[[Person, random.Random], str]]] = (
    ("NIK", lambda person, _: person[0]),
    ("first digits of a NIK", lambda person, chance: person[0][: chance.randint(4, 12)]),
    ("phone", lambda person, _: person[2]),
    ("part of a name", _part),
    ("two parts of a name", lambda person, chance: f"{_part(person, chance)} {_part(person, chance)}"),
    ("whole name", lambda person, _: person[1]),
    ("beginning of a name, two letters", lambda person, _: person[1][:2]),
    ("a name that nobody has", lambda person, chance: person[1] + chance.choice(("xq", "zzz"))),
)


def _find(station: Station, typed: str) -> Found:
    store = station.store
    return store.read(
        lambda connection: found(
            connection, looked_for(typed), catalogue=store.catalogue, site=store.site, agency=ACTOR.agency
        )
    )


def _by_hand(connection: dbapi2.Connection, typed: str) -> list[Any]:
    wanted = looked_for(typed)
    rows: list[Any] = []
    if wanted.words:
        rows += connection.execute(BY_NAME, (trigrams(wanted.words), ACTOR.agency, MOST)).fetchall()
    for column, part in (("identity_number", wanted.paper), ("phone", wanted.phone)):
        if part:
            asked = (ACTOR.agency, part, part[:-1] + chr(ord(part[-1]) + 1), MOST)
            rows += connection.execute(BY_NUMBER.format(column), asked).fetchall()
    return rows


def _filled(folder: Path, many: int) -> tuple[Station, list[Person]]:
    """Projections only: how they come from the journal is measured elsewhere."""
    station = new_counter(folder)
    begin_day(station, DAY)
    chance = random.Random(1)
    everybody = [_person(chance) for _ in range(many)]
    for start in range(0, many, BATCH):
        station.store.write(partial(_take_in, people=everybody[start : start + BATCH], start=start))
    return station, everybody


def _person(chance: random.Random) -> Person:
    nik = f"530{chance.choice('34')}{chance.randint(1, 24):02d}{chance.randrange(10**10):010d}"
    middle = [chance.choice(FIRST_NAMES)] if chance.random() < 0.6 else []
    name = " ".join((chance.choice(FIRST_NAMES), *middle, chance.choice(LAST_NAMES)))
    return nik, name, f"08{chance.randrange(10**9, 10**10)}"


def _take_in(work: Work, people: Sequence[Person], start: int) -> None:
    service = next(one.code for one in work.catalogue.services.values() if one.agency == ACTOR.agency)
    rows = list(_rows(people, start, service))
    work.connection.execute(IDENTITY.insert(), [person for person, _ in rows])
    work.connection.execute(APPLICATION.insert(), [application for _, application in rows])


_FOLD = {"fold_rev": 1, "fold_at": 0, "fold_replica_no": 1, "fold_seq": 1}


def _rows(
    people: Sequence[Person], start: int, service: str
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    for at, (nik, name, phone) in enumerate(people, start=start + 1):
        agency = "POLRES" if at % OTHER_AGENCY_EVERY == 0 else ACTOR.agency
        applicant, application = at.to_bytes(16, "big"), (at + 2**64).to_bytes(16, "big")
        shared: dict[str, object] = {**_FOLD, "site": "BLU", "agency": agency}
        yield (
            {
                **_blank(IDENTITY), **shared, "id": applicant, "identity_kind": "nik", "identity_number": nik,
                "full_name": name, "phone": phone,
            },
            {
                **_blank(APPLICATION), **shared, "id": application, "applicant_id": applicant,
                "number": f"BLU-{service}-26-3-{at:04d}", "service": service, "opened_at": at,
            },
        )  # fmt: skip


def _blank(table: Any) -> dict[str, object]:
    """Every column that must not be null, empty."""
    kinds = {str: "", int: 0, bytes: b""}
    return {one.name: kinds[one.type.python_type] for one in table.columns if not one.nullable}
