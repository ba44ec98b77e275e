"""Personal data at the centre: AES-256-GCM with a key outside the database, looked up by keyed hashes.

The nonce is a keyed hash of place and text, so that the same text at the same place is sealed the
same way: a replay, a rebuild and the stored row stay equal, and no nonce is ever used for two texts.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counter_app.domain.errors import Unavailable

_MARK = "a1:"
_NONCE_BYTES = 12


@dataclass(frozen=True)
class PersonalSeal:
    """Seals and opens texts for one place each (see ``db.seal``)."""

    key: bytes = field(repr=False)
    lookup_key: bytes = field(repr=False)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(hmac.digest(self.key, b"cipher", "sha256"))

    @cached_property
    def _nonce_key(self) -> bytes:
        return hmac.digest(self.key, b"nonce", "sha256")

    def sealed(self, place: bytes, text: str) -> str:
        """The text as it is stored."""
        raw = text.encode()
        message = len(place).to_bytes(2, "big") + place + raw
        nonce = hmac.digest(self._nonce_key, message, "sha256")[:_NONCE_BYTES]
        return _MARK + base64.b64encode(nonce + self._cipher.encrypt(nonce, raw, place)).decode()

    def opened(self, place: bytes, text: str) -> str:
        """What was sealed at this place. Raises Unavailable("seal_broken")."""
        try:
            raw = base64.b64decode(text.removeprefix(_MARK), validate=True)
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place).decode()
        except (ValueError, InvalidTag) as error:
            raise Unavailable("seal_broken") from error

    def lookup(self, column: str, text: str) -> bytes | None:
        """The keyed hash by which a NIK or a phone is found, digits and letters only."""
        plain = "".join(sign for sign in text.upper() if sign.isalnum())
        return hmac.digest(self.lookup_key, f"{column}:{plain}".encode(), "sha256") if plain else None
