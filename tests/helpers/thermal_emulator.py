"""A thermal printer on a real TCP socket: takes bytes, prints them, tells how it is, fails when told to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from PIL import Image

from tests.helpers.escpos_paper import Interpreter, PrintedSlip, Tray

WITHIN_S = 10.0
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
ALIVE = 0x12
"""Bits that stand in every answer to DLE EOT."""


class Cleared(Exception):
    """The buffers were thrown away."""


class SwitchedOff(Exception):
    """The end of the printer."""


class ThermalEmulator:
    """``with ThermalEmulator() as printer``: ``printer.address``, then ``printer.slips``.

    Everything about it may be changed while it runs; who waits for it uses ``wait_until``.
    """

    def __init__(self, dots: int = 576, *, answers: bool = True, forgets: bool = True) -> None:
        self.answers, self.forgets = answers, forgets
        self.connections = 0
        self.received = 0
        self.asked = 0
        """How often it was asked how it is."""
        self._changed = threading.Condition()
        self._paper: int | None = None
        self._is_open = self._is_held = self._is_off = self._is_broken = False
        self._is_low = False
        self._drop_after: int | None = None
        self._stall_after: int | None = None
        self._buffer = bytearray()
        self._clearings = 0
        self._tail = b""
        self._tray = Tray(dots)
        self._interpreter = Interpreter(self._take, self, dots)
        self._interpreter.lines = self._tray.lines
        self._host: socket.socket | None = None
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._listen, self._print)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._change(_is_off=True)
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()
        for thread in self._threads:
            thread.join(WITHIN_S)
            assert not thread.is_alive()

    @property
    def slips(self) -> list[PrintedSlip]:
        """Pieces of paper that were cut or torn off."""
        with self._changed:
            return list(self._tray.slips)

    @property
    def whole(self) -> list[PrintedSlip]:
        """Those that were cut."""
        return [slip for slip in self.slips if slip.is_cut]

    @property
    def unknown(self) -> list[bytes]:
        """Commands that it does not know."""
        return list(self._interpreter.unknown)

    def wait_until(self, is_so: Callable[[Self], bool]) -> None:
        """Wait for something to become true of this printer."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_so(self), WITHIN_S), "it never happened"

    def set_paper(self, dots: int | None) -> None:
        """So much paper is left; None = a whole roll. What hangs out is torn off with a new roll."""
        with self._changed:
            if self._is_out():
                self._tray.end(is_cut=False)
            self._paper = dots
            self._changed.notify_all()

    def open_cover(self) -> None:
        """Somebody looks inside."""
        self._change(_is_open=True)

    def close_cover(self) -> None:
        """Work goes on."""
        self._change(_is_open=False)

    def break_cutter(self) -> None:
        """It needs a hand."""
        self._change(_is_broken=True)

    def run_low(self) -> None:
        """The roll ends soon."""
        self._change(_is_low=True)

    def drop_line_after(self, received: int) -> None:
        """The cable is pulled when so many more bytes have come."""
        self._change(_drop_after=self.received + received)

    def stall_after(self, received: int) -> None:
        """It takes nothing more when so many more bytes have come."""
        self._change(_stall_after=self.received + received)

    def go_on(self) -> None:
        """End of every hesitation."""
        self._change(_stall_after=None, _is_held=False)

    def hold(self) -> None:
        """It prints, slowly: it is never done until ``go_on``."""
        self._change(_is_held=True)

    def hang_up(self) -> None:
        """The line goes, without a word."""
        host, self._host = self._host, None
        if host is not None:
            with suppress(OSError):
                host.shutdown(socket.SHUT_RDWR)
            host.close()

    def print_rows(self, rows: Image.Image) -> None:
        """As long as there is paper and the cover is closed."""
        done = 0
        while done < rows.height:
            with self._changed:
                self._wait(lambda: not self._is_open and not self._is_out())
                left = rows.height - done if self._paper is None else min(self._paper, rows.height - done)
                self._tray.print_rows(rows.crop((0, done, rows.width, done + left)))
                self._paper = None if self._paper is None else self._paper - left
                done += left
                self._changed.notify_all()

    def cut(self) -> None:
        """One more slip."""
        with self._changed:
            self._tray.cut()
            self._changed.notify_all()

    def answer_paper(self) -> None:
        """All before it is on paper."""
        with self._changed:
            self._wait(lambda: not self._is_held)
        if self.answers:
            self._say(bytes([0x03 if self._is_low else 0]))

    def _is_out(self) -> bool:
        return self._paper == 0

    def _change(self, **values: object) -> None:
        with self._changed:
            for name, value in values.items():
                setattr(self, name, value)
            self._changed.notify_all()

    def _wait(self, is_so: Callable[[], bool]) -> None:
        """Under the lock; cut short when the buffers are cleared or the printer goes."""
        clearings = self._clearings
        self._changed.wait_for(lambda: is_so() or self._is_off or self._clearings != clearings)
        if self._is_off:
            raise SwitchedOff
        if self._clearings != clearings:
            raise Cleared

    def _take(self, count: int) -> bytes:
        with self._changed:
            self._wait(lambda: len(self._buffer) >= count)
            taken = bytes(self._buffer[:count])
            del self._buffer[:count]
            return taken

    def _print(self) -> None:
        while True:
            try:
                self._interpreter.step()
            except Cleared:
                self._interpreter.reset()
            except SwitchedOff:
                return

    def _listen(self) -> None:
        """One host at a time, as many printers."""
        while True:
            try:
                self._host, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                self.connections += 1
                self._changed.notify_all()
            self._serve(self._host)
            self.hang_up()

    def _serve(self, host: socket.socket) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_off or not self._is_stalled())
            try:
                data = host.recv(self._room())
            except OSError:
                return
            if not data:
                return
            self._receive(data)
            if self._drop_after is not None and self.received >= self._drop_after:
                self._drop_after = None
                return

    def _is_stalled(self) -> bool:
        return self._stall_after is not None and self.received >= self._stall_after

    def _room(self) -> int:
        limits = [limit - self.received for limit in (self._drop_after, self._stall_after) if limit]
        return max(1, min([4096, *limits]))

    def _receive(self, data: bytes) -> None:
        """Real-time commands are found on the way in, also inside of pictures."""
        with self._changed:
            self.received += len(data)
            seen = self._tail + data
            self._buffer += data
            if self.forgets and FORGET in seen:
                behind = len(seen) - seen.rindex(FORGET) - len(FORGET)
                self._buffer[:] = self._buffer[len(self._buffer) - behind :]
                self._clearings += 1
            states = _asked(seen)
            self.asked += len(states)
            self._tail = seen[-9:] if not states else b""
            self._changed.notify_all()
        if states and self.answers:
            self._say(bytes(self._state(number) for number in states))

    def _state(self, number: int) -> int:
        is_out = self._is_out()
        return (
            ALIVE
            | {
                1: (self._is_open or is_out or self._is_broken) << 3,
                2: self._is_open << 2 | is_out << 5 | self._is_broken << 6,
                3: self._is_broken << 3,
                4: (0x0C if self._is_low else 0) | (0x60 if is_out else 0),
            }[number]
        )

    def _say(self, words: bytes) -> None:
        host = self._host
        if host is not None:
            with suppress(OSError):
                host.sendall(words)


def _asked(data: bytes) -> list[int]:
    """Numbers of the questions in it."""
    places = (at for at in range(len(data) - 2) if data[at : at + 2] == b"\x10\x04")
    return [data[at + 2] for at in places if 1 <= data[at + 2] <= 4]
