"""Whatever is typed at the counter, the paper shows it and nothing runs over its edge."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.db.queries.papers import (
    MissingPaper,
    PaperApplicant,
    PaperCorrection,
    PaperRequirement,
    ReceiptPaper,
    TicketPaper,
)
from counter_app.domain.checklist import RequirementState
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.typeset import Fonts
from tests.helpers.paper_eyes import MARGIN_PT, outside, overlapping, scan, squeezed, text_of
from tests.helpers.sample_papers import MISSING, RECEIPT, TICKET

PRESS = PaperPress()
FONTS = Fonts()
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,/()'-áãçéíõúñ"

CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
written = st.text(alphabet=LETTERS, min_size=1, max_size=160).filter(str.strip)
anything = st.text(max_size=120)
states = st.sampled_from(RequirementState)
codes = st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=13, max_size=13)


def requirements(text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[PaperRequirement, ...]]:
    one = st.builds(
        PaperRequirement,
        number=st.integers(1, 99),
        name=text,
        form=st.sampled_from(["asli", "tunjuk", "salinan", "salinan_legalisir", "formulir", "hadir"]),
        copies=st.integers(0, 4),
        state=states,
        reason=st.just("data_differs"),
        note=text,
    )
    return st.lists(one, max_size=16).map(tuple)


def tickets(text: st.SearchStrategy[str]) -> st.SearchStrategy[TicketPaper]:
    number = st.from_regex(r"[A-Z]([1-9][0-9]?-)?[0-9]{3,4}", fullmatch=True)
    return st.builds(
        replace,
        st.just(TICKET),
        agency=text,
        service=text,
        number=number,
        counters=st.lists(st.integers(1, 60), max_size=12).map(tuple),
        priority=st.sampled_from(["", "elderly", "pregnant", "disaster"]),
        ahead=st.none() | st.integers(0, 999),
        tracking_code=codes,
    )


def missings(text: st.SearchStrategy[str]) -> st.SearchStrategy[MissingPaper]:
    applicant = st.builds(PaperApplicant, name=text, identity_kind=st.just("nik"), identity_number=text)
    return st.builds(
        replace,
        st.just(MISSING),
        service=text,
        applicant=applicant,
        requirements=requirements(text),
        tracking_code=codes,
    )


def receipts(text: st.SearchStrategy[str]) -> st.SearchStrategy[ReceiptPaper]:
    applicant = st.builds(PaperApplicant, name=text, identity_kind=st.just("nik"), identity_number=text)
    return st.builds(
        replace,
        st.just(RECEIPT),
        agency=text,
        service=text,
        product=text,
        applicant=applicant,
        requirements=requirements(text),
        extra=st.lists(st.tuples(text, text), max_size=4).map(tuple),
        tracking_code=codes,
        correction=st.none()
        | st.builds(
            PaperCorrection,
            st.integers(1, 99),
            st.just(RECEIPT.received_at),
            st.lists(text | st.sampled_from(["full_name", "own.child_name", "phone"]), max_size=4).map(tuple),
        ),
    )


def assert_whole(pdf: bytes, size: PaperSize) -> None:
    assert outside(pdf, MARGIN_PT[size]) == []
    assert overlapping(pdf) == []


@CALM
@given(tickets(written))
def test_a_ticket_shows_all_that_it_was_told(paper: TicketPaper) -> None:
    pdf = PRESS.pdf(paper)
    text = squeezed(text_of(pdf))
    for part in (paper.agency, paper.service, paper.number):
        assert squeezed(FONTS.clean(part)) in text
    assert scan(pdf) == [f"https://mpp.contoh.go.id/t/{paper.tracking_code}"]
    assert_whole(pdf, PaperSize.ROLL_80)


@CALM
@given(missings(written))
def test_a_missing_papers_slip_shows_each_paper_to_bring(paper: MissingPaper) -> None:
    pdf = PRESS.pdf(paper)
    text = squeezed(text_of(pdf))
    for one in paper.requirements:
        if one.state in ("missing", "rejected", "to_follow"):
            assert squeezed(FONTS.clean(one.name)) in text
    assert_whole(pdf, PaperSize.ROLL_80)


@CALM
@given(receipts(written), st.sampled_from(PaperSize))
def test_a_receipt_shows_each_paper_and_keeps_inside_its_pages(paper: ReceiptPaper, size: PaperSize) -> None:
    pdf = PRESS.pdf(paper, size)
    text = squeezed(text_of(pdf))
    for part in (paper.applicant.name, paper.service, *(one.name for one in paper.requirements)):
        assert squeezed(FONTS.clean(part)) in text
    assert_whole(pdf, size)


@CALM
@given(tickets(anything) | missings(anything) | receipts(anything), st.sampled_from(PaperSize))
def test_no_text_at_all_keeps_a_paper_from_being_made(
    paper: TicketPaper | MissingPaper | ReceiptPaper, size: PaperSize
) -> None:
    assert_whole(PRESS.pdf(paper, size), size)
