from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.checklist import RequirementState as State
from counter_app.printing.blocks import Bar, Fact, Line, Listed, Sign, Signatures, Slip, ToBring, Tracking
from counter_app.printing.slips import slip_of
from counter_app.printing.wording import load_wording
from tests.helpers.sample_papers import (
    APPLICANT,
    BIRTH_PAPERS,
    MISSING,
    PAPERS,
    RECEIPT,
    SITE,
    TICKET,
)

ID = load_wording("id")
EN = load_wording("en")


def bars(slip: Slip) -> list[str]:
    return [block.text for block in slip.blocks if isinstance(block, Bar)]


def lines(slip: Slip) -> list[str]:
    return [block.text.replace("\N{NO-BREAK SPACE}", " ") for block in slip.blocks if isinstance(block, Line)]


def facts(slip: Slip) -> dict[str, str]:
    return {block.label: block.value for block in slip.blocks if isinstance(block, Fact)}


def tracking(slip: Slip) -> Tracking:
    return next(block for block in slip.blocks if isinstance(block, Tracking))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("elderly", "LANJUT USIA"),
        ("disabled", "PENYANDANG DISABILITAS"),
        ("pregnant", "IBU HAMIL ATAU MENYUSUI"),
        ("infant", "DENGAN ANAK BALITA"),
        ("disaster", "KORBAN BENCANA"),
    ],
)
def test_a_priority_stands_in_a_black_bar(key: str, words: str) -> None:
    assert bars(slip_of(replace(TICKET, priority=key), ID)) == [f"PRIORITAS: {words}"]


def test_a_ticket_without_priority_has_no_bar() -> None:
    assert bars(slip_of(TICKET, ID)) == []


@pytest.mark.parametrize(("ahead", "told"), [(0, "tidak ada"), (1, "1 orang"), (14, "14 orang")])
def test_people_ahead_are_counted(ahead: int, told: str) -> None:
    assert facts(slip_of(replace(TICKET, ahead=ahead), ID)) == {"Di depan Anda": told}


def test_a_late_copy_does_not_tell_who_was_ahead() -> None:
    assert facts(slip_of(replace(TICKET, ahead=None), ID)) == {}


@pytest.mark.parametrize(
    ("counters", "told"),
    [((3,), "Loket 3"), ((3, 4), "Loket 3 atau 4"), ((3, 4, 5), "Loket 3, 4, atau 5")],
)
def test_any_of_the_counters_will_do(counters: tuple[int, ...], told: str) -> None:
    assert told in lines(slip_of(replace(TICKET, counters=counters, zone=None), ID))


def test_a_reprinted_ticket_keeps_its_time_and_adds_when_it_was_printed_again() -> None:
    told = lines(slip_of(PAPERS["ticket-duplicate"], ID))
    assert "Senin, 23 November 2026 · 09.31.07 WITA · Loket 3" in told
    assert "Dicetak ulang 23 November 2026, 10.02.07 WITA" in told


@pytest.mark.parametrize(
    ("here", "sentence"),
    [
        (1, "Satu berkas lain sudah kami terima. Tidak perlu dibawa lagi."),
        (11, "Sebelas berkas lain sudah kami terima. Tidak perlu dibawa lagi."),
        (25, "25 berkas lain sudah kami terima. Tidak perlu dibawa lagi."),
    ],
)
def test_papers_already_here_are_told_in_words(here: int, sentence: str) -> None:
    papers = (BIRTH_PAPERS[2], *(replace(BIRTH_PAPERS[0], number=n) for n in range(here)))
    assert sentence in lines(slip_of(replace(MISSING, requirements=papers), ID))


def test_what_was_only_shown_is_settled_and_not_received() -> None:
    shown = replace(BIRTH_PAPERS[0], state=State.ORIGINAL_SHOWN)
    told = lines(slip_of(replace(MISSING, requirements=(BIRTH_PAPERS[2], shown)), ID))
    assert "Satu berkas lain sudah beres. Tidak perlu dibawa lagi." in told


