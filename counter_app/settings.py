"""Frozen settings of one station, and where the program's own resources lie."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from counter_app.domain.catalogue import Site
from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.thermal import NO_PRINTER, ThermalSettings, refuse_bad

STATION_KINDS = ("counter", "reception", "supervisor")
CENTRE = "centre"
"""What a hub calls itself in entries of its own; no installation is set up as one."""
_FILE = "station.toml"
THERMAL = "thermal"
"""Value of ``printer`` for slips as commands to a thermal printer."""
PRINTER_TABLES = ("thermal", "spare")
FIRST_DESK_ISSUER = 51
"""Reception and kiosks count from here; a counter's issuer number is its own (DESIGN 7)."""


@dataclass(frozen=True, slots=True)
class StationSettings:
    """What this installation is. Kept as ``station.toml`` in its data folder."""

    site: str
    kind: str
    """counter, reception or supervisor."""
    counter: int
    """The counter's number; 0 where the station is no counter."""
    issuer: int
    """Stands in the numbers that this station prints; unique in the site."""
    language: str = "id"
    printer: str = "folder"
    """"folder", "thermal", "system" for the default printer, or a printer's name."""
    receipt_paper: str = "a5"
    """"a5" or "80mm"."""
    sheet_paper: str = "80mm"
    """Of requirement sheets: "80mm" or "a5"."""
    hub: str = ""
    """Id of the hub that this station belongs to; empty = it stands alone."""
    hub_port: int = 0
    """Where this station is the hub of its site and other stations find it; 0 = it is not."""
    is_training: bool = False
    """For practice: every screen and paper says DATA LATIHAN."""
    scanner_prefix: str = ""
    """What the scanner of this desk is set to type before a code; empty = it is known by its speed."""
    office_printer: str = "system"
    """Takes A5 where ``printer`` is "thermal": "folder", "system", or a printer's name."""
    thermal: ThermalSettings = NO_PRINTER
    """Where slips go if ``printer`` is "thermal"."""
    spare: ThermalSettings = NO_PRINTER
    """Where slips can be moved when the first one fails; without a link there is none."""


def new_station(site: str, kind: str, counter: int) -> StationSettings:
    """Settings of a new installation.

    Raises Refused("station_kind") or Refused("counter_needed").
    """
    if kind not in STATION_KINDS:
        raise Refused("station_kind", kind=kind, known=", ".join(STATION_KINDS))
    if kind == "counter" and counter < 1:
        raise Refused("counter_needed")
    return StationSettings(site, kind, counter, counter if kind == "counter" else FIRST_DESK_ISSUER)


def refuse_other_place(station: StationSettings, site: Site) -> None:
    """A station keeps its site, and its counter must stand there.

    Raises Refused("other_site", station=…, site=…) or Refused("counter_unknown", counter=…).
    """
    if station.site != site.code:
        raise Refused("other_site", station=station.site, site=site.code)
    if station.counter and all(one.number != station.counter for one in site.counters):
        raise Refused("counter_unknown", counter=station.counter)


def read_station(data: Path) -> StationSettings:
    """The settings of a data folder.

    Raises Refused("not_initialised", folder=…), Refused("settings_broken", file=…, reason=…), what
    ``refuse_bad_printers`` raises, or Unavailable("folder_unusable", folder=…, reason=…).
    """
    path = data / _FILE
    try:
        return _station(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise Refused("not_initialised", folder=str(data)) from error
    except OSError as error:
        raise Unavailable("folder_unusable", folder=str(data), reason=error.strerror) from error
    except (tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        raise Refused("settings_broken", file=str(path), reason=str(error)) from error


def _station(values: dict[str, Any]) -> StationSettings:
    """Raises TypeError for a name that is unknown or missing, and for a value of another type."""
    printers = {name: ThermalSettings(**values[name]) for name in PRINTER_TABLES if name in values}
    settings = StationSettings(**{**values, **printers})
    _refuse_other_types(settings)
    for name in PRINTER_TABLES:
        _refuse_other_types(getattr(settings, name), f"{name}.")
    refuse_bad_printers(settings)
    return settings


def _refuse_other_types(settings: StationSettings | ThermalSettings, within: str = "") -> None:
    for field in fields(settings):
        if type(getattr(settings, field.name)).__name__ != field.type:
            raise TypeError(f"{within}{field.name} is no {field.type}")


def refuse_bad_printers(settings: StationSettings) -> None:
    """Look at what is said of the thermal printers.

    Raises Refused: printer_setting (name, value, known), printer_address (address, example),
    printer_not_said.
    """
    for name in PRINTER_TABLES:
        refuse_bad(getattr(settings, name), name)
    if settings.printer == THERMAL and not settings.thermal.link:
        raise Refused("printer_not_said")


def is_initialised(data: Path) -> bool:
    """Whether a data folder was made whole."""
    return (data / _FILE).is_file()


def write_station(data: Path, settings: StationSettings) -> None:
    """Keeps the settings of a data folder."""
    values = asdict(settings)
    printers = [name for name in PRINTER_TABLES if values.pop(name)["link"]]
    lines = _lines(values)
    for name in printers:
        lines += ["", f"[{name}]", *_lines(asdict(getattr(settings, name)))]
    part = data / f"{_FILE}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())  # else a power cut leaves an empty file: a station without settings
    part.replace(data / _FILE)
    sync_folder(data)


def sync_folder(folder: Path) -> None:
    """Makes a new name in a folder survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lines(values: dict[str, Any]) -> list[str]:
    return [f"{name} = {_toml(value)}" for name, value in values.items()]


def _toml(value: object) -> str:
    """A number, true or false, or a string in quotes: TOML's basic strings escape what JSON escapes."""
    return json.dumps(value, ensure_ascii=False)


def resource(path: str) -> Path:
    """A file or folder of ``resources/``: beside the package in a checkout, inside it in a wheel.

    >>> resource("catalogue").is_dir()
    True
    """
    package = Path(__file__).parent
    checkout = package.parent
    is_checkout = (checkout / "pyproject.toml").is_file()
    return (checkout if is_checkout else package) / "resources" / path
