"""What the windows ask of the station's printers; the composition root answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from counter_app.domain.thermal import NO_PRINTER, ThermalSettings

USUAL, SPARE = "usual", "spare"
"""Which of the station's printers; papers are moved to the spare one by hand only."""
FOLDER, SYSTEM, NONE = "folder", "system", "none"
"""Kinds beside the links of thermal printers."""


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """A printer as somebody sets it up."""

    kind: str
    """"folder", "system", "none" for no spare one, or the link of a thermal printer."""
    name: str = ""
    """Of a system's printer; empty = its default one."""
    thermal: ThermalSettings = field(default=NO_PRINTER)


class Printers(Protocol):
    """All but ``is_paper_low`` and ``other`` are called off the GUI thread."""

    def chosen(self, place: str) -> PrinterChoice:
        """What the settings say of the usual or the spare printer."""

    def look(self, choice: PrinterChoice) -> str:
        """How a printer is: "ready", "paper_low", "mute" where it tells nothing, or "folder" or "none".

        Raises Refused for what can't be its settings, Unavailable where it is not there or in trouble.
        """

    def trial(self, choice: PrinterChoice) -> None:
        """Put out the trial page; raises as ``look``, and while printing what printers raise."""

    def keep(self, place: str, choice: PrinterChoice) -> None:
        """Make it the station's; what waits is printed on it. Raises Refused as ``look``."""

    def is_paper_low(self) -> bool:
        """Whether the usual printer said that its roll ends soon."""

    def other(self) -> str:
        """Where waiting papers can be moved to: "spare", "office", or empty."""
