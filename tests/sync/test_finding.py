"""The hub of a site is found by its id, wherever DHCP has put its PC."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter_app.hub.beacon import Beacon, BeaconPlace
from counter_app.hub.keys import HubKeys
from counter_app.sync.finding import hubs_nearby, moved
from counter_app.sync.hub_link import HubLink
from counter_app.wire.finding import HereIsHub, asked, here_text
from tests.helpers.served import free_port

HERE = ("127.0.0.1",)
KEYS = HubKeys(b"1" * 32, b"2" * 32, b"3" * 32, b"4" * 32, "")
OTHERS = HubKeys(b"5" * 32, b"2" * 32, b"3" * 32, b"4" * 32, "")


@pytest.fixture
def port() -> Iterator[int]:
    """A hub answers there."""
    made = free_port()
    beacon = Beacon(KEYS, BeaconPlace(HERE[0], made, "https", "BLU"))
    beacon.start()
    yield made
    beacon.stop()


def link(port: int, address: str = "192.168.1.77") -> HubLink:
    return HubLink(f"https://{address}:{port}", KEYS.hub_id, KEYS.public_key.hex(), "", is_site=True)


def asked_until_answered(port: int, hub_id: str = "") -> list[str]:
    """A datagram may come before the hub listens; nobody promises that it arrives."""
    for _ in range(5):
        found = next(hubs_nearby(port, hub_id, HERE), None)
        if found is not None:
            return [found.url]
    return []


def test_who_has_no_hub_yet_finds_the_one_of_the_building(port: int) -> None:
    assert asked_until_answered(port) == [f"https://127.0.0.1:{port}"]


def test_another_address_of_the_same_hub_is_told(port: int) -> None:
    asked_until_answered(port)

    assert moved(link(port), HERE) == replace(link(port), url=f"https://127.0.0.1:{port}")


def test_a_hub_that_is_where_it_was_has_not_moved(port: int) -> None:
    asked_until_answered(port)

    assert moved(link(port, "127.0.0.1"), HERE) is None


def test_another_hub_does_not_answer_for_the_one_that_is_asked_for(port: int) -> None:
    asked_until_answered(port)

    assert moved(replace(link(port), hub_id=OTHERS.hub_id), HERE) is None


def test_an_answer_that_the_hub_has_not_signed_is_not_believed() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind((HERE[0], 0))
        line.settimeout(10)

        def lie() -> None:
            datagram, sender = line.recvfrom(1_000)
            question = asked(datagram)
            assert question is not None
            text = here_text(question.nonce, KEYS.hub_id, "https", 1)
            told = HereIsHub(
                hub=KEYS.hub_id, hub_key=KEYS.public_key.hex(), scheme="https", port=1, site="BLU", name="x",
                signature=OTHERS.sign(text).hex(),
            )  # fmt: skip
            line.sendto(b"not even json", sender)
            line.sendto(told.model_dump_json().encode(), sender)

        liar = threading.Thread(target=lie)
        liar.start()

        assert list(hubs_nearby(line.getsockname()[1], "", HERE)) == []
        liar.join(10)


def test_one_answer_that_does_not_go_out_ends_no_later_one(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_until_answered(port)
    send, failed = socket.socket.sendto, threading.Event()

    def sendto(line: socket.socket, datagram: bytes, *to: object) -> int:
        if b'"answer"' in datagram and not failed.is_set():
            failed.set()
            raise OSError("network is unreachable")
        return send(line, datagram, *to)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(socket.socket, "sendto", sendto)
    assert list(hubs_nearby(port, "", HERE, within_s=0.2)) == []

    assert asked_until_answered(port) == [f"https://127.0.0.1:{port}"]
