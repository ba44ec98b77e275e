"""A centre of its own for the demonstration: the hub program in a process on loopback."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from sqlalchemy import func, select

from counter_app.db.store import Sources, Store
from counter_app.db.tables import JOURNAL
from counter_app.domain.errors import Unavailable
from counter_app.hub.admin import open_hub
from counter_app.hub.catalogue import publish
from counter_app.hub.enrolment import make_code
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.settings import resource
from counter_app.sync.enrol import enrol_new

_HOST = "127.0.0.1"
_PATIENCE_S = 60.0
_LOOK_S = 0.1
_STOP_S = 20.0


@dataclass(frozen=True, slots=True)
class Centre:
    """A running hub."""

    folder: Path
    url: str

    def station(self, folder: Path, sources: Sources, *, kind: str, counter: int, name: str) -> Store:
        """Makes a new data folder a station of this centre; answers its open store."""
        with open_hub(self.folder) as hub:
            code = hub.write(
                lambda connection: make_code(
                    connection, hub.keys, secrets.token_bytes, hub.clock(),
                    site=_SITE, kind=kind, counter=counter, name=name,
                )
            )  # fmt: skip
        return enrol_new(folder, self.url, "", code, sources)

    def entries(self) -> int:
        """How many entries of all stations the centre holds."""
        with open_hub(self.folder) as hub:
            return hub.read(
                lambda connection: connection.execute(select(func.count()).select_from(JOURNAL)).scalar_one()
            )

    def page(self, address: str) -> str:
        """A public page as a phone gets it. Raises Unavailable("hub_unreachable")."""
        try:
            answer = httpx.get(address, follow_redirects=True, timeout=10)
        except httpx.HTTPError as error:
            raise Unavailable("hub_unreachable", url=address) from error
        answer.raise_for_status()
        return answer.text


_SITE = "BLU"


@contextmanager
def running_centre(folder: Path) -> Iterator[Centre]:
    """Starts a hub on a free port, publishes the real catalogue, and ends the hub afterwards.

    Raises Unavailable("hub_unreachable") where it does not come up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    url = f"http://{_HOST}:{port}"
    command = [
        sys.executable,
        "-m",
        "counter_app",
        "hub",
        "serve",
        "--data",
        str(folder),
        "--port",
        str(port),
    ]
    with (folder / "hub.log").open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603  our own
        try:
            _wait_for(url, process)
            _publish(folder, url)
            yield Centre(folder, url)
        finally:
            process.terminate()
            process.wait(_STOP_S)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((_HOST, 0))
        return int(asked.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _PATIENCE_S
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(_LOOK_S)
    raise Unavailable("hub_unreachable", url=url)


def _publish(folder: Path, url: str) -> None:
    """The shipped catalogue, with codes that lead to this centre."""
    copy = folder / "catalogue"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(resource("catalogue"), copy)
    path = copy / "site.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    here = [f'public_base_url = "{url}"' if line.startswith("public_base_url") else line for line in lines]
    path.write_text("\n".join(here) + "\n", encoding="utf-8")
    catalogue = read_catalogue(copy)
    site = replace(read_site(path, catalogue), idle_lock_min=0)  # a story's clock leaps, nobody has left
    with open_hub(folder) as hub:
        hub.write(lambda connection: publish(connection, catalogue, site, hub.clock()))
