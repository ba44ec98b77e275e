"""Which hub this station belongs to: kept in its data folder, made at enrolment."""

from __future__ import annotations

import hashlib
import json
import ssl
from dataclasses import asdict, dataclass
from pathlib import Path

from counter_app.domain.errors import Refused

_FILE = "hub.json"


SESSION_ENDED = frozenset({"token_expired", "token_invalid", "superseded"})
"""What a hub says no with when another hello is all that is missing."""


@dataclass(frozen=True, slots=True)
class HubLink:
    """Address and identity of the hub."""

    url: str
    """Without trailing slash."""
    hub_id: str
    hub_key: str
    """Its Ed25519 public key in hex: whose receipts are believed."""
    certificate: str
    """PEM of the certificate that was pinned; empty on loopback without TLS."""
    is_site: bool = False
    """Whether it is the hub of a site, on a PC like this one, and not the centre."""

    @property
    def fingerprint(self) -> str:
        """Eight characters that both screens show at enrolment; empty without TLS."""
        return fingerprint_of(self.certificate)


def fingerprint_of(certificate: str) -> str:
    """The first eight characters of a certificate's SHA-256: "A1B2 C3D4"."""
    if not certificate:
        return ""
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest().upper()
    return f"{digest[:4]} {digest[4:8]}"


def read_link(folder: Path) -> HubLink | None:
    """The hub of a data folder, or None. Raises Refused("settings_broken", file=…, reason=…)."""
    path = folder / _FILE
    try:
        return HubLink(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise Refused("settings_broken", file=str(path), reason=type(error).__name__) from error


def write_link(folder: Path, link: HubLink) -> None:
    """Keeps the hub of a data folder, whole or not at all."""
    part = folder / f"{_FILE}.part"
    part.write_text(json.dumps(asdict(link), indent=2), encoding="utf-8")
    part.replace(folder / _FILE)
