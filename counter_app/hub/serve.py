"""Running the hub: embedded database, certificate, workers, and a clean end of all of them."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from filelock import FileLock, Timeout
from uvicorn.supervisors import Multiprocess

from counter_app.domain.errors import Refused, Unavailable
from counter_app.hub.admin import hub_of, known_url, prepare_database, remember_url
from counter_app.hub.app import hub_app
from counter_app.hub.embedded import EmbeddedServer, embedded_server
from counter_app.hub.keys import hub_keys
from counter_app.hub.metrics import begin_counts
from counter_app.hub.tls import Certificate
from counter_app.hub.web import Serving, certificate_of, make_folder, options_of

_DATA_ENV, _PARENT_ENV = "COUNTER_APP_HUB_DATA", "COUNTER_APP_HUB_PARENT"
_LOOK_S = 1.0
_STOP_S = 5
_log = logging.getLogger("counter_app.hub")


def serve(wanted: Serving) -> None:
    """Serves until SIGTERM or Ctrl+C.

    Raises Refused("hub_running"), Refused("tls_pair"), Refused("proxy_address", value=…) and what
    database and keys raise.
    """
    _refuse_unclear(wanted.trusted_proxies)
    make_folder(wanted.data)
    _log_to_stderr()
    with _alone(wanted.data), _ending_on_term(), _database(wanted) as url:
        certificate = certificate_of(wanted)
        options = options_of(wanted, certificate)
        begin_counts(wanted.data)
        _log.warning("hub %s", _told(wanted, certificate))
        if wanted.workers == 1:
            uvicorn.Server(uvicorn.Config(hub_app(hub_of(wanted.data, url)), **options)).run()
            return
        os.environ[_DATA_ENV], os.environ[_PARENT_ENV] = str(wanted.data), str(os.getpid())
        _run_workers(wanted.workers, options)


def _refuse_unclear(proxies: tuple[str, ...]) -> None:
    for value in proxies:
        try:
            ipaddress.ip_network(value)
        except ValueError as error:
            raise Refused("proxy_address", value=value) from error


def _run_workers(workers: int, options: dict[str, Any]) -> None:
    config = uvicorn.Config("counter_app.hub.serve:worker_app", factory=True, workers=workers, **options)
    listener = config.bind_socket()
    # asyncio sets this only where it opens the socket itself; without it each answer waits 40 ms for an ACK
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    Multiprocess(config, [listener]).run()


def worker_app() -> FastAPI:
    """One worker of several, made in its own process."""
    _log_to_stderr()
    folder = Path(os.environ[_DATA_ENV])
    url = known_url(folder) or embedded_server(folder, hub_keys(folder).database_password).url()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return hub_app(hub_of(folder, url or ""))


def _end_with_parent() -> None:
    parent, bell = int(os.environ[_PARENT_ENV]), threading.Event()
    while os.getppid() == parent:
        bell.wait(_LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / "hub.lock", is_singleton=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused("hub_running", folder=str(folder)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _ending_on_term() -> Iterator[None]:
    """A plain SIGTERM would end the process before the database is stopped."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        _log.warning("stopped by the keyboard")
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _database(wanted: Serving) -> Iterator[str]:
    keys = hub_keys(wanted.data)
    external = wanted.database_url or known_url(wanted.data)
    server = None if external else embedded_server(wanted.data, keys.database_password)
    url = external if server is None else server.start()
    try:
        prepare_database(wanted.data, url, is_served=True)
        if external:
            remember_url(wanted.data, external)
        with _kept_running(server):
            yield url
    finally:
        if server is not None:
            server.stop()


@contextmanager
def _kept_running(server: EmbeddedServer | None) -> Iterator[None]:
    """Starts an embedded server again that ended by itself or was killed: nobody else looks after it."""
    bell = threading.Event()
    thread = threading.Thread(target=_look_after, args=(server, bell), name="database", daemon=True)
    if server is not None:
        thread.start()
    try:
        yield
    finally:
        bell.set()
        if server is not None:
            thread.join(_STOP_S)


def _look_after(server: EmbeddedServer, bell: threading.Event) -> None:
    while not bell.wait(_LOOK_S):
        if server.pid() is None and not bell.is_set():
            _log.error("the embedded database is gone: starting it again")
            with suppress(Unavailable):
                server.start()


def _told(wanted: Serving, certificate: Certificate | None) -> str:
    scheme = "http" if certificate is None else "https"
    shown = "" if certificate is None else f" fingerprint {certificate.fingerprint}"
    return f"at {scheme}://{wanted.host}:{wanted.port}{shown}"


def _log_to_stderr() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
