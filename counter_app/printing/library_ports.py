"""Printers on USB, a serial port or Windows' raw queue, by the drivers of python-escpos.

Loaded only where such a printer is chosen: the drivers cost a second.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from escpos.exceptions import Error as DriverError
from escpos.printer import Serial, Usb, Win32Raw

from counter_app.domain.thermal import Link, serial_address, usb_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter_app.domain.thermal import ThermalSettings
    from counter_app.printing.ports import Port

_PIECE = 4096
_PRINTERS = 7
"""USB's class of interface for printers."""
_INCOMING = 0x80


def library_port(printer: ThermalSettings, title: str) -> Port:
    """Reach a printer by its driver; raises OSError where it is not there."""
    match Link(printer.link):
        case Link.USB:
            return UsbPort(printer.address)
        case Link.SERIAL:
            return SerialPort(printer.address)
        case _:
            return QueuePort(printer.address, title)


def _reached(make: Callable[[], Any], **how: Any) -> Any:
    """Make and open a driver; whatever it complains with becomes OSError."""
    try:
        driver = make()
        driver.open(**how)
    except (DriverError, ValueError, RuntimeError) as error:
        raise OSError(str(error)) from error
    return driver


class SerialPort:
    """A serial port, with DSR/DTR as receipt printers use it."""

    def __init__(self, address: str) -> None:
        place = serial_address(address)
        self._driver = _reached(partial(Serial, devfile=place.device, baudrate=place.baud, dsrdtr=True))
        self._device = self._driver.device

    def send(self, data: bytes, within_s: float) -> None:
        """In pieces; raises OSError where the printer holds the line."""
        self._device.write_timeout = within_s
        for start in range(0, len(data), _PIECE):
            self._device.write(data[start : start + _PIECE])

    def hear(self, within_s: float) -> bytes:
        """What has come, at least one byte if one comes in time."""
        self._device.timeout = within_s
        first: bytes = self._device.read(1)
        return first + bytes(self._device.read(self._device.in_waiting)) if first else b""

    def finish(self) -> None:
        """The last bit is on the wire."""
        self._device.flush()

    def close(self) -> None:
        """Let it go."""
        with suppress(OSError):
            self._driver.close()


class UsbPort:
    """A printer on the bus; its end points are asked for, since every maker has others."""

    def __init__(self, address: str) -> None:
        place = usb_address(address)
        self._driver = _reached(partial(Usb, place.vendor, place.product))
        self._device = self._driver.device
        interfaces = list(self._device.get_active_configuration())
        chosen = next((one for one in interfaces if one.bInterfaceClass == _PRINTERS), interfaces[0])
        ends = [end.bEndpointAddress for end in chosen]
        self._out = next((end for end in ends if not end & _INCOMING), self._driver.out_ep)
        self._in = next((end for end in ends if end & _INCOMING), None)

    def send(self, data: bytes, within_s: float) -> None:
        """In pieces."""
        for start in range(0, len(data), _PIECE):
            self._device.write(self._out, data[start : start + _PIECE], round(within_s * 1000))

    def hear(self, within_s: float) -> bytes:
        """Some printers have no way back."""
        if self._in is None:
            return b""
        try:
            return bytes(self._device.read(self._in, 64, round(within_s * 1000)))
        except TimeoutError:
            return b""
        except OSError as error:
            if "timed out" in str(error) or "timeout" in str(error):
                return b""
            raise

    def finish(self) -> None:
        """What the printer has taken it has."""

    def close(self) -> None:
        """Let it go."""
        with suppress(OSError):
            self._driver.close()


class QueuePort:
    """A printer of Windows that takes our bytes as they are; its queue keeps them."""

    def __init__(self, name: str, title: str) -> None:
        self._driver = _reached(partial(Win32Raw, name), job_name=title)

    def send(self, data: bytes, within_s: float) -> None:  # noqa: ARG002 -- the queue takes all at once
        """To the queue."""
        try:
            self._driver._raw(data)  # noqa: SLF001 -- the driver's way of sending bytes
        except Exception as error:
            raise OSError(str(error)) from error  # pywin32 raises errors of its own

    def hear(self, within_s: float) -> bytes:  # noqa: ARG002
        """A queue says nothing."""
        return b""

    def finish(self) -> None:
        """The queue has it when it is closed."""

    def close(self) -> None:
        """The queue begins to print."""
        with suppress(OSError):
            self._driver.close()
