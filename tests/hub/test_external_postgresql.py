"""A hub on somebody else's PostgreSQL: a role with a password, a database, and what goes wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from counter_app.cli import main
from counter_app.db import journal
from counter_app.db.store import open_store
from counter_app.db.tables import JOURNAL
from counter_app.domain.errors import CounterError
from counter_app.hub.admin import known_url
from counter_app.hub.database import hub_engine, prepare, refuse_old
from counter_app.hub.pii import PersonalSeal
from counter_app.sync.client import HubClient
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import read_link
from tests.helpers.hubs import Server, drain
from tests.helpers.served import ServedHub
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    failure,
    issue,
    open_day,
    refusal,
    scripted_sources,
    signed_in,
)

SEAL = PersonalSeal(bytes(32), bytes(32))
PASSWORD = "rahasia#1 @/"


@pytest.fixture(scope="module")
def place(postgres: Server) -> Iterator[str]:
    """Host and options of the server, as they stand in an address behind the name of the database."""
    for name, may_log_in in (("mpp", "LOGIN"), ("kecil", "LOGIN"), ("tamu", "NOLOGIN")):
        postgres.run(f"CREATE ROLE {name} {may_log_in} PASSWORD '{PASSWORD}'")
    postgres.run("CREATE DATABASE mpp OWNER mpp")
    yield f"?{postgres.url.partition('?')[2]}"
    postgres.run("DROP DATABASE mpp WITH (FORCE)")
    for name in ("mpp", "kecil", "tamu"):
        postgres.run(f"DROP ROLE {name}")


def address(place: str, user: str = "mpp", password: str = PASSWORD, database: str = "mpp") -> str:
    quoted = password.replace("#", "%23").replace("@", "%40").replace("/", "%2F").replace(" ", "%20")
    return f"postgresql://{user}:{quoted}@/{database}{place}"


@pytest.fixture
def hub(place: str, tmp_path: Path) -> Iterator[ServedHub]:
    made = ServedHub(tmp_path / "hub", ("--database-url", address(place)))
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


def test_stations_pages_and_commands_work_on_it(
    hub: ServedHub, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(hub.folder)]
    assert main(["hub", "catalogue", "publish", "resources/catalogue", "--site", "BLU", *data]) == 0
    assert main(["hub", "enrol-code", "--site", "BLU", "--counter", "3", *data]) == 0
    code = capsys.readouterr().out.splitlines()[-1]
    assert main(["enrol", "--hub", hub.url, "--code", code, "--data", str(tmp_path / "three")]) == 0

    sent, tracking = one_ticket(tmp_path / "three")
    page = httpx.get(f"{hub.url}/t/{tracking}", headers={"accept-language": "id"})

    assert (page.status_code, "B3-001" in page.text) == (200, True)
    assert main(["hub", "stations", "--site", "BLU", "--json", *data]) == 0
    told = capsys.readouterr().out
    assert json.loads(told[told.rindex('{\n  "stations"') :])["stations"][0]["issuer"] == 3
    assert held(address(place)) == sent
    assert (hub.folder / "postgres").exists() is False
    assert PASSWORD not in hub.log()
    assert (hub.folder / "database.url").stat().st_mode & 0o077 == 0
    assert hub.end() == 0
    hub.options = ()
    hub.start()  # the address was kept
    assert httpx.get(f"{hub.url}/t/{tracking}").status_code == 200


def one_ticket(folder: Path) -> tuple[int, str]:
    """A number is given and sent; answers how many entries there are and the tracking code."""
    clock = ScriptedClock()
    store = open_store(folder, scripted_sources(clock))
    station: Station = signed_in(store, clock, "P03", 3)
    open_day(station, MONDAY)
    issued = issue(station)
    link = read_link(folder)
    assert link is not None
    client = HubClient(link.url, "", link.hub_id)
    drain(Exchange(store, link, client))
    client.close()
    sent = store.read(journal.count)
    store.close()
    return sent, issued.code


def held(url: str) -> int:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.connect() as connection:
        return len(connection.execute(select(JOURNAL.c.seq)).all())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"password": "salah"}, "postgresql_login"),
        ({"user": "siapa"}, "postgresql_login"),
        ({"user": "tamu"}, "postgresql_login"),
        ({"database": "tidak_ada"}, "postgresql_no_database"),
        ({"user": "kecil"}, "postgresql_no_right"),
    ],
)
def test_what_is_wrong_with_the_address_is_told(place: str, changes: dict[str, str], code: str) -> None:
    engine = hub_engine(address(place, **changes))
    told = failure(lambda: prepare(engine, SEAL))
    engine.dispose()

    assert told.code == code
    assert PASSWORD not in str(told)


def test_a_server_that_does_not_listen_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = "postgresql://mpp:rahasia@127.0.0.1:1/mpp"

    assert main(["hub", "serve", "--data", str(tmp_path / "hub"), "--database-url", url]) == 3

    said = capsys.readouterr().err
    assert "PostgreSQL tidak menjawab (127.0.0.1:1)." in said
    assert "rahasia" not in said
    assert known_url(tmp_path / "hub") == "", "a wrong address is not kept"


@pytest.mark.parametrize("url", ["mysql://a:b@c/d", "omong kosong", "postgresql://", "postgresql://a@b"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    assert refusal(lambda: hub_engine(url)).code == "database_url"


@pytest.mark.parametrize(("number", "is_good"), [(130_023, False), (140_000, True), (180_004, True)])
def test_a_server_older_than_14_is_refused(number: int, is_good: bool) -> None:
    if is_good:
        refuse_old(number)
        return
    error: CounterError = refusal(lambda: refuse_old(number))
    assert (error.code, error.facts) == ("postgresql_too_old", {"found": 13, "needed": 14})
