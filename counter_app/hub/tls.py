"""A hub's own certificate, made at its first start; stations pin it at enrolment (DESIGN 6)."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from counter_app.domain.clock import Clock, utc
from counter_app.domain.errors import Unavailable

_YEARS = 20
_LOOPBACK_NAMES = {"localhost"}


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where certificate and key lie."""

    certificate: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """The eight characters that hub and station both show."""
        try:
            found = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        except (OSError, ValueError) as error:
            raise Unavailable("certificate_unreadable", file=str(self.certificate)) from error
        raw = found.public_bytes(serialization.Encoding.DER)
        digest = hashlib.sha256(raw).hexdigest().upper()
        return f"{digest[:4]} {digest[4:8]}"


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach an address: only there plain HTTP is allowed."""
    if host in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def own_certificate(folder: Path, clock: Clock) -> Certificate:
    """The hub's own certificate, made where there is none."""
    made = Certificate(folder / "hub.crt", folder / "hub-tls.key")
    if not made.certificate.is_file() or not made.key.is_file():
        _make(made, clock)
    return made


def _make(made: Certificate, clock: Clock) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "counter-app hub")])
    now = utc(clock())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))  # a station's clock may be behind
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.SubjectAlternativeName(list(_names())), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _keep_key(made.key, pem)
    made.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _keep_key(path: Path, pem: bytes) -> None:
    """Plain PEM for its owner alone: the TLS library reads the file itself, so it can't be protected more."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)


def _names() -> Iterator[x509.GeneralName]:
    yield x509.DNSName("localhost")
    yield x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    with suppress(OSError, ValueError):
        yield x509.DNSName(socket.gethostname())
