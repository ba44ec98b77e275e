"""Jadikan PC ini pusat loket: the switch, its server in this process, and its end."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from counter_app.app.network import THIS_PC
from counter_app.app.site_hub import SiteHub
from counter_app.app.syncing import StationSync
from counter_app.cli import main
from counter_app.db.store import Store
from counter_app.domain.errors import Unavailable
from counter_app.settings import read_station
from counter_app.sync.client import certificate_of
from counter_app.sync.enrol import enrol_new
from counter_app.sync.hub_link import HubLink, fingerprint_of, read_link, write_link
from counter_app.sync.live import LiveHints
from counter_app.ui.desk.sync_news import SyncNews, SyncReport
from counter_app.ui.hub_setup.switch import HubPlace
from tests.helpers.served import free_port
from tests.helpers.stations import PINS, made_store, refusal

SOON_S = 20.0
WITHOUT_DRIVER = (
    "import sys; sys.modules['psycopg'] = None; "
    "from counter_app.cli import main; sys.exit(main(sys.argv[1:]))"
)
"""No station has it."""
TWO = HubPlace("counter", 2)


class Hearing:
    """Waits for what the hub's thread tells."""

    def __init__(self, switch: SiteHub) -> None:
        self._bell = threading.Event()
        switch.subscribe(self._bell.set)

    def until(self, is_so: Callable[[], bool]) -> bool:
        for _ in range(40):
            if is_so():
                return True
            self._bell.wait(SOON_S / 40)
            self._bell.clear()
        return is_so()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = made_store(tmp_path / "one", counter=1)
    yield made
    made.close()


@pytest.fixture
def switch(store: Store) -> Iterator[SiteHub]:
    """Turned on, answering on loopback."""
    made = SiteHub(store, replace(THIS_PC, port=free_port()))
    hearing = Hearing(made)
    made.turn_on()
    assert hearing.until(lambda: made.shown().is_answering)
    yield made
    assert made.stop()


def url(store: Store) -> str:
    return f"http://127.0.0.1:{store.station.hub_port}"


def connected(store: Store, switch: SiteHub, folder: Path) -> tuple[Store, HubLink]:
    made = enrol_new(folder, url(store), "", switch.make_code(TWO, "Loket 2").digits)
    link = read_link(folder)
    assert link is not None
    return made, link


def test_a_station_connects_with_the_code_and_is_listed(
    store: Store, switch: SiteHub, tmp_path: Path
) -> None:
    assert TWO in switch.shown().free

    two, link = connected(store, switch, tmp_path / "two")

    shown = switch.shown()
    assert [(one.place.counter, one.is_own) for one in shown.stations] == [(1, True), (2, False)]
    assert TWO not in shown.free
    assert link.is_site
    assert refusal(lambda: switch.make_code(TWO, "Loket 2")).code == "counter_taken"
    two.close()


def test_a_pc_that_broke_is_replaced_by_another_one(store: Store, switch: SiteHub, tmp_path: Path) -> None:
    old, _ = connected(store, switch, tmp_path / "old")
    place = next(one for one in switch.shown().free if one.counter == 2)
    assert place.is_taken

    code = switch.make_code(place, "Loket 2")
    new = enrol_new(tmp_path / "new", url(store), "", code.digits)

    assert new.station.counter == 2
    assert new.station.issuer != old.station.issuer, "nobody knows what the old one still printed"
    assert [one.place.counter for one in switch.shown().stations] == [1, 2]
    old.close()
    new.close()


def test_a_second_hub_of_a_building_is_refused(switch: SiteHub, store: Store, tmp_path: Path) -> None:
    other = made_store(tmp_path / "other", counter=3, seed=5)
    second = SiteHub(other, replace(THIS_PC, port=store.station.hub_port, patience_s=5.0))

    assert refusal(second.turn_on).code == "hub_second"
    assert not second.shown().is_on
    other.close()


def test_a_station_of_a_hub_does_not_become_another_one(
    store: Store, switch: SiteHub, tmp_path: Path
) -> None:
    two, _ = connected(store, switch, tmp_path / "two")

    assert refusal(lambda: SiteHub(two, THIS_PC).turn_on()).code == "hub_elsewhere"
    two.close()


