"""The station's secrets outside its database: the raw database key and the Ed25519 signing key.

On Windows they are protected for the machine (DPAPI), because several Windows users share a counter
PC; elsewhere the file is readable for its owner only.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from counter_app.domain.errors import Unavailable
from counter_app.settings import sync_folder

_FILE = "station.key"
_NAMES = ("database", "signing", "public_key")
_LATER = ("former", "coming")
"""Names that a key file has only since a station can go on under a new key."""
KEY_BYTES = 32
_MACHINE_SCOPE = 0x4  # CRYPTPROTECT_LOCAL_MACHINE


@dataclass(frozen=True, slots=True)
class Signer:
    """One Ed25519 key of this installation, the present one or a former."""

    seed: bytes
    public_key: bytes

    @property
    def replica_id(self) -> bytes:
        """First half of SHA-256 of the public key (DESIGN 3)."""
        return hashlib.sha256(self.public_key).digest()[:16]

    def sign(self, message: bytes) -> bytes:
        """Its signature, 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  start-up

        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


@dataclass(frozen=True, slots=True)
class StationKeys:
    """32 bytes for SQLCipher, the 32-byte seed of the signing key and its 32-byte public key."""

    database: bytes
    signing: bytes
    public_key: bytes
    """Ed25519; kept beside its seed, because working it out is 10 ms of every start."""
    former: tuple[Signer, ...] = ()
    """Whose logs this installation wrote before, oldest first: they vouch for it at the hub."""
    coming: Signer | None = None
    """Takes over as soon as the database knows its log: a power cut finds either both or neither."""

    @property
    def signer(self) -> Signer:
        """The present signing key."""
        return Signer(self.signing, self.public_key)

    @property
    def replica_id(self) -> bytes:
        """First half of SHA-256 of the public key (DESIGN 3)."""
        return self.signer.replica_id

    def announced(self) -> StationKeys:
        """These keys and one that shall take over."""
        fresh = new_keys(self.database)
        return replace(self, coming=fresh.signer)

    def taken_over(self) -> StationKeys:
        """The announced key in force, the present one among the former; without one the same keys."""
        if self.coming is None:
            return self
        former = (*self.former, self.signer)
        return StationKeys(self.database, self.coming.seed, self.coming.public_key, former)


def new_keys(database: bytes | None = None) -> StationKeys:
    """Fresh secrets; with ``database`` only a new identity on the same file."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  start-up

    signing = Ed25519PrivateKey.generate()
    return StationKeys(
        database or secrets.token_bytes(32),
        signing.private_bytes_raw(),
        signing.public_key().public_bytes_raw(),
    )


def has_keys(folder: Path) -> bool:
    """Whether this folder was initialised."""
    return (folder / _FILE).is_file()


def read_keys(folder: Path) -> StationKeys:
    """The secrets of a data folder.

    Raises Unavailable("key_missing") or Unavailable("key_unreadable").
    """
    try:
        values = json.loads(read_secret(folder / _FILE))
        database, signing, public_key = (bytes.fromhex(values[name]) for name in _NAMES)
        former, coming = (_signers(values.get(name, [])) for name in _LATER)
        keys = StationKeys(database, signing, public_key, former, next(iter(coming), None))
    except FileNotFoundError as error:
        raise Unavailable("key_missing", folder=str(folder)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unavailable("key_unreadable", folder=str(folder)) from error
    if any(len(key) != KEY_BYTES for key in (keys.database, keys.signing, keys.public_key)):
        raise Unavailable("key_unreadable", folder=str(folder))
    return keys


def write_keys(folder: Path, keys: StationKeys) -> None:
    """Keeps the secrets, whole or not at all."""
    values: dict[str, object] = {name: getattr(keys, name).hex() for name in _NAMES}
    coming = () if keys.coming is None else (keys.coming,)
    for name, signers in zip(_LATER, (keys.former, coming), strict=True):
        values[name] = [[one.seed.hex(), one.public_key.hex()] for one in signers]
    keep_secret(folder / _FILE, json.dumps(values))


def _signers(pairs: list[list[str]]) -> tuple[Signer, ...]:
    return tuple(Signer(bytes.fromhex(seed), bytes.fromhex(public_key)) for seed, public_key in pairs)


def read_secret(path: Path) -> str:
    """What ``keep_secret`` wrote. Raises OSError, and ValueError for a file that is none."""
    return _unprotected(path.read_bytes()).decode()


def keep_secret(path: Path, text: str) -> None:
    """Writes a secret for its owner alone (Windows: for this machine), whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(_protected(text.encode()))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)  # a database under a key that was lost is lost too


if sys.platform == "win32":

    def _protected(raw: bytes) -> bytes:
        import win32crypt  # noqa: PLC0415  exists on Windows only

        return bytes(win32crypt.CryptProtectData(raw, "counter-app", None, None, None, _MACHINE_SCOPE))

    def _unprotected(raw: bytes) -> bytes:
        import win32crypt  # noqa: PLC0415  exists on Windows only

        return bytes(win32crypt.CryptUnprotectData(raw, None, None, None, _MACHINE_SCOPE)[1])

else:

    def _protected(raw: bytes) -> bytes:
        return raw

    def _unprotected(raw: bytes) -> bytes:
        return raw
