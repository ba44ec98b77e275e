"""What pages say about a fee or a time: nothing unverified looks official (DESIGN 8)."""

from __future__ import annotations

from counter_app.domain.catalogue import Service
from counter_app.domain.money import FeeFacts, FeeKind, fee_facts
from counter_app.hub.pages.wording import Wording


def duration(words: Wording, service: Service) -> str:
    """The time of the service standard: 3 hari kerja."""
    return words.count(f"unit.{service.sla_unit}", service.sla_value)


def fee_value(words: Wording, fee: FeeFacts) -> str:
    """The fee as one value: GRATIS, Rp250.000, or that a rule decides."""
    return {
        FeeKind.FREE: words.say("fee.free"),
        FeeKind.AMOUNT: fee.amount,
        FeeKind.FORMULA: words.say("fee.by_rule"),
    }[fee.kind]


def fee_sentence(words: Wording, service: Service) -> str:
    """The fee for somebody who has filed: official, or to be asked for at the counter."""
    fee = fee_facts(service)
    if not fee.is_verified:
        return words.say("fee.ask")
    name = {FeeKind.FREE: "free", FeeKind.AMOUNT: "amount", FeeKind.FORMULA: "rule"}[fee.kind]
    key = f"fee.{name}_sentence" if fee.basis else f"fee.{name}_plain"
    told = words.say(key, amount=fee.amount, basis=_flat(fee.basis))
    return f"{told} {words.say('fee.note', note=fee.note)}" if fee.note else told


def _flat(basis: str) -> str:
    """A basis inside brackets has none of its own."""
    return basis.replace(" (", ", ").replace("(", "").replace(")", "")
