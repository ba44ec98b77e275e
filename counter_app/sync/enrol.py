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
from counter_app.sync.hub_link import HubLink, read_link, write_link
from counter_app.sync.rekey import Known, come_back, hand_over_known, leave_log, newest_known
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import EnrolAnswer, EnrolAsk, Hello


def enrol_store(store: Store, url: str, certificate: str, code: str) -> HubLink:
    """Connects an open station to a hub; its site and counter stay, and its issuer number while its log does.

    ``certificate``: what ``client.certificate_of`` read and a person has compared.
    Raises Refused: training_alone, enrol_code_form, enrol_code_wrong, enrol_other_station, issuer_taken,
    station_revoked; Unavailable: hub_unreachable, line_disturbed, hub_busy.
    """
    if store.station.is_training:
        raise Refused("training_alone")  # its people never lived: they belong into nobody's figures
    client = HubClient(url, certificate)
    try:
        return _taken_in(store, client, url, certificate, code)
    except SlowLineError as error:
        raise Unavailable("hub_unreachable", reason="slow") from error
    finally:
        client.close()


def _taken_in(store: Store, client: HubClient, url: str, certificate: str, code: str) -> HubLink:
    """The code is for the first of our logs that the hub does not know; the keys vouch for the others."""
    known = newest_known(store, client)
    place = 0 if known is None else known.place
    if known is not None and (known.place < len(store.signers) - 1 or _is_closed(store, client, known)):
        place += 1
    answer = client.enrol(_ask(store, place, code))
    link = link_of(url, certificate, answer)
    write_link(store.folder, link)
    store.station = replace(store.station, hub=link.hub_id, issuer=answer.issuer)
    write_station(store.folder, store.station)
    if place:
        hand_over_known(store, client, link.hub_key, store.signers[place - 1])
    if place < len(store.signers) - 1:
        come_back(store, client, link.hub_key)
    return link


def _is_closed(store: Store, client: HubClient, known: Known) -> bool:
    """Whether another log goes on in place of ours; ours is left then."""
    link = read_link(store.folder)
    if known.standing is None or not known.standing.is_replaced or link is None:
        return False
    leave_log(store, client, link.hub_key, known.standing, known.head_seq)
    return True


def _ask(store: Store, place: int, code: str) -> EnrolAsk:
    """A log that is not the first gets a number of its own: nobody knows what the first still printed."""
    station, signer = store.station, store.signers[place]
    return enrol_ask(
        signer.sign, signer.public_key, code, site=station.site, kind=station.kind,
        counter=station.counter, issuer=station.issuer if place == 0 else 0,
    )  # fmt: skip


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
