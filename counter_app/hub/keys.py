"""The hub's secrets outside its database: its identity, and what tokens and personal data are sealed with."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.db.key import keep_secret, read_secret
from counter_app.domain.errors import Unavailable

_FILE = "hub.key"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class HubKeys:
    """32 bytes each."""

    signing: bytes
    """Seed of the Ed25519 key that is the hub's identity."""
    token: bytes
    """Of tokens, nonces and enrolment codes."""
    personal: bytes
    """Of the AEAD over personal data."""
    lookup: bytes
    """Of the keyed hashes by which a NIK or a phone is found."""
    database_password: str
    """Of the embedded PostgreSQL server."""

    @property
    def public_key(self) -> bytes:
        """32 bytes Ed25519 public key."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()

    @property
    def hub_id(self) -> str:
        """First half of SHA-256 of the public key, in hex."""
        return hashlib.sha256(self.public_key).hexdigest()[:32]

    def sign(self, message: bytes) -> bytes:
        """The hub's Ed25519 signature."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)


def hub_keys(folder: Path) -> HubKeys:
    """The secrets of a hub's data folder, made at its first start.

    Raises Unavailable("hub_key_unreadable", file=…): without its keys a hub can't read its data.
    """
    path = folder / _FILE
    if not path.is_file():
        keep_secret(path, json.dumps(_fresh()))
    try:
        values = json.loads(read_secret(path))
        raw = [bytes.fromhex(values[name]) for name in ("signing", "token", "personal", "lookup")]
        password = str(values["database_password"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unavailable("hub_key_unreadable", file=str(path)) from error
    if any(len(key) != _BYTES for key in raw):
        raise Unavailable("hub_key_unreadable", file=str(path))
    return HubKeys(raw[0], raw[1], raw[2], raw[3], password)


def _fresh() -> dict[str, str]:
    names = ("signing", "token", "personal", "lookup", "database_password")
    return {name: secrets.token_hex(_BYTES) for name in names}
