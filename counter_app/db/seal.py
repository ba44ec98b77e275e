"""How personal data stands: in clear at a station (SQLCipher), sealed at the centre (DESIGN 6)."""

from __future__ import annotations

from typing import Any, Protocol

PERSONAL_COLUMNS = (
    "identity_number", "full_name", "birth_date", "phone", "extra", "notes", "companion_name",
    "companion_relation", "signs_with",
)  # fmt: skip
"""Of the one projection with personal data."""
LOOKUP_COLUMNS = {"identity_number": "number_key", "phone": "phone_key"}
"""What can be looked up by a keyed hash where the column itself is sealed."""


class Seal(Protocol):
    """Seals text for one place in the database and opens it only there."""

    def sealed(self, place: bytes, text: str) -> str:
        """The text as it is stored. The same text at the same place always gives the same."""
        ...

    def opened(self, place: bytes, text: str) -> str:
        """What was sealed at this place. Raises Unavailable("seal_broken")."""
        ...

    def lookup(self, column: str, text: str) -> bytes | None:
        """A keyed hash to look up by; None for an empty text."""
        ...


def entry_place(replica_id: bytes, seq: int) -> bytes:
    """Where the pii of an entry stands."""
    return b"entry" + replica_id + seq.to_bytes(8, "big")


def _row_place(entity_id: bytes, column: str) -> bytes:
    return b"row" + entity_id + column.encode()


def sealed_row(seal: Seal | None, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the personal projection as it is stored."""
    found: dict[str, Any] = dict.fromkeys(LOOKUP_COLUMNS.values())
    if seal is None:
        return {**row, **found}
    keys = {key: seal.lookup(column, row[column]) for column, key in LOOKUP_COLUMNS.items()}
    texts = {
        column: seal.sealed(_row_place(row["id"], column), row[column]) if row[column] else ""
        for column in PERSONAL_COLUMNS
    }
    return {**row, **texts, **keys}


def opened_row(seal: Seal, row: dict[str, Any]) -> dict[str, Any]:
    """The same row in clear."""
    texts = {
        column: seal.opened(_row_place(row["id"], column), row[column]) if row[column] else ""
        for column in PERSONAL_COLUMNS
    }
    return {**row, **texts}
