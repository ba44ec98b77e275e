"""A hub as a process of its own, started by the command line, ended by a signal or killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from counter_app.hub.admin import open_hub
from counter_app.hub.embedded import EmbeddedServer, embedded_server
from counter_app.hub.keys import HubKeys, hub_keys

PATIENCE_S = 60
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class ServedHub:
    """``counter-app hub serve`` on a folder."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def keys(self) -> HubKeys:
        return hub_keys(self.folder)

    @property
    def server(self) -> EmbeddedServer:
        return embedded_server(self.folder, self.keys.database_password)

    def start(self) -> None:
        command = [
            sys.executable, "-m", "counter_app", "hub", "serve", "--data", str(self.folder), "--port",
            str(self.port), *self.options,
        ]  # fmt: skip
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT)}
            )
        self.wait_ready()

    def wait_ready(self) -> None:
        bell = threading.Event()
        for _ in range(PATIENCE_S * 20):
            assert self.process is None or self.process.poll() is None, self.log()
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/readyz", verify=False).status_code == 200:
                    return
            bell.wait(0.05)
        raise AssertionError(self.log())

    def log(self) -> str:
        return (self.folder / "serve.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE_S)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.end()
        server = self.server
        server.stop("immediate")
        server.remove()

    def ask(self, query: Any) -> Any:
        url = self.server.url()
        assert url is not None
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            return query(connection)

    def do(self, act: Any) -> Any:
        with open_hub(self.folder) as hub:
            return hub.write(lambda connection: act(hub, connection))
