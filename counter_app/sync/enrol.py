"""Hubungkan loket: an installation becomes a station of a hub, new or as it stands (DESIGN 6)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.db.key import StationKeys, has_keys, new_keys, read_keys, write_keys
from counter_app.db.store import Sources, Store, create_store, machine_sources
from counter_app.domain.catalogue_json import catalogue_from_json
from counter_app.domain.entry import GENESIS
from counter_app.domain.errors import Refused, Unavailable
from counter_app.settings import StationSettings, is_initialised, write_station
from counter_app.sync.client import HubClient, enrol_ask, link_of
from counter_app.sync.hub_link import HubLink, write_link
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import EnrolAnswer, EnrolAsk, Hello


def enrol_store(store: Store, url: str, certificate: str, code: str) -> HubLink:
    """Connects an open station to a hub; its site, counter and issuer number stay.

    ``certificate``: what ``client.certificate_of`` read and a person has compared.
    Raises Refused: enrol_code_form, enrol_code_wrong, enrol_other_station, issuer_taken,
    station_revoked; Unavailable: hub_unreachable, line_disturbed, hub_busy.
    """
    station = store.station
    ask = enrol_ask(
        store.sign, read_keys(store.folder).public_key, code, site=station.site, kind=station.kind,
        counter=station.counter, issuer=station.issuer,
    )  # fmt: skip
    client = HubClient(url, certificate)
    try:
        link = link_of(url, certificate, _asked(client, ask))
    finally:
        client.close()
    write_link(store.folder, link)
    store.station = replace(station, hub=link.hub_id)
    write_station(store.folder, store.station)
    return link


def enrol_new(folder: Path, url: str, certificate: str, code: str, sources: Sources | None = None) -> Store:
    """Makes an empty data folder a station of a hub, with the catalogue in force at its site.

    Raises what ``enrol_store`` raises, Refused("already_initialised") and
    Refused("catalogue_not_published", site=…).
    """
    if is_initialised(folder):
        raise Refused("already_initialised", folder=str(folder))
    keys = _kept_keys(folder)
    sources = sources or machine_sources()
    signing = Ed25519PrivateKey.from_private_bytes(keys.signing)
    client = HubClient(url, certificate)
    ask = enrol_ask(signing.sign, keys.public_key, code)
    try:
        answer = _asked(client, ask)
        content = _catalogue(client, keys, sources, answer)
    finally:
        client.close()
    catalogue, site = catalogue_from_json(content)
    write_link(folder, link_of(url, certificate, answer))
    station = StationSettings(answer.site, answer.kind, answer.counter, answer.issuer, hub=answer.hub_id)
    return create_store(folder, station, catalogue, site, sources)


def _kept_keys(folder: Path) -> StationKeys:
    """Keys first: an answer that was lost on the way is asked for again by the same installation."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unavailable("folder_unusable", folder=str(folder), reason=error.strerror) from error
    if not has_keys(folder):
        write_keys(folder, new_keys())
    return read_keys(folder)


def _asked(client: HubClient, ask: EnrolAsk) -> EnrolAnswer:
    try:
        return client.enrol(ask)
    except SlowLineError as error:
        raise Unavailable("hub_unreachable", reason="slow") from error


def _catalogue(client: HubClient, keys: StationKeys, sources: Sources, answer: EnrolAnswer) -> str:
    signing = Ed25519PrivateKey.from_private_bytes(keys.signing)

    def hello(nonce: str, signature: str) -> Hello:
        return Hello(
            replica=keys.replica_id.hex(), nonce=nonce, signature=signature, head_seq=0,
            head_hash=GENESIS.hex(), wall_ms=sources.clock(),
        )  # fmt: skip

    try:
        digest = client.hello(signing.sign, hello).catalogue
        if not digest:
            raise Refused("catalogue_not_published", site=answer.site)
        return client.catalogue(digest)
    except SlowLineError as error:
        raise Unavailable("hub_unreachable", reason="slow") from error
