"""From parsed catalogue files to a Catalogue, refused as a whole when anything is wrong (DESIGN 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter_app.domain.catalogue import Agency, Catalogue, Chain, Holiday, Requirement, Service, ServiceField
from counter_app.domain.paper_order import circle
from counter_app.domain.raw_table import BrokenReason, RawTable, refuse_repeats, required_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

AGENCY_CLASSES = ("pemda", "vertikal", "badan hukum publik", "BUMN", "BUMD", "swasta")
KINDS = ("izin", "non-izin", "administrasi", "barang", "jasa")
UNITS = ("menit", "jam", "hari_kerja")
FORMS = ("asli", "tunjuk", "salinan", "salinan_legalisir", "formulir", "foto", "digital", "hadir")
VERIFICATIONS = ("sourced", "partly", "unverified")
HOLIDAY_TYPES = ("libur_nasional", "cuti_bersama")
REGION_DIGITS = {"provinsi": 2, "kabupaten/kota": 4, "kecamatan": 6}
"""Levels of regions that a NIK begins with; villages are not in it."""
FEE_BY_FORMULA = -1
LONGEST_SLA = 1_000
"""Minutes, hours or working days: what is longer is a slip of the pen."""
MINUTES_OF_A_DAY = 1_440
MOST_COPIES = 100
SHORTEST_CHAIN = 2


@dataclass(frozen=True, slots=True)
class CatalogueFiles:
    """The catalogue's files as parsed, nothing believed yet; keys are file names."""

    tables: Mapping[str, Mapping[str, object]]
    """agencies.toml, services.toml, statuses.toml, synonyms.toml, fields.toml, chains.toml."""
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    """holidays.csv, wilayah_kemendagri.csv."""
    digest: str
    """SHA-256 in hex over the files as read."""


def build_catalogue(files: CatalogueFiles) -> Catalogue:
    """Check everything and put it together.

    Raises Refused ``catalogue_broken`` with file, key, reason (a BrokenReason) and value.
    """
    services = RawTable("services.toml", "", files.tables["services.toml"])
    agencies = _agencies(RawTable("agencies.toml", "", files.tables["agencies.toml"]))
    synonyms = RawTable("synonyms.toml", "", files.tables["synonyms.toml"])
    words = synonyms.table("words")
    raw_services = required_tables(services, "service", "code")
    refuse_repeats(raw_services, "code")
    codes = [table.text("code") for table in raw_services]
    words.only(codes)
    fields = _fields(RawTable("fields.toml", "", files.tables["fields.toml"]), codes)
    found = [_service(table, agencies, fields, words) for table in raw_services]
    return Catalogue(
        version=services.text("retrieved"),
        digest=files.digest,
        agencies=agencies,
        services={service.code: service for service in found},
        status_names=_status_names(RawTable("statuses.toml", "", files.tables["statuses.toml"])),
        regions=_regions(_csv_tables("wilayah_kemendagri.csv", files)),
        holidays=_holidays(_csv_tables("holidays.csv", files)),
        filler_words=synonyms.texts("filler"),
        chains=_chains(RawTable("chains.toml", "", files.tables["chains.toml"]), codes),
    )


def bad_letter(letter: str) -> bool:
    """Say whether this cannot stand before a ticket number: I and O read as 1 and 0."""
    return len(letter) != 1 or not ("A" <= letter <= "Z") or letter in "IO"


def read_letter(table: RawTable) -> str:
    """Read the queue letter of an agency or queue."""
    letter = table.text("letter")
    if bad_letter(letter):
        raise table.broken("letter", BrokenReason.BAD_LETTER, letter)
    return letter


def _agencies(file: RawTable) -> dict[str, Agency]:
    tables = required_tables(file, "agency", "code")
    refuse_repeats(tables, "code")
    refuse_repeats(tables, "letter")
    return {agency.code: agency for agency in map(_agency, tables)}


def _agency(table: RawTable) -> Agency:
    return Agency(
        code=table.text("code"),
        name=table.text("name_id"),
        short=table.text("short"),
        name_en=table.text("name_en"),
        letter=read_letter(table),
        agency_class=table.one_of("class", AGENCY_CLASSES),
    )


def _service(
    table: RawTable,
    agencies: Mapping[str, Agency],
    fields: Mapping[str, tuple[ServiceField, ...]],
    words: RawTable,
) -> Service:
    code, agency = table.text("code"), table.text("agency")
    if not (code.isascii() and code.isalnum() and code.isupper()):
        raise table.broken("code", BrokenReason.BAD_CODE, code)
    if agency not in agencies:
        raise table.broken("agency", BrokenReason.UNKNOWN_AGENCY, agency)
    return Service(
        code=code,
        name=table.text("name_id"),
        name_en=table.text("name_en"),
        agency=agency,
        kind=table.one_of("kind", KINDS),
        sla_value=table.whole("sla_value", minimum=1, maximum=LONGEST_SLA),
        sla_unit=table.one_of("sla_unit", UNITS),
        sla_from=table.text("sla_from"),
        fee_rp=table.whole("fee_rp", minimum=FEE_BY_FORMULA),
        fee_basis=table.text("fee_basis"),
        fee_note=table.text("fee_note", default=""),
        product=table.text("product"),
        counter_minutes=table.whole("counter_minutes", minimum=1, maximum=MINUTES_OF_A_DAY),
        is_fee_verified=_is_verified(table, "fee"),
        is_time_verified=_is_verified(table, "sla"),
        are_requirements_verified=_is_verified(table, "requirements"),
        requirements=_requirements(table),
        fields=fields.get(code, ()),
        synonyms=words.texts(code),
        steps=table.texts("steps"),
    )


