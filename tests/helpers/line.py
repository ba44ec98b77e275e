"""A bad line: a real socket proxy that cuts, swallows, or answers in the hub's place."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

_PIECE = 65_536


@dataclass(frozen=True)
class Fault:
    """What happens to the next connections."""

    cut_up: int | None = None
    """So many bytes reach the hub, then both sides are cut."""
    cut_down: int | None = None
    """So many bytes of the answer reach the station, then both sides are cut."""
    answer: bytes | None = None
    """Answered by somebody on the way; nothing reaches the hub."""
    is_deaf: bool = False
    """Requests arrive at the hub, answers get lost, the line stays open."""


GOOD = Fault()


def answer(status: str, body: bytes, kind: str = "text/html") -> bytes:
    """What a captive portal or a proxy of the building says."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close"
    return f"{head}\r\n\r\n".encode() + body


class Line:
    """Stands between a station and its hub."""

    def __init__(self, hub_url: str) -> None:
        parts = urlsplit(hub_url)
        self._hub = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.fault = GOOD
        self.swallows = False
        """From now on nothing gets through on any line, and none of them ends."""
        self.connections = 0
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def cut(self) -> None:
        """Ends every connection there is."""
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._sockets.clear()

    def _start(self, run: object, *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                station, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._sockets.append(station)
            fault = self.fault
            if fault.answer is not None:
                self._start(self._answer, station, fault.answer)
                continue
            try:
                hub = socket.create_connection(self._hub)
            except OSError:
                station.close()
                continue
            self._sockets.append(hub)
            self._start(self._carry, station, hub, fault.cut_up, False)
            self._start(self._carry, hub, station, fault.cut_down, fault.is_deaf)

    def _answer(self, station: socket.socket, text: bytes) -> None:
        with suppress(OSError):
            station.recv(_PIECE)
            station.sendall(text)
            station.shutdown(socket.SHUT_WR)
            while station.recv(_PIECE):
                pass
        station.close()

    def _carry(self, source: socket.socket, target: socket.socket, limit: int | None, is_lost: bool) -> None:
        carried = 0
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if limit is not None and carried + len(piece) >= limit:
                    target.sendall(piece[: limit - carried])
                    break
                carried += len(piece)
                if not (is_lost or self.swallows):
                    target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
