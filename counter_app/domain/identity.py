"""Who the applicant is: NIK by our own rules, other papers, birth date and phone as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from counter_app.domain.calendar import MONTHS
from counter_app.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

NIK_DIGITS = 16
SHORTEST_AS_WRITTEN = 10
"""Characters of a NIK that may stay as written; less is no number that was read from a card."""
WOMEN_ADD_TO_DAY = 40
FIRST_YEAR = 1900
BETWEEN_DIGITS = re.compile(r"[\s.\-\u2010-\u2015]+")
"""What people and papers put between digits; left out everywhere."""
TYPED_DATE = re.compile(
    r"(\d{1,2})[\s./\-]+(\d{1,2}|[A-Za-z]{3,9})[\s./\-]+(\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII
)
SHORT_YEAR = re.compile(r"\d{1,2}[\s./\-]+(\d{1,2}|[A-Za-z]{3,9})[\s./\-]+\d{2}", re.ASCII)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PHONE = re.compile(r"0\d{7,12}|\+\d{8,15}", re.ASCII)
PAPER_NUMBER = re.compile(r"[A-Z0-9]{5,20}", re.ASCII)


class IdentityKind(StrEnum):
    """The paper that shows who somebody is; people without NIK are normal (DESIGN 10)."""

    NIK = "nik"
    PASSPORT = "passport"
    PLB = "plb"
    """Pas Lintas Batas, the border crossing pass."""
    KITAS = "kitas"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NikCheck:
    """What our rules say about a NIK (DOMAIN B5); an error can be overruled by the officer."""

    digits: str
    """The NIK without spaces, dots and hyphens, as it is stored."""
    error: str | None = None
    """nik_letters, nik_length (fact n = digit_count), nik_province or nik_date."""
    warnings: tuple[str, ...] = ()
    """nik_regency_unknown, nik_kecamatan_unknown, nik_serial_zero, nik_birth_date: the most telling first."""
    region: str = ""
    """Where it was first issued, for lay people: "Belu", "Kota Kupang", or the province."""
    birth_dates: tuple[date, ...] = field(default=())
    """Both readings of the date, since the century is not coded."""
    is_woman: bool | None = None
    """By the day of birth + 40; None where the date cannot be read."""

    @property
    def is_valid(self) -> bool:
        """No rule is broken; there may be warnings."""
        return self.error is None

    @property
    def warning(self) -> str | None:
        """The most telling warning."""
        return self.warnings[0] if self.warnings else None

    @property
    def may_stay(self) -> bool:
        """An officer may overrule what is wrong with it (DESIGN 10: "simpan sebagai tertulis")."""
        return len(self.digits) >= SHORTEST_AS_WRITTEN

    @property
    def digit_count(self) -> int:
        """Count what was typed, for "Baru {n} angka"."""
        return len(self.digits)


class _UnreadableError(ValueError):
    """What was typed has not the form of a date."""


def check_nik(text: str, regions: Mapping[str, str], born: date | None = None) -> NikCheck:
    """Check a NIK: 16 digits PPKKCC DDMMYY SSSS, women with 40 added to the day.

    ``regions`` maps prefixes of 2, 4 and 6 digits to names (Kemendagri codes). Regencies and kecamatan
    are split and merged over the years and a NIK keeps the code of its first issue: unknown ones only
    warn, and a kecamatan only where the kecamatan of its regency are listed. ``born`` is the birth date
    as told; another date in the NIK only warns.
    """
    digits = BETWEEN_DIGITS.sub("", text)
    error = _first_error(digits, regions)
    if error is not None:
        return NikCheck(digits, error)
    births, is_woman = _births(digits)
    region, regional = _region(digits, regions)
    if not births:
        return NikCheck(digits, "nik_date", region=region)
    warnings = (
        *regional,
        *(("nik_serial_zero",) if digits[12:] == "0000" else ()),
        *(("nik_birth_date",) if born is not None and born not in births else ()),
    )
    return NikCheck(digits, None, warnings, region, births, is_woman)


def mask_nik(digits: str) -> str:
    """Hide the middle of an identity number for paper and screens: 5304**********01."""
    first, last = (4, 2) if len(digits) > 8 else (0, 2)  # noqa: PLR2004  # a short number would show too much
    hidden = max(len(digits) - first - last, 0)
    return digits[:first] + "*" * hidden + digits[first + hidden :]


def normalise_identity(kind: IdentityKind, text: str) -> str:
    """Bring an identity number into the form in which it is stored and compared.

    A NIK is only cleaned (``check_nik`` judges it, and the officer may overrule); other papers are put
    in capitals without spaces. Raises Refused ``identity_number`` (kind) when a passport, PLB or KITAS
    number is not 5 to 20 letters and digits.
    """
    number = BETWEEN_DIGITS.sub("", text).upper()
    if kind is IdentityKind.NONE:
        return ""
    if kind is not IdentityKind.NIK and not PAPER_NUMBER.fullmatch(number):
        raise Refused("identity_number", kind=str(kind))
    return number


def parse_birth_date(text: str, today: date | None = None) -> date:
    """Read a date as people write it: 31 3 1980, 31/3/1980, 31031980, 31 Maret 1980 or 1980-03-31.

    Raises Refused ``birth_date_unreal`` for a day that no calendar has, ``birth_date_year`` for a year
    of two digits, and ``birth_date`` for anything else, for a year before 1900, and for a day after
    ``today`` where that is given.
    """
    told = text.strip()
    if SHORT_YEAR.fullmatch(told):
        raise Refused("birth_date_year", text=told)
    try:
        found = date.fromisoformat(told) if ISO_DATE.fullmatch(told) else _typed_date(told)
    except _UnreadableError as error:
        raise Refused("birth_date", text=told) from error
    except ValueError as error:
        raise Refused("birth_date_unreal", text=told) from error
    if found.year < FIRST_YEAR or (today is not None and found > today):
        raise Refused("birth_date", text=told)
    return found


def normalise_phone(text: str) -> str:
    """Bring a phone number into one form: 081234567890, or +670… from abroad; empty stays empty.

    Raises Refused ``phone`` when it cannot be one. A phone is never required (DOMAIN B5).
    """
    digits = re.sub(r"[\s.()/\-\u2010-\u2015]+", "", text)
    if not digits:
        return ""
    local = re.sub(r"^(\+62|0062|62(?=\d{8}))0?|^(?=8\d{7})", "0", digits)
    number = re.sub(r"^00", "+", local)
    if not PHONE.fullmatch(number):
        raise Refused("phone", text=text.strip())
    return number


def _first_error(digits: str, regions: Mapping[str, str]) -> str | None:
    if digits and not (digits.isascii() and digits.isdecimal()):
        return "nik_letters"
    if len(digits) != NIK_DIGITS:
        return "nik_length"
    if digits[:2] not in regions:
        return "nik_province"
    return None


def _births(digits: str) -> tuple[tuple[date, ...], bool]:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    is_woman = day > WOMEN_ADD_TO_DAY
    if is_woman:
        day -= WOMEN_ADD_TO_DAY
    found = (_date_or_none(century + year, month, day) for century in (1900, 2000))
    return tuple(birth for birth in found if birth is not None), is_woman


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _region(digits: str, regions: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Name the place and say what is unknown about it."""
    regency = regions.get(digits[:4])
    if regency is None:
        return regions[digits[:2]], ("nik_regency_unknown",)
    name = regency.removeprefix("Kabupaten ")
    is_listed = any(len(prefix) > 4 and prefix.startswith(digits[:4]) for prefix in regions)  # noqa: PLR2004
    if is_listed and digits[:6] not in regions:
        return name, ("nik_kecamatan_unknown",)
    return name, ()


def _typed_date(text: str) -> date:
    found = TYPED_DATE.fullmatch(text)
    if found is None:
        raise _UnreadableError(text)
    day, month, year = (part for part in found.groups() if part is not None)
    return date(int(year), int(month) if month.isdecimal() else _month(month), int(day))


def _month(name: str) -> int:
    """Read a month's name or its beginning of three letters or more."""
    for number, month in enumerate(MONTHS, start=1):
        if month.lower().startswith(name.lower()):
            return number
    raise _UnreadableError(name)
