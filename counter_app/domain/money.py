"""Rupiah as whole numbers, and what may be said about the fee of a service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_app.domain.catalogue import Service

ASIDE = re.compile(r"\s*\(([^()]*)\)\s*$")
NO_RULE = ("tidak dipungut", "bebas biaya", "belum diverifikasi")
"""Beginnings of a fee basis that names no rule."""
REMARKS = ("tidak dipungut biaya", "belum diverifikasi", "pengetahuan umum")
"""An aside with these repeats what is said elsewhere."""


def rupiah(amount: int) -> str:
    """Write whole rupiah: "Rp250.000"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


class FeeKind(StrEnum):
    """How the fee of a service can be told."""

    FREE = "free"
    AMOUNT = "amount"
    FORMULA = "formula"
    """No single figure: by a formula or local rule, which the basis names."""


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """What screens and papers say about a fee; the words are made there."""

    kind: FeeKind
    amount: str
    """"Rp250.000"; empty unless the kind is amount."""
    basis: str
    """The rule behind it ("UU 24/2013 Pasal 79A"), or empty where the catalogue names none."""
    note: str
    """What the figure alone would hide; empty for most services."""
    is_verified: bool
    """Only then is it printed as official (DESIGN 8); screens add "belum diverifikasi" otherwise."""


def fee_facts(service: Service) -> FeeFacts:
    """Take apart what the catalogue says about a service's fee."""
    basis, aside = _basis(service.fee_basis)
    return FeeFacts(
        kind=_kind(service.fee_rp),
        amount=rupiah(service.fee_rp) if service.fee_rp > 0 else "",
        basis=basis,
        note=service.fee_note or aside,
        is_verified=service.is_fee_verified,
    )


def _kind(fee_rp: int) -> FeeKind:
    if fee_rp < 0:
        return FeeKind.FORMULA
    return FeeKind.AMOUNT if fee_rp else FeeKind.FREE


def _basis(text: str) -> tuple[str, str]:
    """Split the rule from what stands in brackets after it.

    A remark is dropped; "bebas biaya (pajak reklame terpisah)" leaves its aside as a note; any other
    aside is part of the rule.
    """
    found = ASIDE.search(text)
    if found is None:
        return ("" if text.startswith(NO_RULE) else text), ""
    before, aside = text[: found.start()], found.group(1)
    is_remark = any(words in aside for words in REMARKS)
    if before.startswith(NO_RULE):
        return "", "" if is_remark else aside
    return (before if is_remark else text), ""
