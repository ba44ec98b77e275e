"""How a hub stands on the web: its folder, its certificate, the options of its server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter_app.domain.clock import system_clock
from counter_app.domain.errors import Refused, Unavailable
from counter_app.hub.tls import Certificate, is_loopback, own_certificate

_STOP_S = 5


@dataclass(frozen=True, slots=True)
class Serving:
    """How the hub is to be served."""

    data: Path
    database_url: str = ""
    """Empty = the embedded server."""
    host: str = "127.0.0.1"
    port: int = 8443
    workers: int = 1
    tls_cert: Path | None = None
    tls_key: Path | None = None
    trusted_proxies: tuple[str, ...] = ()
    """Addresses and networks of our own proxies: only what they say of who asks is believed."""


def make_folder(folder: Path) -> None:
    """Makes a hub's data folder. Raises Unavailable("folder_unusable", folder=…, reason=…)."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unavailable("folder_unusable", folder=str(folder), reason=error.strerror) from error


def certificate_of(wanted: Serving) -> Certificate | None:
    """What is shown to stations; None on loopback. Raises Refused("tls_pair")."""
    if (wanted.tls_cert is None) != (wanted.tls_key is None):
        raise Refused("tls_pair")
    if wanted.tls_cert is not None and wanted.tls_key is not None:
        return Certificate(wanted.tls_cert, wanted.tls_key)
    return None if is_loopback(wanted.host) else own_certificate(wanted.data, system_clock)


def options_of(wanted: Serving, certificate: Certificate | None) -> dict[str, Any]:
    """Of the web server."""
    options: dict[str, Any] = {
        "host": wanted.host, "port": wanted.port, "log_config": None, "access_log": False,
        "server_header": False, "timeout_graceful_shutdown": _STOP_S, "timeout_keep_alive": 65,
        "proxy_headers": bool(wanted.trusted_proxies), "forwarded_allow_ips": list(wanted.trusted_proxies),
    }  # fmt: skip
    if certificate is not None:
        options |= {"ssl_certfile": str(certificate.certificate), "ssl_keyfile": str(certificate.key)}
    return options
