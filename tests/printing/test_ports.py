"""The ways to a printer that a test can have without one: files, terminals in place of cables, nothing."""

from __future__ import annotations

import os
import sys
import tty
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from counter_app.domain.errors import Unavailable
from counter_app.domain.thermal import ThermalSettings
from counter_app.printing.ports import opened
from counter_app.printing.thermal import Patience, ThermalPrinter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals are Unix's")
EVERY_BYTE = bytes(range(256)) * 40


@pytest.fixture
def cable() -> Iterator[tuple[int, str]]:
    """Both ends of a line: a handle for the test, a device for the program."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def received(handle: int, count: int) -> bytes:
    heard = b""
    while len(heard) < count:
        heard += os.read(handle, count - len(heard))
    return heard


@pytest.mark.parametrize("link", ["device", "serial"])
def test_bytes_go_out_and_answers_come_in(cable: tuple[int, str], link: str) -> None:
    handle, device = cable
    with closing(opened(ThermalSettings(link, device), "B012")) as port:
        port.send(EVERY_BYTE[:1024], 2.0)
        assert received(handle, 1024) == EVERY_BYTE[:1024]
        assert port.hear(0.01) == b""
        os.write(handle, b"\x12\x12")
        assert port.hear(2.0) == b"\x12\x12"


@pytest.mark.parametrize("link", ["device", "serial"])
def test_a_device_that_takes_nothing_is_not_waited_for(cable: tuple[int, str], link: str) -> None:
    _handle, device = cable
    with closing(opened(ThermalSettings(link, device), "B012")) as port, pytest.raises(OSError):  # noqa: PT011
        port.send(EVERY_BYTE * 20, 0.1)


def test_a_file_keeps_every_slip(tmp_path: Path) -> None:
    printer = ThermalPrinter(ThermalSettings("device", str(tmp_path / "slips.bin")), Patience(answers_s=0.01))
    for slip in (b"first", b"second"):
        printer.print_paper(slip, "B012")

    kept = (tmp_path / "slips.bin").read_bytes()
    assert kept.index(b"first") < kept.index(b"second")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("usb", "04b8:0202"),
        ("queue", "POS-80"),
        ("serial", "/dev/no-such-port"),
        ("device", "/no/such/folder/lp0"),
    ],
)
def test_a_printer_that_is_not_there_is_told_whatever_the_way(link: str, address: str) -> None:
    with pytest.raises(Unavailable) as caught:
        ThermalPrinter(ThermalSettings(link, address)).print_paper(b"slip", "B012")
    assert caught.value.code == "printer_missing"
