"""What the site offers: agencies, services and their requirements, queues, counters, officers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Agency:
    """Who is responsible for services (instansi)."""

    code: str
    name: str
    short: str
    name_en: str
    letter: str
    agency_class: str
    """pemda, vertikal, badan hukum publik, BUMN, BUMD or swasta."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper or condition of a service (persyaratan)."""

    number: int
    """From 1, in the order of the catalogue: its identity inside one service and version."""
    name: str
    form: str
    """asli, tunjuk, salinan, salinan_legalisir, formulir, foto, digital or hadir."""
    copies: int
    """Sheets handed over; 0 where nothing is handed over."""
    condition: str
    """Asked once as a question ("bila hilang"); empty = always required."""


@dataclass(frozen=True, slots=True)
class ServiceField:
    """One more field of the form that only this service asks for ("Nama anak")."""

    key: str
    label: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Service:
    """What the public asks for (layanan)."""

    code: str
    name: str
    name_en: str
    agency: str
    kind: str
    """izin, non-izin, administrasi, barang or jasa (UU 25/2009)."""
    sla_value: int
    sla_unit: str
    """menit, jam or hari_kerja."""
    sla_from: str
    fee_rp: int
    """Rupiah; -1 = by a formula or local rule, see fee_basis."""
    fee_basis: str
    product: str
    counter_minutes: int
    """An estimate for planning, never a published standard."""
    is_fee_verified: bool
    is_time_verified: bool
    are_requirements_verified: bool
    requirements: tuple[Requirement, ...]
    fields: tuple[ServiceField, ...]
    synonyms: tuple[str, ...]
    """Everyday words that people use for it; search data, never printed."""
    steps: tuple[str, ...] = ()
    fee_note: str = ""
    """What the amount alone would hide ("nonelektronik 5 th …"): shown wherever the fee is shown."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day on which the site does not work."""

    day: date
    name: str
    is_joint_leave: bool
    """Cuti bersama: some agencies stay open by their own rule."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Services of which each gives a paper that the next one asks for."""

    services: tuple[str, ...]
    """Codes, first who gives."""
    when: str = ""
    """When the paper is needed ("bila hilang"), for the steps on the sheet; empty = only the order."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One version of agencies, services and words, taken whole or not at all."""

    version: str
    """The label of the month it was verified ("2026-11"), printed on requirement sheets."""
    digest: str
    """SHA-256 in hex over the files as read."""
    agencies: Mapping[str, Agency]
    services: Mapping[str, Service]
    status_names: Mapping[str, str]
    """Application state -> its name for lay people."""
    regions: Mapping[str, str]
    """NIK prefix (2, 4 or 6 digits) -> name of province, regency or kecamatan."""
    holidays: tuple[Holiday, ...]
    filler_words: tuple[str, ...] = ()
    """Words that say nothing about a service ("mau", "antrian"): left out of a search."""
    chains: tuple[Chain, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Queue:
    """What a letter stands for (antrean)."""

    letter: str
    agency: str
    zone: int


@dataclass(frozen=True, slots=True)
class Counter:
    """A desk that serves (loket)."""

    number: int
    zone: int
    queues: tuple[str, ...]
    """Letters of the queues that this counter serves."""


@dataclass(frozen=True, slots=True)
class OfficerAccount:
    """Who may sign in (petugas); the PIN is kept as an argon2id hash only."""

    code: str
    name: str
    agency: str
    roles: tuple[str, ...]
    """counter, reception, supervisor."""
    pin_hash: str


@dataclass(frozen=True, slots=True)
class OrderPolicy:
    """Rules of the queue, data of the site (DESIGN 7)."""

    priority_per_round: int = 1
    regular_per_round: int = 2
    ageing_limit_min: int = 30
    """Who waits longer comes before everybody."""
    return_part: int = 3
    """Who comes back lines up at the end of the front third (1/3), never as the very first."""
    call_limit: int = 3
    """So many calls; then the desk proposes "not here"."""


@dataclass(frozen=True, slots=True)
class Site:
    """The building (MPP) and how it is laid out."""

    code: str
    """Three letters that begin application numbers ("BLU")."""
    name: str
    """"MPP Timor Atambua"."""
    town: str
    regency: str
    letterhead: str
    """"PEMERINTAH KABUPATEN BELU"."""
    zone_name: str
    """IANA name ("Asia/Makassar")."""
    zone_label: str
    """What is printed after a time ("WITA")."""
    public_base_url: str
    """Without trailing slash; empty = the QR holds the code alone."""
    complaints: str
    opens: str
    closes: str
    """Local times "08.00"."""
    main_issuer: int
    """The issuer number whose ticket numbers have the plain form (3 = Loket 3, 51 = the reception)."""
    zones: tuple[Zone, ...]
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]
    officers: tuple[OfficerAccount, ...]
    order: OrderPolicy
    digest: str
    sync_notice_min: int = 15
    """Minutes that entries may wait for the hub before the screens say so above the work."""
    idle_lock_min: int = 10
    """Minutes without a key or a move of the mouse after which a desk locks itself; 0 = never."""
    authority_counter: int = 0
    """The counter whose own station decides who is called, where it alone calls; 0 = the hub decides."""