def test_nothing_is_said_about_other_papers_where_none_is_here() -> None:
    told = lines(slip_of(replace(MISSING, requirements=BIRTH_PAPERS[2:3]), ID))
    assert [line for line in told if "sudah kami terima" in line] == []


@pytest.mark.parametrize("state", [State.WAIVED, State.NOT_APPLICABLE])
def test_what_need_not_be_brought_was_not_received_either(state: State) -> None:
    papers = (BIRTH_PAPERS[2], replace(BIRTH_PAPERS[0], state=state))
    told = lines(slip_of(replace(MISSING, requirements=papers), ID))
    assert [line for line in told if "sudah kami terima" in line] == []


def test_each_paper_to_bring_says_why() -> None:
    slip = slip_of(MISSING, ID)
    assert [block.state for block in slip.blocks if isinstance(block, ToBring)] == [
        "Belum dibawa",
        "Ditolak: tidak terbaca",
        "Menyusul",
    ]


@pytest.mark.parametrize(
    ("state", "sign", "word"),
    [
        (State.PRESENT, Sign.CHECK, "Ada"),
        (State.ORIGINAL_SHOWN, Sign.CHECK, "Asli ditunjukkan"),
        (State.HELD, Sign.CHECK, "Sudah dipegang"),
        (State.WAIVED, Sign.DASH, "Dibebaskan"),
        (State.REJECTED, Sign.CROSS, "Ditolak"),
        (State.MISSING, Sign.BOX, "Kurang"),
    ],
)
def test_a_state_is_a_sign_and_a_word(state: State, sign: Sign, word: str) -> None:
    papers = (replace(BIRTH_PAPERS[0], state=state),)
    slip = slip_of(replace(RECEIPT, requirements=papers), ID)
    rows = [(block.sign, block.state) for block in slip.blocks if isinstance(block, Listed)]
    assert rows == [(sign, word)]


def test_an_original_that_was_only_shown_has_no_number_of_sheets() -> None:
    papers = (replace(BIRTH_PAPERS[1], copies=1), replace(BIRTH_PAPERS[1], copies=1, state=State.PRESENT))
    slip = slip_of(replace(RECEIPT, requirements=papers), ID)
    assert [block.form for block in slip.blocks if isinstance(block, Listed)] == ["asli", "asli, 1"]


def test_only_agencies_of_the_regency_stand_under_its_letterhead() -> None:
    police = slip_of(PAPERS["receipt-police"], ID)
    assert "PEMERINTAH KABUPATEN BELU" not in str(police.blocks)
    assert "PEMERINTAH KABUPATEN BELU" in str(slip_of(RECEIPT, ID).blocks)


@pytest.mark.parametrize(
    ("kind", "number", "label", "told"),
    [
        ("nik", "5304124107900001", "NIK", "5304**********01"),
        ("passport", "C1234567", "Paspor", "******67"),
        ("plb", "PLB1234567", "Pas lintas batas", "PLB1****67"),
    ],
)
def test_every_identity_is_masked(kind: str, number: str, label: str, told: str) -> None:
    applicant = replace(APPLICANT, identity_kind=kind, identity_number=number)
    assert facts(slip_of(replace(MISSING, applicant=applicant), ID))[label] == told


def test_an_applicant_without_papers_of_identity_has_no_such_row() -> None:
    applicant = replace(APPLICANT, identity_kind="none", identity_number="")
    assert list(facts(slip_of(replace(MISSING, applicant=applicant), ID))) == ["No. permohonan", "Pemohon"]


