"""The hub as people start it: safe database, own certificate, several workers, a clean end."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from counter_app.cli import main
from counter_app.domain.clock import system_clock
from counter_app.hub.tls import is_loopback, own_certificate
from counter_app.settings import read_station
from counter_app.sync.client import certificate_of
from counter_app.sync.hub_link import fingerprint_of, read_link
from tests.helpers.hubs import Server
from tests.helpers.served import ServedHub
from tests.helpers.stations import refusal

_OPTIONS = ("--workers", "2", "--host", "127.0.0.1", "--trusted-proxies", "127.0.0.1", "10.1.0.0/16")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHub]:
    made = ServedHub(tmp_path_factory.mktemp("hub") / "data", _OPTIONS)
    made.start()
    yield made
    made.remove()


def test_a_station_is_made_by_commands_alone(
    hub: ServedHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(hub.folder)]
    assert main(["hub", "catalogue", "publish", "resources/catalogue", "--site", "BLU", *data]) == 0
    assert main(["hub", "enrol-code", "--site", "BLU", "--counter", "3", *data]) == 0
    code = capsys.readouterr().out.splitlines()[-1]

    assert main(["enrol", "--hub", hub.url, "--code", code, "--data", str(tmp_path / "three")]) == 0

    link = read_link(tmp_path / "three")
    assert link is not None
    assert (read_station(tmp_path / "three").counter, link.hub_id) == (3, hub.keys.hub_id)
    assert main(["hub", "stations", "--site", "BLU", *data]) == 0
    assert "counter 3" in capsys.readouterr().out


@pytest.mark.usefixtures("qapp")
def test_a_supervisor_gives_the_deciding_to_the_centre(
    hub: ServedHub, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(hub.folder)]
    assert main(["hub", "catalogue", "publish", "resources/catalogue", "--site", "BLU", *data]) == 0
    over = ["hub", "take-over", "--site", "BLU", "--reason", "hub_broken", *data]

    assert main([*over, "--officer", "P03"]) != 0
    assert main([*over, "--officer", "S01"]) == 0
    assert "decided at the centre" in capsys.readouterr().out
    assert main([*over, "--officer", "S01"]) != 0


def test_a_trusted_proxy_says_by_which_way_a_page_was_asked(hub: ServedHub, tmp_path: Path) -> None:
    asked = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.1", "Host": "mpp.contoh.go.id"}

    answer = httpx.get(f"{hub.url}/layanan/", headers=asked)

    assert answer.headers["location"] == "https://mpp.contoh.go.id/layanan"


def test_a_proxy_must_be_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "hub")
    assert main(["hub", "serve", "--data", data, "--trusted-proxies", "10.0.0.5", "*"]) == 1
    assert "* bukan alamat proksi" in capsys.readouterr().err


def test_the_figures_are_those_of_both_workers(hub: ServedHub) -> None:
    def counted() -> int:
        lines = httpx.get(f"{hub.url}/metrics").text.splitlines()
        found = [line for line in lines if 'route="/healthz"' in line]
        return int(found[0].rpartition(" ")[2]) if found else 0

    for _ in range(40):
        httpx.get(f"{hub.url}/healthz")  # a connection each: both workers get some

    def both_tell_all() -> bool:  # each answers from its own count and what the other kept a second ago
        return [counted() for _ in range(10)] == [40] * 10

    bell = threading.Event()
    assert any(both_tell_all() or bell.wait(0.1) for _ in range(100))


def test_a_second_hub_on_the_same_folder_is_refused(hub: ServedHub) -> None:
    assert main(["hub", "serve", "--data", str(hub.folder), "--port", "1"]) == 1


def test_every_connection_to_the_database_needs_the_password(hub: ServedHub) -> None:
    server = hub.server
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(server.root), user="counter_app", dbname="postgres", password=password)


def test_the_database_listens_on_a_socket_of_its_own_only(hub: ServedHub) -> None:
    with psycopg.connect(hub.server.url().replace("+psycopg", "")) as connection:  # type: ignore[union-attr]
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()[0]  # type: ignore[index]
            for name in ("listen_addresses", "password_encryption", "data_checksums")
        }
        rules = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()

    assert shown == {"listen_addresses": "", "password_encryption": "scram-sha-256", "data_checksums": "on"}
    assert rules == [("scram-sha-256",)]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_nobody_else_may_look_into_data_and_keys(hub: ServedHub) -> None:
    closed = [hub.server.root, hub.server.data, hub.folder / "hub.key"]

    assert [path for path in closed if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_the_folders_above_the_data_stay_as_they_were(postgres: Server, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    hub = ServedHub(closed / "hub")
    hub.folder.mkdir()
    server = hub.server
    server.start()
    server.stop()
    server.remove()

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_the_end_is_clean_and_takes_the_database_along(tmp_path: Path) -> None:
    hub = ServedHub(tmp_path / "hub")
    hub.start()
    pid = hub.server.pid()

    assert pid is not None
    assert hub.end() == 0
    assert hub.server.pid() is None
    assert "Traceback" not in hub.log()
    hub.server.remove()


def test_a_hub_that_listens_to_the_network_makes_its_own_certificate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = ServedHub(tmp_path / "hub", ("--host", "0.0.0.0"), scheme="https")
    hub.start()
    shown = fingerprint_of(certificate_of(hub.url))
    ask = ["enrol", "--hub", hub.url, "--code", "123456", "--data", str(tmp_path / "three")]

    assert f"fingerprint {shown}" in hub.log()
    assert main([*ask, "--fingerprint", "0000 0000"]) == 1
    assert "Sidik" in capsys.readouterr().err
    assert main([*ask, "--fingerprint", shown]) == 1
    assert "Kode" in capsys.readouterr().err
    hub.remove()


def test_a_certificate_is_made_once(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, system_clock).fingerprint

    assert own_certificate(tmp_path, system_clock).fingerprint == first
    assert len(first) == 9
    assert (tmp_path / "hub-tls.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("hub", False),
    ],
)
def test_plain_http_is_for_loopback_only(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_a_station_does_not_speak_plain_http_over_a_network() -> None:
    assert refusal(lambda: certificate_of("http://192.168.1.5:8443")).code == "hub_address"
    assert refusal(lambda: certificate_of("ftp://hub")).code == "hub_address"
