"""What a thermal printer tells of itself: its answers to DLE EOT as words of ours."""

from __future__ import annotations

from dataclasses import dataclass

STATE_BYTES = 4
"""One answer to each of ``commands.ASK_STATE``."""
_SPONTANEOUS = 0b0001_0000
"""Set in every answer to DLE EOT, never in one to GS r."""
_OFFLINE = 0b0000_1000
_COVER, _STOPPED = 0b0000_0100, 0b0010_0000
_CUTTER, _DEAD, _HOT = 0b0000_1000, 0b0010_0000, 0b0100_0000
_LOW, _OUT = 0b0000_1100, 0b0110_0000


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How a printer is."""

    is_offline: bool = False
    is_cover_open: bool = False
    is_paper_out: bool = False
    is_paper_low: bool = False
    """The roll ends soon; printing goes on."""
    has_error: bool = False
    """Cutter, head or supply."""

    @property
    def problem(self) -> str:
        """Code of what keeps it from printing, the most tangible first; empty = nothing."""
        found = (
            (self.is_cover_open, "cover_open"),
            (self.is_paper_out, "paper_out"),
            (self.has_error, "printer_error"),
            (self.is_offline, "printer_offline"),
        )
        return next((code for is_so, code in found if is_so), "")


def is_done(byte: int) -> bool:
    """Whether an answer is the one to GS r: everything before it is on paper."""
    return not byte & _SPONTANEOUS


def state_of(answers: bytes) -> PrinterState:
    """The four answers to DLE EOT 1 to 4, in that order."""
    printer, offline, errors, paper = answers[:STATE_BYTES]
    return PrinterState(
        is_offline=bool(printer & _OFFLINE),
        is_cover_open=bool(offline & _COVER),
        is_paper_out=bool(offline & _STOPPED or paper & _OUT),
        is_paper_low=bool(paper & _LOW),
        has_error=bool(errors & (_CUTTER | _DEAD | _HOT)),
    )
