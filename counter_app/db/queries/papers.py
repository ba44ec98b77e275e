"""The facts of each paper, resolved to what is printed; no SQL, so that papers need no database in tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from counter_app.domain.checklist import RequirementState
from counter_app.domain.money import FeeFacts


@dataclass(frozen=True, slots=True)
class PaperSite:
    """The building whose name stands at the head of a paper."""

    name: str
    """As in the site file: "MPP Timor Atambua"."""
    town: str
    """Stands before the date of a receipt: "Atambua"."""
    regency: str
    """"Kabupaten Belu"."""
    letterhead: str
    """Printed above agencies of the regency only: "PEMERINTAH KABUPATEN BELU"."""
    zone_label: str
    """Printed after a time: "WITA"."""
    public_base_url: str
    """Without trailing slash; empty = the QR holds the code alone."""
    complaints: str
    """The channel, as printed after "Pengaduan:"; empty leaves the line out."""


@dataclass(frozen=True, slots=True)
class PaperOrigin:
    """When, where and by whom this copy is printed."""

    printed_at: datetime
    """On the site's wall clock."""
    officer: str
    """The name of who asked for this copy."""
    counter: int | None
    """The counter it is printed at; None elsewhere."""
    copy: int = 1
    """1 = first print; from 2 on the paper says DUPLIKAT."""
    language: str = "id"
    """The applicant's language, a file of ``resources/slips``."""
    is_training: bool = False
    """From a practice station: the paper says DATA LATIHAN."""


@dataclass(frozen=True, slots=True)
class PaperTime:
    """The time of the service standard, counted from complete papers; an unverified one is never printed."""

    value: int
    unit: str
    """menit, jam or hari_kerja."""
    is_verified: bool


@dataclass(frozen=True, slots=True)
class PaperRequirement:
    """One requirement that applies to the application, with its state."""

    number: int
    name: str
    form: str
    """asli, tunjuk, salinan, salinan_legalisir, formulir, foto, digital or hadir."""
    copies: int
    state: RequirementState
    reason: str = ""
    """Why it was rejected or waived: a code of ``domain.reasons``, or the free text of an older version."""
    note: str = ""
    """What the officer added to the reason of a rejection."""


@dataclass(frozen=True, slots=True)
class PaperApplicant:
    """Who filed the application."""

    name: str
    identity_kind: str
    """nik, passport, plb, kitas or none."""
    identity_number: str = field(repr=False)
    """As recorded; papers print it masked (``domain.identity.mask_nik``)."""
    companion: str = ""
    """Name of who came along; empty = nobody."""
    companion_relation: str = ""
    """One of ``domain.applicant.RELATIONS``, or empty."""
    signs_with: str = ""
    """thumbprint, or empty: by hand."""


@dataclass(frozen=True, slots=True)
class PaperCorrection:
    """What a paper says of itself that replaces one which is out."""

    number: int
    """From 1 on: PERBAIKAN ke-1, and the ending of the QR code."""
    corrected_at: datetime
    """On the site's wall clock."""
    fields: tuple[str, ...]
    """What was put right: full_name, identity_number, service, papers … or "own." and a service's field."""


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """A ticket slip: the number, where to go, how many are ahead."""

    site: PaperSite
    origin: PaperOrigin
    issued_at: datetime
    """On the site's wall clock; stays the same on every copy."""
    agency: str
    """Short name: "Disdukcapil"."""
    service: str
    number: str
    counters: tuple[int, ...]
    """The counters that serve its queue."""
    zone: int | None
    priority: str
    """Key of a priority class (elderly, disabled, pregnant, infant, disaster) or empty."""
    ahead: int | None
    """People called before it, when this copy is printed; None = not told (a late copy)."""
    tracking_code: str
    """The visit's code, 13 characters without dashes."""


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """A missing-papers slip (kekurangan berkas): what to bring, and that no new queue waits."""

    site: PaperSite
    origin: PaperOrigin
    service: str
    application_number: str
    applicant: PaperApplicant
    counter: int
    """Where to bring it."""
    requirements: tuple[PaperRequirement, ...]
    """All that apply; the slip lists those to bring and counts those already here."""
    time: PaperTime
    fee: FeeFacts
    tracking_code: str
    """The application's code, 13 characters without dashes."""
    correction: PaperCorrection | None = None
    """None = nothing that is out was replaced."""


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A receipt (tanda terima) of an application whose papers are complete."""

    site: PaperSite
    origin: PaperOrigin
    agency: str
    """Full name."""
    agency_class: str
    """pemda, vertikal, BUMN, BUMD or swasta; only pemda stands under the regency's letterhead."""
    service: str
    product: str
    """What the applicant will hold in hand; empty leaves the row out."""
    application_number: str
    received_at: datetime
    """On the site's wall clock: when the papers were complete."""
    received_by: str
    """Name of the receiving officer, also on copies that somebody else prints."""
    applicant: PaperApplicant
    due: date | None
    """End of the service standard in working days; printed only where the time is verified."""
    time: PaperTime
    fee: FeeFacts
    counter: int
    """Who received it, and where the document is collected."""
    requirements: tuple[PaperRequirement, ...]
    tracking_code: str
    correction: PaperCorrection | None = None
    """None = nothing that is out was replaced."""
    extra: tuple[tuple[str, str], ...] = field(default=())
    """Label and value of the service's own fields ("Nama anak")."""
    own_labels: tuple[tuple[str, str], ...] = field(default=())
    """Key and label of the service's own fields, to name one that was put right."""


@dataclass(frozen=True, slots=True)
class PaperToBring:
    """One paper that a service asks for, as a person reads it at home."""

    name: str
    form: str
    """A key as in PaperRequirement."""
    copies: int
    condition: str
    """"bila hilang"; empty = always."""


@dataclass(frozen=True, slots=True)
class PaperStop:
    """Where a service is done."""

    service: str
    agency: str
    """Short name."""
    counters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A requirement sheet: what to bring, what it costs, how long it takes. About nobody."""

    site: PaperSite
    origin: PaperOrigin
    service_code: str
    stop: PaperStop
    agency: str
    """Full name."""
    queue: str
    """Letter; empty where the site has no queue for the agency."""
    fee: FeeFacts
    time: PaperTime
    requirements: tuple[PaperToBring, ...]
    are_requirements_verified: bool
    before: tuple[tuple[str, PaperStop], ...]
    """When ("bila hilang") which other service gives one of the papers."""
    steps: tuple[str, ...]
    """As the agency wrote them; empty = told from queue and counters."""
    catalogue_version: str


Paper = TicketPaper | MissingPaper | ReceiptPaper | SheetPaper
"""Everything that a print job can ask for."""