def test_a_corrected_receipt_has_a_code_that_ends_in_its_number() -> None:
    slip = slip_of(PAPERS["receipt-correction"], ID)
    assert bars(slip) == ["PERBAIKAN ke-1, kertas sebelumnya tidak berlaku"]
    assert slip.continued.endswith("BLU-B06-26-3-0187 · PERBAIKAN ke-1")
    assert facts(slip)["Diperbaiki"] == ("26 November 2026, 10.05: nama, Nama anak")
    assert tracking(slip).content == "https://mpp.contoh.go.id/t/7K3M9QXT2HBDJ/1"
    assert tracking(slip_of(RECEIPT, ID)).content == "https://mpp.contoh.go.id/t/7K3M9QXT2HBDJ"


def test_a_correction_printed_again_is_a_copy_of_a_correction() -> None:
    slip = slip_of(PAPERS["receipt-correction-duplicate"], ID)
    assert [bar.split(",")[0] for bar in bars(slip)] == ["DUPLIKAT", "PERBAIKAN ke-2"]
    assert "layanan, kelengkapan berkas, identitas" in facts(slip)["Diperbaiki"]


def test_a_corrected_slip_of_missing_papers_ends_in_its_number_too() -> None:
    slip = slip_of(PAPERS["missing-correction"], ID)
    assert bars(slip)[0].startswith("PERBAIKAN ke-1, ")
    assert tracking(slip).content.endswith("/1")


def test_a_rejection_tells_its_reason_and_what_was_noted() -> None:
    papers = (replace(BIRTH_PAPERS[3], reason="data_differs", note="nama ibu"),)
    (told,) = (
        block.state
        for block in slip_of(replace(MISSING, requirements=papers), ID).blocks
        if isinstance(block, ToBring)
    )
    assert told == "Ditolak: data berbeda: nama ibu"


def test_free_text_of_an_older_version_stays_as_it_was_written() -> None:
    papers = (replace(BIRTH_PAPERS[3], reason="salinan kabur"),)
    slip = slip_of(replace(MISSING, requirements=papers), ID)
    assert [block.state for block in slip.blocks if isinstance(block, ToBring)] == ["Ditolak: salinan kabur"]


def test_who_came_along_is_named_with_the_relation() -> None:
    assert facts(slip_of(PAPERS["receipt-companion"], ID))["Pendamping"] == "Contoh Anak Pendamping (anak)"
    assert "Pendamping" not in facts(slip_of(RECEIPT, ID))


def test_who_cannot_write_has_a_frame_for_the_thumb() -> None:
    def marks(slip: Slip) -> list[str]:
        return [party.mark for one in slip.blocks if isinstance(one, Signatures) for party in one.parties]

    assert marks(slip_of(PAPERS["receipt-companion"], ID)) == ["Cap jempol", ""]
    assert marks(slip_of(RECEIPT, ID)) == ["", ""]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("nik", "bersama KTP"),
        ("passport", "bersama paspor"),
        ("plb", "bersama pas lintas batas"),
        ("kitas", "bersama KITAS"),
        ("none", "dan tunjukkan saat"),
    ],
)
def test_the_document_is_collected_with_the_paper_that_was_shown(kind: str, told: str) -> None:
    slip = slip_of(replace(RECEIPT, applicant=replace(APPLICANT, identity_kind=kind)), ID)
    assert told in tracking(slip).keep


def test_a_site_without_a_page_does_not_ask_to_scan() -> None:
    site = replace(SITE, public_base_url="")
    for paper in (replace(TICKET, site=site), replace(MISSING, site=site), replace(RECEIPT, site=site)):
        block = tracking(slip_of(paper, ID))
        assert block.content == paper.tracking_code
        assert "indai" not in block.how


def test_the_title_of_a_paper_names_nobody() -> None:
    for paper in PAPERS.values():
        assert "Contoh" not in slip_of(paper, ID).title


def test_english_knows_one_and_many() -> None:
    one = slip_of(replace(MISSING, requirements=BIRTH_PAPERS[2:3]), EN)
    assert "Bring this paper:" in lines(one)
    assert "Bring these 3 papers:" in lines(slip_of(MISSING, EN))
    assert facts(slip_of(replace(TICKET, ahead=1), EN)) == {"Ahead of you": "1 person"}
