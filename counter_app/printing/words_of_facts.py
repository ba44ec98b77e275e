"""How single facts are put on paper: codes, identities, fees, times. Nothing unverified looks official."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_app.domain.checklist import RequirementState
from counter_app.printing.blocks import Promise, Sign

if TYPE_CHECKING:
    from datetime import date

    from counter_app.db.queries.papers import PaperFee, PaperRequirement, PaperSite, PaperTime
    from counter_app.printing.wording import Wording

HERE_STATES = frozenset({RequirementState.PRESENT, RequirementState.ORIGINAL_SHOWN, RequirementState.HELD})
"""States that count as "ada" on a receipt and as "sudah kami terima" on a missing-papers slip."""

_SIGNS = dict.fromkeys(HERE_STATES, Sign.CHECK) | {
    RequirementState.WAIVED: Sign.DASH,
    RequirementState.NOT_APPLICABLE: Sign.DASH,
    RequirementState.REJECTED: Sign.CROSS,
}


def masked_identity(number: str) -> str:
    """Show only the first quarter and at most the last two characters: 5304**********01 (UU 27/2022)."""
    head = len(number) // 4
    tail = min(2, head)
    return number[:head] + "*" * (len(number) - head - tail) + number[len(number) - tail :]


def spaced_code(code: str) -> str:
    """A tracking code in groups of four, as people read and type it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def qr_text(site: PaperSite, code: str, correction: int = 0) -> str:
    """What the QR holds: the tracking page's address, or the code alone where there is no public base.

    A correction ends in its number, so that scanning an older paper can be answered "sudah diganti".
    """
    ending = f"/{correction}" if correction else ""
    return f"{site.public_base_url}/t/{code}{ending}" if site.public_base_url else f"{code}{ending}"


def place_name(site: PaperSite) -> str:
    """The site's name without the words that stand above it anyway: Timor Atambua."""
    for prefix in ("Mal Pelayanan Publik ", "MPP "):
        if site.name.startswith(prefix):
            return site.name.removeprefix(prefix)
    return site.name


def form_words(words: Wording, paper: PaperRequirement) -> str:
    """The form in which a paper is handed over: salinan, 1; what was only shown has no number."""
    form = words.say(f"form.{paper.form}") if words.knows(f"form.{paper.form}") else paper.form
    is_kept = paper.copies and paper.state is not RequirementState.ORIGINAL_SHOWN
    return words.say("form.pieces", form=form, n=paper.copies) if is_kept else form


def form_sheets(words: Wording, paper: PaperRequirement) -> str:
    """The same in a sentence of a slip: salinan, 1 lembar."""
    form = words.say(f"form.{paper.form}") if words.knows(f"form.{paper.form}") else paper.form
    return words.count("form.sheets", paper.copies, form=form) if paper.copies else form


def sign_of(state: RequirementState) -> Sign:
    """The drawn sign beside the state's word."""
    return _SIGNS.get(state, Sign.BOX)


def duration(words: Wording, time: PaperTime) -> str:
    """A time of the service standard: 3 hari kerja."""
    return words.count(f"unit.{time.unit}", time.value)


@dataclass(frozen=True, slots=True)
class _Basis:
    """A legal basis inside a sentence: without brackets of its own."""

    text: str

    @property
    def flat(self) -> str:
        return self.text.replace(" (", ", ").replace("(", "").replace(")", "")

    @property
    def law(self) -> str:
        """The law alone, without what stands in brackets; empty where none is named (laws have numbers)."""
        head = self.text.partition(" (")[0]
        return head if any(letter.isdigit() for letter in head) else ""


def fee_sentence(words: Wording, fee: PaperFee) -> str:
    """The fee as one sentence of a slip."""
    basis = _Basis(fee.basis).flat
    if not fee.is_verified:
        return words.say("slip.fee_ask")
    if fee.rp == 0:
        return words.say("slip.free")
    if fee.rp < 0:
        return words.say("slip.fee_by_rule", basis=basis) if basis else words.say("slip.fee_ask")
    rupiah = words.rupiah(fee.rp)
    return (
        words.say("slip.fee", rupiah=rupiah, basis=basis)
        if basis
        else words.say("slip.fee_plain", rupiah=rupiah)
    )


def fee_promise(words: Wording, fee: PaperFee) -> Promise:
    """The fee in the receipt's field of promises."""
    label, basis = words.say("receipt.fee"), _Basis(fee.basis)
    if not fee.is_verified or (fee.rp < 0 and not fee.basis):
        return Promise(label, words.say("receipt.fee_ask"), words.say("receipt.fee_ask_note"))
    if fee.rp < 0:
        return Promise(label, words.say("receipt.by_rule"), basis.flat)
    key = "receipt.free_note" if fee.rp == 0 else "receipt.fee_note"
    told = basis.law if fee.rp == 0 else basis.flat
    note = words.say(key, basis=told) if told else words.say(f"{key}_plain")
    return Promise(label, words.say("receipt.free") if fee.rp == 0 else words.rupiah(fee.rp), note)


def time_promise(words: Wording, time: PaperTime, due: date | None) -> Promise:
    """When it will be ready: the day, or the time of the standard, or that the officer tells."""
    label = words.say("receipt.expected")
    if not time.is_verified:
        return Promise(label, words.say("receipt.expected_ask"), words.say("receipt.expected_ask_note"))
    told = duration(words, time)
    if due is None:
        return Promise(label, told, words.say("receipt.from_complete"))
    return Promise(label, words.long_day(due), words.say("receipt.since_complete", time=told))


def time_sentence(words: Wording, time: PaperTime) -> str:
    """When the clock starts, as one sentence of a missing-papers slip."""
    if not time.is_verified:
        return words.say("slip.clock_ask")
    return words.say("slip.clock_later", time=duration(words, time))
