"""One version of catalogue and site as one text: what the database stores and stations exchange."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import date
from functools import cache, partial
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
    catalogue = _reader(Catalogue)(values.get("catalogue"), ((), "catalogue"))
    site = _reader(Site)(values.get("site"), ((), "site"))
    assert isinstance(catalogue, Catalogue)
    assert isinstance(site, Site)
    return catalogue, site


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not part of a catalogue: {value!r}")


_Way = tuple[Any, str]
"""Where a value stands: the way to what holds it, and the last step. Put into words only for a refusal."""
_Reader = Callable[[object, _Way], object]


def _key(way: _Way) -> str:
    before, step = way
    return f"{_key(before)}{step}" if before else step


@cache
def _reader(kind: Any) -> _Reader:
    """Reads a value as this type; made once a type, since a catalogue has 6,000 values."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    if get_origin(kind) is tuple:
        return _tuple_reader(_reader(get_args(kind)[0]))
    if get_origin(kind) is Mapping:
        return _mapping_reader(_reader(get_args(kind)[1]))
    return _read_date if kind is date else partial(_as, kind)


def _tuple_reader(inner: _Reader) -> _Reader:
    def read(value: object, way: _Way) -> object:
        return tuple(
            inner(one, (way, f"[{place}]")) for place, one in enumerate(_as(list, value, way), start=1)
        )

    return read


def _mapping_reader(inner: _Reader) -> _Reader:
    def read(value: object, way: _Way) -> object:
        return {name: inner(one, (way, f"[{name}]")) for name, one in _as(dict, value, way).items()}

    return read


def _dataclass_reader(kind: type) -> _Reader:
    types = get_type_hints(kind, localns={"Mapping": Mapping, "date": date})
    plan = [
        (field.name, f".{field.name}", _reader(types[field.name]), field.default is MISSING)
        for field in fields(kind)
    ]

    def read(value: object, way: _Way) -> object:
        values, found = _as(dict, value, way), {}
        for name, step, inner, is_required in plan:
            if name in values:
                found[name] = inner(values[name], (way, step))
            elif is_required:
                raise broken(FILE, _key((way, step)), BrokenReason.MISSING)
        return kind(**found)

    return read


def _read_date(value: object, way: _Way) -> date:
    try:
        return date.fromisoformat(_as(str, value, way))
    except ValueError as error:
        raise broken(FILE, _key(way), BrokenReason.BAD_DATE, value) from error


def _as(kind: type, value: object, way: _Way) -> Any:
    if type(value) is not kind:
        raise broken(FILE, _key(way), BrokenReason.WRONG_TYPE, value)
    return value
