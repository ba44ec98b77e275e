"""One station's questions to its hub. Nothing is believed that does not carry the hub's own marks.

A 200 of a captive portal, a 413 of a proxy or a cut answer is a disturbed line, never an answer.
"""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ValidationError

from counter_app.domain.errors import Refused, Unavailable
from counter_app.sync.hub_link import HubLink
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import (
    DIGEST,
    ENTRIES_TYPE,
    EVENTS_TYPE,
    HUB_ID,
    JSON_TYPE,
    MOST_BYTES,
    MOST_ENTRIES,
    Batch,
    ClaimAnswer,
    ClaimAsk,
    EnrolAnswer,
    EnrolAsk,
    Hello,
    LogEnd,
    Nonce,
    Problem,
    PullAsk,
    PushAnswer,
    RekeyAsk,
    Run,
    Standing,
    digest_of,
    enrol_text,
    hello_text,
    packed,
    signed_text,
    unpacked,
)

MessageT = TypeVar("MessageT", bound=BaseModel)
Sign = Callable[[bytes], bytes]
_MOST_ANSWER = 16 * 1024 * 1024
MOST_PATIENCE_S, MOST_CONNECT_S = 32.0, 5.0
SILENCE_S = 45.0
"""Three heartbeats of a line of hints: then it is dead, whatever the network says."""
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def tls_context(certificate: str) -> ssl.SSLContext:
    """Trusts this one certificate and no other, whatever name it was made for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=certificate)
    return context


def certificate_of(url: str, timeout_s: float = 5.0) -> str:
    """The certificate that a hub shows, as PEM, to be pinned; empty for plain HTTP on loopback.

    Raises Refused("hub_address", url=…) and Unavailable: hub_silent, hub_not_there (address, port),
    hub_no_way (address).
    """
    parts = urlsplit(url)
    if parts.hostname is None or parts.scheme not in ("http", "https"):
        raise Refused("hub_address", url=url)
    if parts.scheme == "http":
        if parts.hostname not in _LOOPBACK:
            raise Refused("hub_address", url=url)
        return ""
    try:
        return ssl.get_server_certificate((parts.hostname, parts.port or 443), timeout=timeout_s)
    except OSError as error:
        raise _why_not(error, parts.hostname, parts.port or 443) from error


def _why_not(error: OSError, address: str, port: int) -> Unavailable:
    """Why nobody answers at an address: each has another remedy."""
    if isinstance(error, TimeoutError):  # asleep, switched off, or a firewall that swallows
        return Unavailable("hub_silent", address=address, port=port)
    if isinstance(error, ConnectionError | ssl.SSLError):  # the computer is there, the hub is not
        return Unavailable("hub_not_there", address=address, port=port)
    return Unavailable("hub_no_way", address=address)


class HubClient:
    """Asks one hub; used by one thread."""

    def __init__(self, url: str, certificate: str, hub_id: str = "", timeout_s: float = 4.0) -> None:
        verify: ssl.SSLContext | bool = tls_context(certificate) if certificate else False
        self._http = httpx.Client(
            base_url=url, verify=verify, trust_env=False,
            timeout=httpx.Timeout(timeout_s, connect=min(timeout_s, MOST_CONNECT_S)),
        )  # fmt: skip
        self._timeout_s = self._patience_s = timeout_s
        self._hub_id = hub_id
        self._token = ""
        self._listening: httpx.Response | None = None

    @property
    def is_greeted(self) -> bool:
        """Whether there is a token."""
        return bool(self._token)

    @property
    def patience_s(self) -> float:
        """How long it waits for an answer now."""
        return self._patience_s

    def be_patient(self) -> None:
        """Waits twice as long from now on: a thin line carries an answer in half a minute, or never."""
        self._wait_for(min(MOST_PATIENCE_S, self._patience_s * 2))

    def be_brisk(self) -> None:
        """Waits a little less, down to what it waited at first."""
        if self._patience_s > self._timeout_s:
            self._wait_for(max(self._timeout_s, self._patience_s * 0.9))

    def _wait_for(self, seconds: float) -> None:
        self._patience_s = seconds
        self._http.timeout = httpx.Timeout(seconds, connect=min(seconds, MOST_CONNECT_S))

    def close(self) -> None:
        """Lets the line go."""
        self._http.close()

    def enrol(self, ask: EnrolAsk) -> EnrolAnswer:
        """Shows the code. Raises Refused with the hub's reason."""
        return self._ask("POST", "/v1/enrol", EnrolAnswer, ask)

    def hello(self, sign: Sign, hello: Callable[[str, str], Hello]) -> Standing:
        """Begins a session; ``hello`` makes the message from nonce and signature."""
        nonce = self._ask("GET", "/v1/nonce", Nonce)
        signature = sign(hello_text(nonce.hub_id, nonce.nonce))
        standing = self._ask("POST", "/v1/hello", Standing, hello(nonce.nonce, signature.hex()))
        self._token = standing.token
        return standing

    def rekey(self, make: Callable[[str, str], RekeyAsk]) -> EnrolAnswer:
        """Asks to go on under a new key; ``make`` makes the message from hub id and nonce."""
        nonce = self._ask("GET", "/v1/nonce", Nonce)
        return self._ask("POST", "/v1/rekey", EnrolAnswer, make(nonce.hub_id, nonce.nonce))

    def push(self, run: Run, hub_key: bytes, *, is_of_another: bool = False) -> PushAnswer | Problem:
        """Hands over entries, our own or another's that the hub has lost; a Problem is a gap or a fork.

        What is answered is believed only under the hub's signature: it says what is on its disk.
        """
        content = packed(Batch((run,)))
        if len(content) > MOST_BYTES:
            raise SlowLineError
        headers = {"Content-Type": ENTRIES_TYPE, DIGEST: digest_of(content)}
        path = "/v1/hand-in" if is_of_another else "/v1/push"
        status, body = self._send("POST", path, content, headers, JSON_TYPE)
        if status == 409:  # noqa: PLR2004  HTTP's own number
            return _read(Problem, body)
        answer = _read(PushAnswer, body)
        text = signed_text(run.replica_id, answer.acked_seq, bytes.fromhex(answer.head_hash))
        try:
            Ed25519PublicKey.from_public_bytes(hub_key).verify(bytes.fromhex(answer.receipt), text)
        except InvalidSignature as error:
            raise Unavailable("line_disturbed", reason="receipt") from error
        return answer

    def pull(
        self, vector: Mapping[str, int], unsent: int, most: int = MOST_ENTRIES, hub_log: LogEnd | None = None
    ) -> Batch:
        """What the others of the site wrote, so many entries at most."""
        ask = PullAsk(vector=dict(vector), unsent=unsent, most=most, hub_log=hub_log or LogEnd())
        content = ask.model_dump_json().encode()
        _, body = self._send("POST", "/v1/pull", content, {"Content-Type": JSON_TYPE}, ENTRIES_TYPE)
        try:
            return unpacked(body)
        except Refused as error:
            raise Unavailable("line_disturbed", reason=str(error.facts.get("reason"))) from error

    def claim(self, ask: ClaimAsk) -> ClaimAnswer | Problem:
        """Asks who is next; a Problem is why nobody was called."""
        content = ask.model_dump_json().encode()
        status, body = self._send("POST", "/v1/claims", content, {"Content-Type": JSON_TYPE}, JSON_TYPE)
        if status == 409:  # noqa: PLR2004  HTTP's own number
            return _read(Problem, body)
        return _read(ClaimAnswer, body)

    def hints(self, silence_s: float = SILENCE_S) -> Iterator[None]:
        """One None for each time the hub says that something changed, until the line ends.

        Raises SlowLineError where nothing was heard for so long, and what ``_send`` raises.
        """
        headers = {"Accept": EVENTS_TYPE} | self._bearer()
        timeout = httpx.Timeout(silence_s, connect=5.0)
        try:
            with self._http.stream("GET", "/v1/live", headers=headers, timeout=timeout) as response:
                self._listening = response
                self._refuse_other_stream(response)
                for line in response.iter_lines():
                    if line == "event: changed":
                        yield None
        except httpx.TimeoutException as error:
            raise SlowLineError from error
        except httpx.HTTPError as error:
            raise Unavailable("hub_unreachable", reason=type(error).__name__) from error
        finally:
            self._listening = None

    def hang_up(self) -> None:
        """Ends ``hints`` from another thread."""
        listening = self._listening
        if listening is None:
            return
        line = listening.extensions["network_stream"].get_extra_info("socket")
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    def _refuse_other_stream(self, response: httpx.Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0]
        if response.status_code != 200 or kind != EVENTS_TYPE:  # noqa: PLR2004  HTTP's own number
            response.read()
            self._refuse_strangers(response, response.content)
            _status(response, response.content, EVENTS_TYPE)
        if self._hub_id and response.headers.get(HUB_ID) != self._hub_id:
            raise Unavailable("other_hub")

    def catalogue(self, digest: str) -> str:
        """The text of one catalogue."""
        _, body = self._send("GET", f"/v1/catalogue/{digest}", b"", {}, JSON_TYPE)
        return body.decode()

    def _ask(
        self, method: str, path: str, kind: type[MessageT], message: BaseModel | None = None
    ) -> MessageT:
        content = b"" if message is None else message.model_dump_json().encode()
        headers = {} if message is None else {"Content-Type": JSON_TYPE}
        return _read(kind, self._send(method, path, content, headers, JSON_TYPE)[1])

    def _send(
        self, method: str, path: str, content: bytes, headers: dict[str, str], wanted: str
    ) -> tuple[int, bytes]:
        """One request; answers status and body of a believed answer, 200 or 409.

        Raises SlowLineError, Unavailable("hub_unreachable"), Unavailable("line_disturbed"),
        Unavailable("hub_busy") and Refused with what the hub itself says no with.
        """
        request = self._http.build_request(method, path, content=content, headers=headers | self._bearer())
        try:
            response = self._http.send(request, stream=True)
            try:
                body = _body(response)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise SlowLineError from error
        except httpx.HTTPError as error:
            raise Unavailable("hub_unreachable", reason=type(error).__name__) from error
        self._refuse_strangers(response, body)
        return _status(response, body, wanted), body

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _refuse_strangers(self, response: httpx.Response, body: bytes) -> None:
        hub_id = response.headers.get(HUB_ID, "")
        if not hub_id or response.headers.get(DIGEST) != digest_of(body):
            if response.status_code in (408, 413, 504):
                raise SlowLineError
            raise Unavailable("line_disturbed", reason=f"HTTP {response.status_code}")
        if self._hub_id and hub_id != self._hub_id:
            raise Unavailable("other_hub")

    def forget_token(self) -> None:
        """The next round says hello again."""
        self._token = ""


