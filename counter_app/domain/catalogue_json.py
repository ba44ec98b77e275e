"""One version of catalogue and site as one text: what the database stores and stations exchange."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.raw_table import BrokenReason, broken

FILE = "catalogue.json"
"""The name that refusals give to the stored text."""


def catalogue_to_json(catalogue: Catalogue, site: Site) -> str:
    """Write both as one JSON text; the same files always give the same bytes, so that it can be hashed."""
    values = {"catalogue": asdict(catalogue), "site": asdict(site)}
    return json.dumps(values, default=_plain, ensure_ascii=False, separators=(",", ":"))


def catalogue_from_json(text: str) -> tuple[Catalogue, Site]:
    """Read back what catalogue_to_json wrote.

    Raises Refused ``catalogue_broken`` when the text is damaged or was written by no version of this
    program. The rules of the files are not asked again: they held when the text was written.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise broken(FILE, "", BrokenReason.NOT_READABLE, error) from error
    if not isinstance(values, dict):
        raise broken(FILE, "", BrokenReason.WRONG_TYPE, type(values).__name__)
    catalogue = _read(Catalogue, values.get("catalogue"), "catalogue")
    site = _read(Site, values.get("site"), "site")
    assert isinstance(catalogue, Catalogue)
    assert isinstance(site, Site)
    return catalogue, site


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not part of a catalogue: {value!r}")


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns={"Mapping": Mapping, "date": date})


def _read(kind: Any, value: object, key: str) -> object:
    """Read a value as the type that the dataclass names."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_dataclass(kind, value, key)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(
            _read(inner, one, f"{key}[{place}]") for place, one in enumerate(_as(list, value, key), start=1)
        )
    if get_origin(kind) is Mapping:
        inner = get_args(kind)[1]
        return {name: _read(inner, one, f"{key}[{name}]") for name, one in _as(dict, value, key).items()}
    if kind is date:
        return _read_date(value, key)
    return _as(kind, value, key)


def _read_dataclass(kind: type, value: object, key: str) -> object:
    values, types = _as(dict, value, key), _types(kind)
    found = {}
    for field in fields(kind):
        if field.name in values:
            found[field.name] = _read(types[field.name], values[field.name], f"{key}.{field.name}")
        elif field.default is MISSING:
            raise broken(FILE, f"{key}.{field.name}", BrokenReason.MISSING)
    return kind(**found)


def _read_date(value: object, key: str) -> date:
    try:
        return date.fromisoformat(_as(str, value, key))
    except ValueError as error:
        raise broken(FILE, key, BrokenReason.BAD_DATE, value) from error


def _as(kind: type, value: object, key: str) -> Any:
    if type(value) is not kind:
        raise broken(FILE, key, BrokenReason.WRONG_TYPE, value)
    return value