def test_it_ends_in_time_while_somebody_listens_and_is_found_again(
    store: Store, switch: SiteHub, tmp_path: Path
) -> None:
    two, link = connected(store, switch, tmp_path / "two")
    lives: list[bool] = []
    heard = threading.Event()
    hints = LiveHints(two, link, heard.set, lives.append)
    hints.start()
    assert heard.wait(SOON_S)

    assert switch.stop()
    heard.clear()
    switch.start()

    assert heard.wait(SOON_S)
    assert hints.stop()
    two.close()


def test_it_is_kept_in_the_settings_until_it_is_turned_off(store: Store, switch: SiteHub) -> None:
    assert read_station(store.folder).hub_port == store.station.hub_port > 0

    switch.turn_off()

    assert read_station(store.folder).hub_port == 0
    assert not switch.shown().is_on


def test_a_port_that_another_program_has_is_told_and_tried_again(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        switch = SiteHub(store, replace(THIS_PC, port=other.getsockname()[1]))
        hearing = Hearing(switch)
        switch.turn_on()

        assert hearing.until(lambda: switch.shown().problem is not None)
        problem = switch.shown().problem
        assert problem is not None
        assert problem.code == "hub_port_taken"
        assert switch.stop()


def test_a_hub_with_another_address_is_found_again_by_itself(
    store: Store, switch: SiteHub, tmp_path: Path
) -> None:
    two, link = connected(store, switch, tmp_path / "two")
    write_link(two.folder, replace(link, url=link.url.replace("127.0.0.1", "127.0.0.9")))
    news = Reports()
    sync = StationSync(two, news, THIS_PC)
    sync.start()

    assert news.sent.wait(SOON_S)
    assert read_link(two.folder) == link
    assert sync.stop()
    two.close()


class Reports(SyncNews):
    """Hears when the hub has acknowledged something."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = threading.Event()

    def report(self, state: SyncReport) -> None:
        super().report(state)
        if not state.problem and state.last_sent_ms is not None:
            self.sent.set()


def test_two_pcs_of_a_building_speak_by_tls_and_show_the_same_eight_characters(store: Store) -> None:
    switch = SiteHub(store, replace(THIS_PC, host="", port=free_port()))
    hearing = Hearing(switch)
    switch.turn_on()
    assert hearing.until(lambda: switch.shown().is_answering)

    certificate = certificate_of(f"https://127.0.0.1:{store.station.hub_port}")

    assert fingerprint_of(certificate) == switch.shown().fingerprint != ""
    assert switch.stop()


def test_the_command_line_turns_it_on_and_off(store: Store) -> None:
    with pytest.raises(Unavailable, match="hub_off"):
        SiteHub(store).refuse_off()
    folder = store.folder
    store.close()

    assert main(["hub", "site", "on", "--data", str(folder), "--port", "9000"]) == 0
    assert read_station(folder).hub_port == 9000
    assert main(["hub", "site", "off", "--data", str(folder)]) == 0
    assert read_station(folder).hub_port == 0


def test_served_without_a_window_and_without_postgresqls_driver_it_answers_until_told_to_end(
    store: Store,
) -> None:
    folder, port = store.folder, free_port()
    SiteHub(store).keep_on(port)
    store.close()
    command = [sys.executable, "-c", WITHOUT_DRIVER, "hub", "site", "serve", "--data", str(folder)]
    with subprocess.Popen([*command, "--host", "127.0.0.1"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("hub at")
        assert _asked(port)
        process.terminate()

        assert process.wait(SOON_S) == 0


def _asked(port: int) -> bool:
    transport = httpx.HTTPTransport(retries=5)
    with httpx.Client(transport=transport) as client:
        return client.get(f"http://127.0.0.1:{port}/readyz").is_success


@pytest.mark.usefixtures("qapp")
def test_a_supervisor_takes_the_deciding_over_by_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "one"
    made_store(folder, counter=1).close()
    over = ["hub", "site", "take-over", "--data", str(folder), "--reason", "hub_broken"]
    assert main([*over, "--officer", "P03", "--pin", PINS["P03"]]) != 0
    assert "supervisor" in capsys.readouterr().err

    assert main([*over, "--officer", "S01", "--pin", PINS["S01"]]) == 0

    assert "decided here" in capsys.readouterr().out


def test_a_pc_whose_settings_cannot_be_kept_does_not_take_itself_for_the_hub(store: Store) -> None:
    (store.folder / "station.toml.part").mkdir()
    made = SiteHub(store, replace(THIS_PC, port=free_port()))

    with pytest.raises(Unavailable, match="folder_unusable"):
        made.turn_on()

    assert store.station.hub_port == 0