def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > _MOST_ANSWER:
            raise Unavailable("line_disturbed", reason="size")
    return bytes(body)


def _status(response: httpx.Response, body: bytes, wanted: str) -> int:
    status, kind = response.status_code, response.headers.get("content-type", "").partition(";")[0]
    if status == 200 and kind == wanted:  # noqa: PLR2004  HTTP's own number
        return status
    if kind != JSON_TYPE or status == 200:  # noqa: PLR2004
        raise Unavailable("line_disturbed", reason=f"HTTP {status}")
    problem = _read(Problem, body)
    if status == 409:  # noqa: PLR2004
        return status
    if status == 413:  # noqa: PLR2004
        raise SlowLineError
    if status >= 500:  # noqa: PLR2004
        raise Unavailable("hub_busy", reason=problem.kind)
    raise Refused(problem.kind)


def _read(kind: type[MessageT], body: bytes) -> MessageT:
    try:
        return kind.model_validate(json.loads(body))
    except (ValueError, ValidationError) as error:
        raise Unavailable("line_disturbed", reason="message") from error


def enrol_ask(sign: Sign, public_key: bytes, code: str, **known: object) -> EnrolAsk:
    """The message of enrolment. Raises Refused("enrol_code_form") where the code is not six digits."""
    plain = "".join(code.split())
    if not (plain.isascii() and plain.isdigit() and len(plain) == 6):  # noqa: PLR2004  six digits
        raise Refused("enrol_code_form")
    signature = sign(enrol_text(plain)).hex()
    return EnrolAsk.model_validate(
        {"code": plain, "public_key": public_key.hex(), "signature": signature, **known}
    )


def link_of(url: str, certificate: str, answer: EnrolAnswer) -> HubLink:
    """What is kept of an enrolment."""
    return HubLink(url, answer.hub_id, answer.hub_key, certificate, answer.is_site_hub)
