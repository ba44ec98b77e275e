"""Answers on the local network who asks for this hub, on UDP of the same port (``wire.finding``)."""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
from dataclasses import dataclass

from counter_app.hub.keys import HubKeys
from counter_app.wire.finding import MOST_DATAGRAM, HereIsHub, asked, here_text

_LOOK_S, _REST_S = 0.5, 0.05
_log = logging.getLogger("counter_app.hub.beacon")


@dataclass(frozen=True, slots=True)
class BeaconPlace:
    """Where the hub listens."""

    host: str
    port: int
    scheme: str
    site: str


class Beacon:
    """A thread that answers until it is stopped; without the port the hub is only not found by itself."""

    def __init__(self, keys: HubKeys, place: BeaconPlace) -> None:
        self._keys = keys
        self._place = place
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="beacon", daemon=True)

    def start(self) -> None:
        """Answers from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Ends within half a second."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(4 * _LOOK_S)

    def _run(self) -> None:
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
                line.bind((self._place.host, self._place.port))
                line.settimeout(_LOOK_S)
                while not self._stopping.is_set():
                    self._answer_next(line)
        except OSError as error:
            _log.warning("not to be found: %s", type(error).__name__)

    def _answer_next(self, line: socket.socket) -> None:
        """One datagram that is too long or has no way back (Windows tells so) is lost, and no other."""
        try:
            self._answer(line)
        except (TimeoutError, ConnectionError):
            return
        except OSError as error:
            _log.info("not answered: %s", type(error).__name__)
            self._stopping.wait(_REST_S)

    def _answer(self, line: socket.socket) -> None:
        datagram, sender = line.recvfrom(MOST_DATAGRAM)
        question = asked(datagram)
        if question is None or question.hub not in ("", self._keys.hub_id) or not _is_near(sender[0]):
            return
        line.sendto(self._here(question.nonce).model_dump_json().encode(), sender)

    def _here(self, nonce: str) -> HereIsHub:
        keys, place = self._keys, self._place
        signature = keys.sign(here_text(nonce, keys.hub_id, place.scheme, place.port))
        return HereIsHub.model_validate({
            "hub": keys.hub_id, "hub_key": keys.public_key.hex(), "scheme": place.scheme, "site": place.site,
            "port": place.port, "name": socket.gethostname()[:80], "signature": signature.hex(),
        })  # fmt: skip


def _is_near(address: str) -> bool:
    """Nobody outside of the building gets an answer, whatever sender a datagram names."""
    return ipaddress.ip_address(address).is_private
