"""Reading what was frozen, and projections in a form that can be kept on disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from counter_app.db.tables import PROJECTIONS
from counter_app.wire import DIGEST, ENTRIES_TYPE, digest_of, enrol_text, hello_text
from tests.helpers.hubs import Centre

FROZEN = Path(__file__).parents[1] / "frozen"
Folded = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class FrozenStation:
    """A station of an older release; it can only say what it said then."""

    folder: Path
    facts: dict[str, Any]

    @property
    def pushes(self) -> list[bytes]:
        found = sorted(self.folder.glob("push-*.bin"), key=lambda path: int(path.stem.partition("-")[2]))
        return [path.read_bytes() for path in found]

    def sign(self, text: bytes) -> str:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.facts["signing"]))
        return key.sign(text).hex()

    def enrol(self, centre: Centre) -> httpx.Response:
        code = centre.code()
        said = {name: self.facts[name] for name in ("public_key", "site", "kind", "counter", "issuer")}
        ask = {"code": code, "signature": self.sign(enrol_text(code)), **said}
        return httpx.post(f"{centre.url}/v1/enrol", json=ask)

    def hello(self, centre: Centre) -> httpx.Response:
        nonce = httpx.get(f"{centre.url}/v1/nonce").json()
        signature = self.sign(hello_text(nonce["hub_id"], nonce["nonce"]))
        said = {**self.facts["hello"], "nonce": nonce["nonce"], "signature": signature}
        return httpx.post(f"{centre.url}/v1/hello", json=said)

    def push(self, centre: Centre, content: bytes, token: str) -> httpx.Response:
        told = {
            "Content-Type": ENTRIES_TYPE, DIGEST: digest_of(content), "Authorization": f"Bearer {token}",
        }  # fmt: skip
        return httpx.post(f"{centre.url}/v1/push", content=content, headers=told)

    def pull(self, centre: Centre, token: str) -> httpx.Response:
        told = {"Authorization": f"Bearer {token}"}
        return httpx.post(f"{centre.url}/v1/pull", json={"vector": {}, "unsent": 0}, headers=told)


def frozen_stations() -> list[FrozenStation]:
    found = sorted(path.parent for path in FROZEN.glob("*/station.json"))
    return [FrozenStation(path, json.loads((path / "station.json").read_bytes())) for path in found]


def folded(connection: Connection) -> Folded:
    """Every projection's rows, bytes as hex, without the columns that only the fold needs."""
    return {
        table.name: sorted(
            (
                {
                    name: value.hex() if isinstance(value, bytes) else value
                    for name, value in row._mapping.items()
                    if not name.startswith("fold_") and name != "replica_no"
                }
                for row in connection.execute(select(table))
            ),
            key=lambda row: json.dumps(row, sort_keys=True),
        )
        for table in PROJECTIONS
    }


def keeps_meaning(now: Folded, then: Folded) -> list[str]:
    """Which rows of then are not found now, by table; columns and tables that came later are not compared."""
    return [
        f"{table}: {row}"
        for table, rows in then.items()
        for row in rows
        if not any(row.items() <= found.items() for found in now[table])
    ] + [f"{table}: {len(now[table])}" for table, rows in then.items() if len(now[table]) != len(rows)]
