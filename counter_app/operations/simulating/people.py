"""People who never lived: forms for practice, by rules that a real form must pass."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from counter_app.db.queries.counter import ApplicantForm
from counter_app.domain.catalogue import Service

SURNAME = "Latihan"
"""Of everybody, so that a paper that leaves the building is nobody's."""
_WOMEN = ("Maria", "Kristina", "Elisabeth", "Theresia", "Yuliana", "Margareta", "Rosalia", "Siti", "Adelina")
_MEN = ("Yohanes", "Antonius", "Yosef", "Martinus", "Agustinus", "Petrus", "Blasius", "Ahmad", "Siprianus")
_MIDDLE = ("Contoh", "Uji", "Coba", "Praktik")
_OLDEST_DAYS, _YOUNGEST_DAYS = 70 * 365, 17 * 365
_WOMAN_ADDS = 40


def anybody(service: Service, regions: Mapping[str, str], today: date, chance: Random) -> ApplicantForm:
    """A whole form for a service."""
    is_woman = chance.random() < 0.5  # noqa: PLR2004
    born = today - timedelta(days=chance.randrange(_YOUNGEST_DAYS, _OLDEST_DAYS))
    first = chance.choice(_WOMEN if is_woman else _MEN)
    area = chance.choice(sorted(code for code in regions if len(code) == 6) or ["530412"])  # noqa: PLR2004
    day = born.day + (_WOMAN_ADDS if is_woman else 0)
    nik = f"{area}{day:02d}{born:%m%y}{chance.randrange(1, 10_000):04d}"
    return ApplicantForm(
        "nik", nik, f"{first} {chance.choice(_MIDDLE)} {SURNAME}", born.isoformat(), "",
        tuple((field.key, SURNAME) for field in service.fields if field.is_required),
    )  # fmt: skip
