"""The ways to a thermal printer: bytes out, and its answers where it has any."""

from __future__ import annotations

import os
import select
import socket
import stat
import sys
from contextlib import suppress
from typing import Protocol

from counter_app.domain.thermal import Link, NetworkAddress, ThermalSettings, network_address

CONNECT_WITHIN_S = 3.0
CLOSES_WITHIN_S = 1.0
"""How long a printer that answers nothing may take to close after the last byte."""
AHEAD_BYTES = 16_384
"""What the system may keep for a printer that is not ready: sent should mean there."""
_PIECE = 4096


class Port(Protocol):
    """An open way to a printer. Everything raises OSError where the way is cut; TimeoutError is one."""

    def send(self, data: bytes, within_s: float) -> None:
        """Hand over all of it; the printer may take so long between two pieces of it."""

    def hear(self, within_s: float) -> bytes:
        """What the printer said; empty where it said nothing in that time."""

    def finish(self) -> None:
        """Nothing more is sent: see that it arrives as far as can be seen from here."""

    def close(self) -> None:
        """Hang up; never raises."""


def opened(printer: ThermalSettings, title: str) -> Port:
    """Reach a printer; ``title`` is for the queue of the system.

    Raises OSError where nobody is there, and what the addresses raise.
    """
    match Link(printer.link):
        case Link.NETWORK:
            return NetworkPort(network_address(printer.address))
        case Link.DEVICE:
            return DevicePort(printer.address)
        case _:
            from counter_app.printing.library_ports import library_port  # noqa: PLC0415  a second of imports

            return library_port(printer, title)


class NetworkPort:
    """A printer that listens on TCP, usually at 9100."""

    def __init__(self, address: NetworkAddress) -> None:
        self._socket = socket.create_connection((address.host, address.port), timeout=CONNECT_WITHIN_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, AHEAD_BYTES)

    def send(self, data: bytes, within_s: float) -> None:
        """In pieces, so that slow printers only have to take one in time."""
        self._socket.settimeout(within_s)
        for start in range(0, len(data), _PIECE):
            self._socket.sendall(data[start : start + _PIECE])

    def hear(self, within_s: float) -> bytes:
        """Raises ConnectionError where the printer hung up."""
        self._socket.settimeout(within_s)
        try:
            said = self._socket.recv(_PIECE)
        except TimeoutError:
            return b""
        if not said:
            raise ConnectionAbortedError
        return said

    def finish(self) -> None:
        """Many printers hang up when they have read everything; others don't, and nobody can know."""
        self._socket.shutdown(socket.SHUT_WR)
        self._socket.settimeout(CLOSES_WITHIN_S)
        with suppress(TimeoutError):
            while self._socket.recv(_PIECE):
                pass

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class DevicePort:
    """A device file that takes bytes, or any file: then everything is appended to it."""

    def __init__(self, path: str) -> None:
        self._is_file = not os.path.exists(path) or stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH110, PTH116
        self._can_hear = False
        self._handle = self._opened(path)

    def _opened(self, path: str) -> int:
        if self._is_file:
            return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        if sys.platform == "win32":
            return os.open(path, os.O_WRONLY | os.O_BINARY)
        patient = os.O_NONBLOCK | os.O_NOCTTY
        try:
            handle = os.open(path, os.O_RDWR | patient)
        except PermissionError:
            return os.open(path, os.O_WRONLY | patient)
        self._can_hear = True
        return handle

    def send(self, data: bytes, within_s: float) -> None:
        """Raises TimeoutError where the device takes nothing for so long."""
        rest = memoryview(data)
        while rest:
            if not self._is_file:
                self._wait_for_room(within_s)
            rest = rest[os.write(self._handle, rest[:_PIECE]) :]

    def _wait_for_room(self, within_s: float) -> None:
        if sys.platform != "win32" and not select.select([], [self._handle], [], within_s)[1]:
            raise TimeoutError

    def hear(self, within_s: float) -> bytes:
        """Files say nothing, nor do devices at their end."""
        if not self._can_hear:
            return b""
        if not select.select([self._handle], [], [], within_s)[0]:
            return b""
        said = os.read(self._handle, _PIECE)
        self._can_hear = bool(said)  # at its end a device is readable for ever and says nothing
        return said

    def finish(self) -> None:
        """A file is on the disk."""
        if self._is_file:
            os.fsync(self._handle)

    def close(self) -> None:
        """Let it go."""
        with suppress(OSError):
            os.close(self._handle)
