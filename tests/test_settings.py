"""What a station is, in its file: what is written is read again, and what is wrong is said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.errors import Refused
from counter_app.domain.thermal import Link, ThermalSettings
from counter_app.settings import StationSettings, new_station, read_station, write_station
from counter_app.ui.i18n import load_language
from counter_app.ui.messages import sentence

STATION = new_station("BLU", "counter", 3)
THERMAL = ThermalSettings("network", "192.168.1.50", roll="58mm", code_page="cp858", has_cutter=False)
HEAD = 'site = "BLU"\nkind = "counter"\ncounter = 3\nissuer = 3\n'


def refusal(folder: Path, text: str) -> Refused:
    (folder / "station.toml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_station(folder)
    return caught.value


@pytest.mark.parametrize(
    "station",
    [
        STATION,
        replace(STATION, printer="thermal", thermal=THERMAL),
        replace(STATION, printer='POS-80 "Depan"', spare=ThermalSettings("queue", "Kasir é")),
    ],
)
def test_what_is_written_is_read_again(tmp_path: Path, station: StationSettings) -> None:
    write_station(tmp_path, station)

    assert read_station(tmp_path) == station


def test_a_station_without_a_thermal_printer_says_nothing_of_one(tmp_path: Path) -> None:
    write_station(tmp_path, STATION)

    assert "[" not in (tmp_path / "station.toml").read_text(encoding="utf-8")


def test_an_older_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_text(HEAD + 'printer = "folder"\n', encoding="utf-8")

    assert read_station(tmp_path).thermal == ThermalSettings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[thermal]\nlink = "wifi"\n',
            (
                "Pengaturan printer thermal.link = wifi tidak dikenal. "
                "Pilih salah satu di station.toml: network, usb, serial, queue, device."
            ),
        ),
        (
            '[spare]\nlink = "queue"\naddress = "POS"\nroll = "57mm"\n',
            (
                "Pengaturan printer spare.roll = 57mm tidak dikenal. "
                "Pilih salah satu di station.toml: 80mm, 58mm, 80mm-512."
            ),
        ),
        (
            '[thermal]\nlink = "network"\naddress = "192.168.1.50:port"\n',
            "Alamat printer 192.168.1.50:port tidak dapat dipakai. Tulis seperti 192.168.1.50:9100.",
        ),
        (
            '[thermal]\nlink = "usb"\naddress = ""\n',
            "Alamat printer – tidak dapat dipakai. Tulis seperti 04b8:0202.",
        ),
        (
            'printer = "thermal"\n',
            (
                "Printer termal dipilih, tetapi belum diatur. "
                "Isi bagian [thermal] di station.toml, atau jalankan counter-app printer set."
            ),
        ),
    ],
)
def test_a_bad_printer_is_said_in_a_sentence(tmp_path: Path, qapp: object, text: str, told: str) -> None:
    load_language("id")
    assert sentence(refusal(tmp_path, text)).sentence == told


@pytest.mark.parametrize(
    "text",
    ["[thermal]\nlinks = 1\n", "thermal = 3\n", '[thermal]\nhas_cutter = "ya"\n', "[thermal]\nroll = 80\n"],
)
def test_a_table_of_another_shape_is_a_broken_file(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).code == "settings_broken"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (Link.NETWORK, "printer.local"),
        (Link.NETWORK, "10.0.0.7:9101"),
        (Link.USB, "04B8:0e15"),
        (Link.SERIAL, "/dev/ttyUSB0 115200"),
        (Link.SERIAL, "COM3"),
        (Link.QUEUE, "POS-80 Depan"),
        (Link.DEVICE, "/dev/usb/lp0"),
    ],
)
def test_each_link_has_its_form_of_address(tmp_path: Path, link: Link, address: str) -> None:
    station = replace(STATION, printer="thermal", thermal=ThermalSettings(link, address))
    write_station(tmp_path, station)

    assert read_station(tmp_path).thermal.address == address


@pytest.mark.parametrize(
    ("link", "address"),
    [("network", "10.0.0.7:0"), ("network", "10.0.0.7:99999"), ("network", "a b"), ("usb", "04b8"),
     ("serial", "COM3 fast"), ("queue", " "), ("device", "")],
)  # fmt: skip
def test_an_address_of_another_form_is_refused(tmp_path: Path, link: str, address: str) -> None:
    write_station(tmp_path, replace(STATION, thermal=ThermalSettings(link, address)))
    with pytest.raises(Refused) as caught:
        read_station(tmp_path)
    assert caught.value.code == "printer_address"
