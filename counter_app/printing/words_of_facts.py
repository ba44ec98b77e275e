"""How single facts are put on paper: codes, identities, fees, times. Nothing unverified looks official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.domain.checklist import RequirementState
from counter_app.domain.correction import NOT_ON_PAPER
from counter_app.domain.money import FeeFacts, FeeKind
from counter_app.domain.reasons import is_known_reason
from counter_app.printing.blocks import Promise, Sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from counter_app.db.queries.papers import PaperRequirement, PaperSite, PaperTime, PaperToBring
    from counter_app.printing.wording import Wording

HERE_STATES = frozenset({RequirementState.PRESENT, RequirementState.ORIGINAL_SHOWN, RequirementState.HELD})
"""States that count as "ada" on a receipt and as "sudah kami terima" on a missing-papers slip."""

_SIGNS = dict.fromkeys(HERE_STATES, Sign.CHECK) | {
    RequirementState.WAIVED: Sign.DASH,
    RequirementState.NOT_APPLICABLE: Sign.DASH,
    RequirementState.REJECTED: Sign.CROSS,
}


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


def form_sheets(words: Wording, paper: PaperRequirement | PaperToBring) -> str:
    """The same in a sentence of a slip: salinan, 1 lembar."""
    form = words.say(f"form.{paper.form}") if words.knows(f"form.{paper.form}") else paper.form
    return words.count("form.sheets", paper.copies, form=form) if paper.copies else form


def reason_words(words: Wording, paper: PaperRequirement) -> str:
    """Why a paper was rejected or waived; free text of an older version stays as it was written."""
    told = words.say(f"reason.{paper.reason}") if is_known_reason(paper.reason) else paper.reason
    return f"{told}: {paper.note}" if paper.note else told


def corrected_words(words: Wording, fields: tuple[str, ...], own: Mapping[str, str]) -> str:
    """What was put right, each named once: nama, NIK atau nomor identitas."""
    names = [_corrected_word(words, field, own) for field in fields if field not in NOT_ON_PAPER]
    return ", ".join(dict.fromkeys(names))


def _corrected_word(words: Wording, field: str, own: Mapping[str, str]) -> str:
    key = f"corrected.{field}"
    if not field.startswith("own."):
        return words.say(key if words.knows(key) else "corrected.other")
    return own.get(field.removeprefix("own."), words.say("corrected.other"))


def sign_of(state: RequirementState) -> Sign:
    """The drawn sign beside the state's word."""
    return _SIGNS.get(state, Sign.BOX)


def duration(words: Wording, time: PaperTime) -> str:
    """A time of the service standard: 3 hari kerja."""
    return words.count(f"unit.{time.unit}", time.value)


def fee_sentence(words: Wording, fee: FeeFacts) -> str:
    """The fee as one sentence of a slip; its note is a line of its own."""
    if not is_tellable(fee):
        return words.say("slip.fee_ask")
    if fee.kind is FeeKind.FREE:
        return words.say("slip.free")
    if fee.kind is FeeKind.FORMULA:
        return words.say("slip.fee_by_rule", basis=fee.basis)
    key = "slip.fee" if fee.basis else "slip.fee_plain"
    return words.say(key, rupiah=fee.amount, basis=flat(fee.basis))


def fee_remark(fee: FeeFacts) -> str:
    """What the figure alone would hide; empty where nothing is told."""
    return fee.note if is_tellable(fee) else ""


def fee_promise(words: Wording, fee: FeeFacts) -> Promise:
    """The fee in the receipt's field of promises."""
    label = words.say("receipt.fee")
    if not is_tellable(fee):
        return Promise(label, words.say("receipt.fee_ask"), words.say("receipt.fee_ask_note"))
    value = {
        FeeKind.FREE: words.say("receipt.free"),
        FeeKind.AMOUNT: fee.amount,
        FeeKind.FORMULA: words.say("receipt.by_rule"),
    }[fee.kind]
    key = "receipt.free_note" if fee.kind is FeeKind.FREE else "receipt.fee_note"
    basis = words.say(key, basis=fee.basis) if fee.basis else words.say(f"{key}_plain")
    return Promise(label, value, "; ".join(part for part in (basis, fee.note) if part))


def is_tellable(fee: FeeFacts) -> bool:
    """Say whether there is something official to tell: verified, and a rule named where it is a formula."""
    return fee.is_verified and (fee.kind is not FeeKind.FORMULA or bool(fee.basis))


def flat(basis: str) -> str:
    """A basis inside brackets has none of its own."""
    return basis.replace(" (", ", ").replace("(", "").replace(")", "")


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
