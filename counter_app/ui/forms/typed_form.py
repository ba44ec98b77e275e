"""What stands in the applicant's form, and the text in which a draft keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from counter_app.domain.identity import IdentityKind


@dataclass(frozen=True, slots=True)
class TypedForm:
    """The words of the fields as typed, valid or not."""

    kind: str = str(IdentityKind.NIK)
    number: str = ""
    name: str = ""
    birth_date: str = ""
    phone: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    """Values of the service's own fields, by key."""
    companion_name: str = ""
    companion_relation: str = ""
    signs_with: str = ""


def to_text(typed: TypedForm) -> str:
    """The form as a draft row keeps it."""
    return json.dumps(asdict(typed), ensure_ascii=False)


def from_text(words: str) -> TypedForm | None:
    """The form of a draft row; None for one that another version wrote."""
    try:
        values = json.loads(words)
        extra = tuple((str(key), str(value)) for key, value in values.pop("extra"))
        return TypedForm(**{key: str(value) for key, value in values.items()}, extra=extra)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
