"""What a station knows of its thermal printer: how to reach it, how wide it prints, which letters it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from counter_app.domain.errors import Refused


class Link(StrEnum):
    """How a thermal printer is reached."""

    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"
    QUEUE = "queue"
    """A printer that Windows knows, taking our bytes as they are."""
    DEVICE = "device"
    """A device file, as /dev/usb/lp0, or any file."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the print head reaches."""

    dots: int
    """In one line; a multiple of eight."""
    dpi: int


ROLLS = {"80mm": Head(576, 203), "58mm": Head(384, 203), "80mm-512": Head(512, 180)}
"""80mm-512: older heads of 180 dots an inch on the same paper."""
CODE_PAGES = {"cp437": 0, "cp850": 2, "cp860": 3, "cp858": 19, "cp1252": 16}
"""Python's name of a code page -> its number in ESC t."""
PICTURE = "picture"
"""In place of a code page: every letter is drawn by us. Of a QR code: so are its modules."""
NATIVE = "native"
"""The printer draws the QR code."""
EXAMPLES = {
    Link.NETWORK: "192.168.1.50:9100",
    Link.USB: "04b8:0202",
    Link.SERIAL: "COM3 19200",
    Link.QUEUE: "POS-80",
    Link.DEVICE: "/dev/usb/lp0",
}
"""What an address looks like."""
USUAL_PORT = 9100
USUAL_BAUD = 9600
_PORT = re.compile(r"(?P<host>[^\s:]+)(:(?P<port>\d{1,5}))?", re.ASCII)
_USB = re.compile(r"(?P<vendor>[0-9a-f]{4}):(?P<product>[0-9a-f]{4})", re.ASCII | re.IGNORECASE)
_SERIAL = re.compile(r"(?P<device>\S+)( +(?P<baud>\d{3,7}))?", re.ASCII)
_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class ThermalSettings:
    """One thermal printer. An empty ``link`` means that there is none."""

    link: str = ""
    """network, usb, serial, queue or device."""
    address: str = ""
    """Where it is; its form goes with the link, see ``EXAMPLES``."""
    roll: str = "80mm"
    """80mm, 58mm, or 80mm-512 for heads with 180 dots an inch."""
    code_page: str = PICTURE
    """Of the printer's own letters; "picture" = all letters are drawn here."""
    qr: str = PICTURE
    """"native" = the printer draws it, "picture" = we do."""
    has_cutter: bool = True
    answers: bool = False
    """It told its state when it was set up: from then on silence is a failure."""

    @property
    def head(self) -> Head:
        """What its head reaches."""
        return ROLLS[self.roll]


NO_PRINTER = ThermalSettings()


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """Where a printer listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """Which device on the bus."""

    vendor: int
    product: int


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """Which serial port, and how fast."""

    device: str
    baud: int


def refuse_bad(settings: ThermalSettings, table: str = "thermal") -> None:
    """Look at every value; a printer that is not there has none to look at.

    Raises Refused("printer_setting", name=…, value=…, known=…) or what the addresses raise.
    """
    known = (
        ("link", settings.link, list(Link)),
        ("roll", settings.roll, list(ROLLS)),
        ("code_page", settings.code_page, [*CODE_PAGES, PICTURE]),
        ("qr", settings.qr, [NATIVE, PICTURE]),
    )
    if not settings.link:
        return
    for name, value, values in known:
        if value not in values:
            raise Refused("printer_setting", name=f"{table}.{name}", value=value, known=", ".join(values))
    check = {Link.NETWORK: network_address, Link.USB: usb_address, Link.SERIAL: serial_address}
    check.get(Link(settings.link), _some_name)(settings.address)


def network_address(address: str) -> NetworkAddress:
    """Host and port, 9100 where none is said.

    Raises Refused("printer_address", address=…, example=…), as the others do.

    >>> network_address("192.168.1.50")
    NetworkAddress(host='192.168.1.50', port=9100)
    """
    found = _PORT.fullmatch(address.strip())
    port = int(found["port"] or USUAL_PORT) if found else 0
    if found is None or not 0 < port <= _HIGHEST_PORT:
        raise _bad(Link.NETWORK, address)
    return NetworkAddress(found["host"], port)


def usb_address(address: str) -> UsbAddress:
    """Maker and model as four hexadecimal digits each.

    >>> usb_address("04b8:0202")
    UsbAddress(vendor=1208, product=514)
    """
    found = _USB.fullmatch(address.strip())
    if found is None:
        raise _bad(Link.USB, address)
    return UsbAddress(int(found["vendor"], 16), int(found["product"], 16))


def serial_address(address: str) -> SerialAddress:
    """Port and speed, 9600 where none is said.

    >>> serial_address("COM3 19200")
    SerialAddress(device='COM3', baud=19200)
    """
    found = _SERIAL.fullmatch(address.strip())
    if found is None:
        raise _bad(Link.SERIAL, address)
    return SerialAddress(found["device"], int(found["baud"] or USUAL_BAUD))


def _some_name(address: str) -> str:
    if not address.strip():
        raise _bad(Link.DEVICE, address)
    return address.strip()


def _bad(link: Link, address: str) -> Refused:
    return Refused("printer_address", address=address or "–", example=EXAMPLES[link])
