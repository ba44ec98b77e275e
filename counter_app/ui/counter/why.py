"""Mengapa nomor ini? The rule that put a number first, in a sentence."""

from __future__ import annotations

from counter_app.domain.catalogue import OrderPolicy
from counter_app.ui.i18n import has_text, text


def why(rule: str, order: OrderPolicy) -> str:
    """Of a rule of the queue policy; empty for one that has no words (an older program's)."""
    if not rule or not has_text(f"why.{rule}"):
        return ""
    return text(
        f"why.{rule}",
        limit=order.ageing_limit_min,
        p=order.priority_per_round,
        r=order.regular_per_round,
    )
