"""Papers with evidently invented people: what tests check and what the pictures show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from counter_app.db.queries.papers import (
    MissingPaper,
    Paper,
    PaperApplicant,
    PaperCorrection,
    PaperOrigin,
    PaperRequirement,
    PaperSite,
    PaperStop,
    PaperTime,
    PaperToBring,
    ReceiptPaper,
    SheetPaper,
    TicketPaper,
)
from counter_app.domain.checklist import RequirementState as State
from counter_app.domain.money import FeeFacts, FeeKind

WITA = timezone(timedelta(hours=8), "WITA")

SITE = PaperSite(
    name="MPP Timor Atambua",
    town="Atambua",
    regency="Kabupaten Belu",
    letterhead="PEMERINTAH KABUPATEN BELU",
    zone_label="WITA",
    public_base_url="https://mpp.contoh.go.id",
    complaints="SP4N-LAPOR! lapor.go.id",
)
VISIT_CODE = "4T8R6WZC1NPVZ"
APPLICATION_CODE = "7K3M9QXT2HBDJ"
APPLICANT = PaperApplicant("Contoh Pemohon", "nik", "5304124107900001")
FREE = FeeFacts(FeeKind.FREE, "", "UU 24/2013 Pasal 79A", "", is_verified=True)
PASSPORT_FEE = FeeFacts(
    FeeKind.AMOUNT, "Rp350.000", "PP 45/2024", "nonelektronik 5 th 350.000, 10 th 650.000", is_verified=True
)
UNVERIFIED_FEE = FeeFacts(FeeKind.AMOUNT, "Rp50.000", "PP 59/2018", "", is_verified=False)
THREE_DAYS = PaperTime(3, "hari_kerja", is_verified=True)
UNVERIFIED_TIME = PaperTime(3, "hari_kerja", is_verified=False)


def origin(printed_at: datetime, *, copy: int = 1, language: str = "id") -> PaperOrigin:
    return PaperOrigin(printed_at, "Petugas Contoh", counter=3, copy=copy, language=language)


ISSUED = datetime(2026, 11, 23, 9, 31, 7, tzinfo=WITA)
INCOMPLETE = datetime(2026, 11, 23, 9, 54, tzinfo=WITA)
COMPLETE = datetime(2026, 11, 25, 8, 30, tzinfo=WITA)

BIRTH_PAPERS = (
    PaperRequirement(1, "Formulir F-2.01", "formulir", 1, State.PRESENT),
    PaperRequirement(2, "Surat keterangan lahir dari RS/puskesmas/bidan", "asli", 0, State.ORIGINAL_SHOWN),
    PaperRequirement(3, "Buku nikah / kutipan akta perkawinan orang tua", "salinan", 1, State.MISSING),
    PaperRequirement(4, "Kartu Keluarga (KK)", "salinan", 1, State.REJECTED, "unreadable"),
    PaperRequirement(5, "KTP-el kedua orang tua", "salinan", 1, State.PRESENT),
    PaperRequirement(6, "KTP-el dua orang saksi", "salinan", 2, State.TO_FOLLOW),
)

TICKET = TicketPaper(
    site=SITE,
    origin=origin(ISSUED),
    issued_at=ISSUED,
    agency="Disdukcapil",
    service="Akta kelahiran",
    number="B012",
    counters=(3, 4, 5),
    zone=1,
    priority="",
    ahead=4,
    tracking_code=VISIT_CODE,
)
MISSING = MissingPaper(
    site=SITE,
    origin=origin(INCOMPLETE),
    service="Akta kelahiran",
    application_number="BLU-B06-26-3-0187",
    applicant=APPLICANT,
    counter=3,
    requirements=BIRTH_PAPERS,
    time=THREE_DAYS,
    fee=FREE,
    tracking_code=APPLICATION_CODE,
)
RECEIPT = ReceiptPaper(
    site=SITE,
    origin=origin(COMPLETE),
    agency="Dinas Kependudukan dan Pencatatan Sipil",
    agency_class="pemda",
    service="Akta kelahiran",
    product="Kutipan akta kelahiran",
    application_number="BLU-B06-26-3-0187",
    received_at=COMPLETE,
    received_by="Petugas Contoh",
    applicant=APPLICANT,
    due=date(2026, 11, 30),
    time=THREE_DAYS,
    fee=FREE,
    counter=3,
    requirements=tuple(
        replace(paper, state=paper.state if paper.state is State.ORIGINAL_SHOWN else State.PRESENT, reason="")
        for paper in BIRTH_PAPERS
    ),
    tracking_code=APPLICATION_CODE,
    extra=(("Nama anak", "Contoh Anak Pemohon"),),
)

CORRECTED = PaperCorrection(1, datetime(2026, 11, 26, 10, 5, tzinfo=WITA), ("full_name", "own.child_name"))
ELDERLY = replace(
    APPLICANT, companion="Contoh Anak Pendamping", companion_relation="child", signs_with="thumbprint"
)
PASSPORT = PaperApplicant("Maria Contoh", "passport", "C1234567")

LONG_SERVICE = (
    "Persetujuan pernyataan kesanggupan pengelolaan lingkungan hidup dan upaya pemantauan lingkungan hidup "
    "(UKL-UPL) bagi usaha perorangan tingkat risiko menengah tinggi di kawasan perbatasan negara"
)
LONG_NAME = "Contoh Maria Fatima da Conceição Soares dos Santos Guterres Lopes de Araújo Contoh Panjang"
MANY_PAPERS = tuple(
    PaperRequirement(
        number,
        f"Persyaratan nomor {number} dengan nama yang panjang sehingga memerlukan lebih dari satu baris",
        "salinan_legalisir" if number % 3 else "tunjuk",
        number % 4,
        (State.MISSING, State.REJECTED, State.TO_FOLLOW)[number % 3],
        "data_differs" if number % 3 == 1 else "",
        "Stempel tidak terbaca dan masa berlaku sudah lewat" if number % 3 == 1 else "",
    )
    for number in range(1, 16)
)
HANDED_IN = tuple(
    replace(
        paper,
        state=(State.PRESENT, State.WAIVED, State.HELD)[paper.number % 3],
        reason="decided" if paper.number % 3 == 1 else "",
        note="",
    )
    for paper in MANY_PAPERS
)

TICKETS: dict[str, TicketPaper] = {
    "ticket": TICKET,
    "ticket-priority": replace(TICKET, priority="pregnant", number="B013", ahead=0),
    "ticket-duplicate": replace(TICKET, origin=origin(ISSUED + timedelta(minutes=31), copy=2), ahead=None),
    "ticket-counter-form": replace(TICKET, number="B3-012", counters=(3,), zone=None, ahead=1),
    "ticket-long": replace(
        TICKET, service=LONG_SERVICE, number="B3-1012", counters=tuple(range(1, 13)), priority="disabled"
    ),
    "ticket-english": replace(TICKET, origin=origin(ISSUED, language="en"), priority="elderly"),
    "ticket-without-page": replace(TICKET, site=replace(SITE, public_base_url="")),
}
MISSINGS: dict[str, MissingPaper] = {
    "missing": MISSING,
    "missing-unverified": replace(MISSING, fee=UNVERIFIED_FEE, time=UNVERIFIED_TIME),
    "missing-fee-duplicate": replace(MISSING, fee=PASSPORT_FEE, origin=origin(INCOMPLETE, copy=3)),
    "missing-long": replace(
        MISSING,
        service=LONG_SERVICE,
        applicant=replace(APPLICANT, name=LONG_NAME),
        requirements=MANY_PAPERS,
    ),
    "missing-correction": replace(MISSING, correction=replace(CORRECTED, fields=("service",))),
    "missing-companion": replace(MISSING, applicant=replace(ELDERLY, identity_kind="plb")),
    "missing-english": replace(MISSING, origin=origin(INCOMPLETE, language="en")),
}
RECEIPTS: dict[str, ReceiptPaper] = {
    "receipt": RECEIPT,
    "receipt-unverified": replace(RECEIPT, fee=UNVERIFIED_FEE, time=UNVERIFIED_TIME),
    "receipt-fee-duplicate": replace(RECEIPT, fee=PASSPORT_FEE, origin=origin(COMPLETE, copy=2)),
    "receipt-correction": replace(RECEIPT, correction=CORRECTED, own_labels=(("child_name", "Nama anak"),)),
    "receipt-correction-duplicate": replace(
        RECEIPT,
        correction=replace(CORRECTED, number=2, fields=("service", "papers", "identity_number")),
        origin=origin(COMPLETE + timedelta(days=2), copy=2),
    ),
    "receipt-companion": replace(RECEIPT, applicant=ELDERLY),
    "receipt-passport": replace(RECEIPT, applicant=PASSPORT),
    "receipt-one-name": replace(
        RECEIPT, applicant=PaperApplicant("Contoh", "none", "", signs_with="thumbprint"), extra=()
    ),
    "receipt-police": replace(
        RECEIPT,
        agency="Kepolisian Resor",
        agency_class="vertikal",
        service="SKCK",
        product="Surat Keterangan Catatan Kepolisian",
        fee=FeeFacts(FeeKind.AMOUNT, "Rp30.000", "PNBP Polri (PP 76/2020)", "", is_verified=True),
        time=PaperTime(30, "menit", is_verified=True),
        due=None,
        extra=(),
    ),
    "receipt-long": replace(
        RECEIPT,
        service=LONG_SERVICE,
        applicant=replace(APPLICANT, name=LONG_NAME),
        requirements=HANDED_IN,
        origin=origin(COMPLETE, copy=2),
        correction=CORRECTED,
    ),
    "receipt-long-companion": replace(
        RECEIPT,
        service=LONG_SERVICE,
        applicant=replace(ELDERLY, name=LONG_NAME, companion=LONG_NAME),
        correction=CORRECTED,
    ),
    "receipt-english": replace(
        RECEIPT,
        origin=origin(COMPLETE, language="en"),
        applicant=replace(ELDERLY, identity_kind="kitas", identity_number="2C11AB1234-X"),
        correction=CORRECTED,
    ),
}
PAPERS: dict[str, Paper] = {**TICKETS, **MISSINGS, **RECEIPTS}

SHEET = SheetPaper(
    site=SITE,
    origin=origin(ISSUED),
    service_code="B02",
    stop=PaperStop("KTP-el hilang atau rusak", "Disdukcapil", (3, 4, 5)),
    agency="Dinas Kependudukan dan Pencatatan Sipil",
    queue="B",
    fee=FREE,
    time=PaperTime(1, "hari_kerja", is_verified=True),
    requirements=(
        PaperToBring("Kartu Keluarga (KK)", "salinan", 1, ""),
        PaperToBring("Surat keterangan hilang dari kepolisian", "asli", 1, "bila hilang"),
        PaperToBring("KTP-el yang rusak", "asli", 1, "bila rusak"),
    ),
    are_requirements_verified=True,
    before=(("bila hilang", PaperStop("Surat tanda laporan kehilangan", "Polres", (8,))),),
    steps=(),
    catalogue_version="2026-11",
)
PRINTS: dict[str, Paper] = {
    "ticket": replace(TICKET, priority="pregnant"),
    "requirements": SHEET,
    "missing": MISSING,
    "receipt": RECEIPT,
}
"""What stands beside the mocks of slips."""
