"""Short-lived proofs that the hub gives and recognises itself, without keeping them."""

from __future__ import annotations

import hmac

from counter_app.domain.errors import Refused

TOKEN_MS = 15 * 60_000
NONCE_MS = 60_000


def made(key: bytes, purpose: str, subject: str, expires_ms: int) -> str:
    """A proof for one purpose and subject, good until ``expires_ms`` on the hub's clock."""
    text = f"{subject}.{expires_ms}"
    return f"{text}.{_mark(key, purpose, text)}"


def subject_of(key: bytes, purpose: str, proof: str, now_ms: int) -> str:
    """Whom a proof is for. Raises Refused("token_invalid") and Refused("token_expired")."""
    text, _, mark = proof.rpartition(".")
    subject, _, expires = text.rpartition(".")
    if not hmac.compare_digest(mark.encode(), _mark(key, purpose, text).encode()):
        raise Refused("token_invalid")
    if int(expires) < now_ms:
        raise Refused("token_expired")
    return subject


def _mark(key: bytes, purpose: str, text: str) -> str:
    return hmac.digest(key, f"{purpose}\n{text}".encode(), "sha256").hex()