def _is_verified(table: RawTable, fact: str) -> bool:
    """Say whether a fact may be printed as official.

    The service's own flag (``fee_sourced``) and the list of what was read on the page
    (``sourced_fields``) must both say so, and the service must not be marked unverified: a
    qualified entry such as "fee (gratis MBR)" covers some applicants only and is no proof.
    """
    level = table.one_of("verification", VERIFICATIONS)
    is_sourced = table.truth(f"{fact}_sourced")
    return level != "unverified" and is_sourced and fact in table.texts("sourced_fields")


def _requirements(table: RawTable) -> tuple[Requirement, ...]:
    return tuple(
        _requirement(number, raw) for number, raw in enumerate(required_tables(table, "requirement"), start=1)
    )


def _requirement(number: int, table: RawTable) -> Requirement:
    is_conditional = table.one_of("required", ("wajib", "bersyarat")) == "bersyarat"
    condition = table.text("condition", default="").strip()
    if is_conditional != bool(condition):
        raise table.broken("condition", BrokenReason.BAD_CONDITION, condition)
    return Requirement(
        number=number,
        name=table.text("name"),
        form=table.one_of("form", FORMS),
        copies=table.whole("copies", minimum=0, maximum=MOST_COPIES),
        condition=condition,
    )


def _fields(file: RawTable, codes: Iterable[str]) -> dict[str, tuple[ServiceField, ...]]:
    found: dict[str, tuple[ServiceField, ...]] = {}
    known = set(codes)
    for table in file.tables("field"):
        table.only(("service", "key", "label", "is_required"))
        code, key = table.text("service"), table.text("key")
        if code not in known:
            raise table.broken("service", BrokenReason.UNKNOWN_SERVICE, code)
        if not key.isidentifier() or not key.isascii():
            raise table.broken("key", BrokenReason.BAD_CODE, key)
        if any(field.key == key for field in found.get(code, ())):
            raise table.broken("key", BrokenReason.DUPLICATE, key)
        field = ServiceField(key, table.text("label"), table.truth("is_required"))
        found[code] = (*found.get(code, ()), field)
    return found


def _chains(file: RawTable, codes: Iterable[str]) -> tuple[Chain, ...]:
    file.only(("schema", "chain"))
    known = set(codes)
    found = tuple(_chain(table, known) for table in file.tables("chain"))
    turning = circle(found)
    if turning:
        raise file.broken("chain", BrokenReason.CIRCLE, " ".join(turning))
    return found


def _chain(table: RawTable, known: Collection[str]) -> Chain:
    table.only(("services", "when"))
    services = table.texts("services")
    if len(services) < SHORTEST_CHAIN:
        raise table.broken("services", BrokenReason.TOO_SMALL, len(services))
    for code in services:
        if code not in known:
            raise table.broken("services", BrokenReason.UNKNOWN_SERVICE, code)
    return Chain(services, table.text("when", default=""))


def _status_names(file: RawTable) -> dict[str, str]:
    tables = required_tables(file, "application", "key")
    refuse_repeats(tables, "key")
    return {table.text("key"): table.text("id") for table in tables}


def _csv_tables(name: str, files: CatalogueFiles) -> list[RawTable]:
    return [RawTable(name, f"line {line}", row) for line, row in enumerate(files.rows[name], start=2)]


def _holidays(rows: Iterable[RawTable]) -> tuple[Holiday, ...]:
    found = [
        Holiday(
            day=_day(row),
            name=row.text("name_id"),
            is_joint_leave=row.one_of("type", HOLIDAY_TYPES) == "cuti_bersama",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda holiday: (holiday.day, holiday.name)))


def _day(row: RawTable) -> date:
    text = row.text("date")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise row.broken("date", BrokenReason.BAD_DATE, text) from error


def _regions(rows: Iterable[RawTable]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        digits = REGION_DIGITS.get(row.text("level"))
        if digits is None:
            continue
        prefix = row.text("nik_prefix")
        if len(prefix) != digits or not (prefix.isascii() and prefix.isdecimal()):
            raise row.broken("nik_prefix", BrokenReason.BAD_CODE, prefix)
        if prefix in found:
            raise row.broken("nik_prefix", BrokenReason.DUPLICATE, prefix)
        found[prefix] = row.text("name")
    return found
