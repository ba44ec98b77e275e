"""A thermal printer: asked before, watched while it prints, believed only when it says that all is out."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_app.domain.errors import Unavailable
from counter_app.printing import commands
from counter_app.printing.ports import opened
from counter_app.printing.printers import HalfOut, MaybeOut
from counter_app.printing.state import STATE_BYTES, is_done, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counter_app.domain.thermal import ThermalSettings
    from counter_app.printing.ports import Port
    from counter_app.printing.state import PrinterState


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a printer may take, in seconds."""

    answers_s: float = 1.0
    """To tell how it is; one that can does so in some milliseconds."""
    takes_s: float = 10.0
    """With nothing of what is sent taken."""
    out_s: float = 30.0
    """From the last byte until it says that all is on paper."""
    looks_s: float = 0.5
    """Between two questions how it is, while it prints."""
    quiet_s: float = 0.3
    """Until it surely says nothing more."""


PATIENT = Patience()
SILENT = "printer_silent"


class ThermalPrinter:
    """One printer. The lock keeps a trial page and the printing thread apart: one talks at a time."""

    def __init__(
        self, settings: ThermalSettings, patience: Patience = PATIENT, lock: threading.Lock | None = None
    ) -> None:
        self.speaks = settings
        self._patience = patience
        self._lock = lock or threading.Lock()
        self._has_answered = settings.answers
        self._may_hold_rest = True
        """Of a slip that broke off, perhaps before this program was started."""
        self.last_state: PrinterState | None = None
        """What it told last; None = it tells nothing, or was never asked."""

    @property
    def name(self) -> str:
        """Its address."""
        return self.speaks.address

    def state(self) -> PrinterState | None:
        """Ask how it is; None = it is there, but tells nothing.

        Raises Unavailable ``printer_missing``, ``line_lost`` or ``printer_silent``.
        """
        with self._lock, self._reached("") as port:
            return self._asked(port)

    def print_paper(self, paper: bytes, title: str) -> None:
        """Return when the paper is out, or at a printer that tells nothing, when it has taken everything.

        Raises Unavailable where nothing was sent: ``printer_missing``, ``line_lost``, ``printer_silent``,
        ``paper_out``, ``cover_open``, ``printer_error``, ``printer_offline``. Raises HalfOut, with one of
        these or ``printer_stuck``, where it broke off in the middle, MaybeOut where nobody can know.
        """
        with self._lock, self._reached(title) as port:
            state = self._asked(port)
            if state is not None and state.problem:
                raise Unavailable(state.problem, name=self.name)
            if self._may_hold_rest:
                self._clear(port, can_tell=state is not None)
            self._may_hold_rest = True
            self._send(port, paper)
            self._see_it_out(port, can_tell=state is not None)
            self._may_hold_rest = False

    @contextmanager
    def _reached(self, title: str) -> Iterator[Port]:
        try:
            port = opened(self.speaks, title)
        except OSError as error:
            raise Unavailable("printer_missing", name=self.name) from error
        try:
            yield port
        finally:
            port.close()

    def _asked(self, port: Port) -> PrinterState | None:
        """Who has ever answered may not be silent now: its slip would vanish unseen."""
        try:
            port.send(b"".join(commands.ASK_STATE), self._patience.takes_s)
            heard = self._heard(port)
        except OSError as error:
            raise Unavailable("line_lost", name=self.name) from error
        if len(heard) < STATE_BYTES:
            self.last_state = None
            if self._has_answered:
                raise Unavailable("printer_silent", name=self.name)
            return None
        self._has_answered = True
        self.last_state = state_of(heard)
        return self.last_state

    def _heard(self, port: Port) -> bytes:
        heard = b""
        until = time.monotonic() + self._patience.answers_s
        while len(heard) < STATE_BYTES and (left := until - time.monotonic()) > 0:
            heard += bytes(byte for byte in port.hear(left) if not is_done(byte))
        return heard

    def _clear(self, port: Port, *, can_tell: bool) -> None:
        """After a failure: what is left of the last slip must neither swallow this one nor answer for it."""
        try:
            port.send(commands.clearing(self.speaks.head), self._patience.takes_s)
            code = self._problem_until_done(port) if can_tell else ""
            while can_tell and not code and port.hear(self._patience.quiet_s):
                """An answer that an earlier slip is still owed."""
        except OSError as error:
            raise Unavailable("line_lost", name=self.name) from error
        if code:
            raise Unavailable(code, name=self.name)

    def _send(self, port: Port, data: bytes) -> None:
        """The cut stands last: what was not sent whole is not out whole."""
        try:
            port.send(data, self._patience.takes_s)
        except TimeoutError as error:
            raise HalfOut("printer_stuck", name=self.name) from error
        except OSError as error:
            raise HalfOut("line_lost", name=self.name) from error

    def _see_it_out(self, port: Port, *, can_tell: bool) -> None:
        try:
            if not can_tell:
                port.finish()
                return
            code = self._problem_until_done(port)
        except OSError as error:
            raise MaybeOut("line_lost", name=self.name) from error
        if code == SILENT:
            raise MaybeOut(SILENT, name=self.name)
        if code:
            with suppress(OSError):
                port.send(commands.FORGET_REST, self._patience.takes_s)
            raise HalfOut(code, name=self.name)

    def _problem_until_done(self, port: Port) -> str:
        """Empty when all that was sent is on paper; while the printer is silent it is asked why."""
        port.send(commands.ASK_WHEN_DONE, self._patience.takes_s)
        until = time.monotonic() + self._patience.out_s
        said = b""
        while time.monotonic() < until:
            heard = port.hear(self._patience.looks_s)
            if any(is_done(byte) for byte in heard):
                return ""
            said += heard
            if len(said) >= STATE_BYTES:
                self.last_state, said = state_of(said), said[STATE_BYTES:]
                if self.last_state.problem:
                    return self.last_state.problem
            if not heard:
                port.send(b"".join(commands.ASK_STATE), self._patience.takes_s)
        return SILENT
