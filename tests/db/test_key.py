"""The station's secrets: kept whole, for its owner only; its name in the journal comes from them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.db.key import has_keys, new_keys, read_keys, write_keys
from tests.helpers.stations import failure


def test_keys_are_read_as_they_were_written(tmp_path: Path) -> None:
    keys = new_keys()

    write_keys(tmp_path, keys)

    assert has_keys(tmp_path)
    assert read_keys(tmp_path) == keys
    assert [path.name for path in tmp_path.iterdir()] == ["station.key"]


def test_the_replica_is_the_first_half_of_the_digest_of_the_public_key() -> None:
    keys = new_keys()

    assert keys.replica_id == hashlib.sha256(keys.public_key).digest()[:16]


def test_the_public_key_belongs_to_the_signing_key() -> None:
    keys = new_keys()
    signed = Ed25519PrivateKey.from_private_bytes(keys.signing).sign(b"entry")

    Ed25519PublicKey.from_public_bytes(keys.public_key).verify(signed, b"entry")
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(keys.public_key).verify(signed, b"another")


def test_every_installation_has_keys_of_its_own() -> None:
    one, two = new_keys(), new_keys()

    assert one.database != two.database
    assert one.replica_id != two.replica_id
    assert (len(one.database), len(one.signing)) == (32, 32)


def test_a_new_identity_on_the_same_file_keeps_the_key_of_the_file() -> None:
    old = new_keys()

    new = new_keys(old.database)

    assert new.database == old.database
    assert new.replica_id != old.replica_id


def test_a_power_cut_while_keys_are_changed_leaves_the_old_ones(tmp_path: Path) -> None:
    keys = new_keys()
    write_keys(tmp_path, keys)
    (tmp_path / "station.key.part").write_bytes(b'{"database": "00')

    assert read_keys(tmp_path) == keys


def test_a_folder_without_keys_is_told(tmp_path: Path) -> None:
    assert not has_keys(tmp_path)
    assert failure(lambda: read_keys(tmp_path)).code == "key_missing"
