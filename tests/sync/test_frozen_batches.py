"""What older programs pushed: taken by every later hub, folded to the same, passed on; unknown kinds too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection

from counter_app.db import rebuild
from counter_app.db.setting import keep
from counter_app.db.store import Store
from counter_app.domain.kinds import KINDS
from counter_app.hub.centre_database import CentreDatabase
from counter_app.hub.database import prepare
from counter_app.sync.exchange import Exchange
from counter_app.wire import Standing, unpacked
from tests.helpers.frozen import FrozenStation, folded, frozen_stations, keeps_meaning
from tests.helpers.hubs import Centre, drain, projections, pull_all
from tests.helpers.stations import Station, entries, is_clean
from tests.sync.test_thin_path import every_verb

FIRST_STANDING = frozenset({
    "token", "protocol", "standing", "acked_seq", "acked_hash", "hub_time_ms", "catalogue",
})  # fmt: skip
LEARNT_LATER = ("ticket.parked", "ticket.unparked", "ticket.transferred")


@pytest.fixture(params=frozen_stations(), ids=lambda station: station.folder.name)
def old(request: pytest.FixtureRequest) -> FrozenStation:
    found: FrozenStation = request.param
    return found


def pushed(old: FrozenStation, centre: Centre) -> str:
    """Enrols, says hello and pushes all; answers the token."""
    assert old.enrol(centre).status_code == 200
    standing = old.hello(centre)
    assert standing.status_code == 200
    token = str(standing.json()["token"])
    for content in old.pushes:
        answer = old.push(centre, content, token)
        assert answer.status_code == 200, answer.text
        assert answer.json()["acked_seq"] == unpacked(content).runs[0].entries[-1].seq
    return token


def pushed_standing(old: FrozenStation, centre: Centre) -> dict[str, object]:
    pushed(old, centre)
    standing: dict[str, object] = old.hello(centre).json()
    return standing


def at_peer(centre: Centre, peer: Store) -> Exchange:
    exchange = centre.exchange(peer)
    exchange.greet()
    pull_all(exchange)
    return exchange


def test_a_push_of_an_older_program_folds_to_what_it_always_folded_to(
    centre: Centre, old: FrozenStation, counter_four: Store
) -> None:
    pushed(old, centre)

    at_peer(centre, counter_four)

    then = json.loads((old.folder / "folded.json").read_bytes())
    assert keeps_meaning(counter_four.read(folded), then) == []
    assert counter_four.read(projections_here) == centre.ask(projections_here)
    assert then["ticket"]
    assert then["application"]
    assert then["anomaly"] == []
    assert centre.is_clean()
    assert is_clean(counter_four)


def projections_here(connection: Connection) -> object:
    return projections(connection, with_personal=False)


def test_an_older_program_is_told_what_it_understands(centre: Centre, old: FrozenStation) -> None:
    """Each field that it read stands where it stood; what came later it passes over."""
    pushed(old, centre)

    standing = old.hello(centre).json()
    pulled = old.pull(centre, standing["token"])

    assert standing.keys() >= FIRST_STANDING
    assert (standing["protocol"], standing["standing"]) == (1, "good")
    assert (standing["acked_seq"], standing["acked_hash"]) == (
        old.facts["hello"]["head_seq"],
        old.facts["hello"]["head_hash"],
    )
    assert pulled.status_code == 200
    assert unpacked(pulled.content).runs == ()


def test_a_hub_of_the_first_release_is_understood(centre: Centre, old: FrozenStation) -> None:
    said = pushed_standing(old, centre)

    standing = Standing.model_validate({name: said[name] for name in FIRST_STANDING})

    assert (standing.is_replaced, standing.issuer, standing.log) == (False, 0, "")


def test_an_older_program_may_send_everything_again(centre: Centre, old: FrozenStation) -> None:
    token = pushed(old, centre)
    before = centre.entries()

    answers = [old.push(centre, content, token) for content in old.pushes]

    assert {answer.status_code for answer in answers} == {200}
    assert centre.entries() == before


def test_kinds_that_a_hub_does_not_know_are_kept_passed_on_and_folded_after_its_upgrade(
    centre: Centre, counter_three: Station, counter_four: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The station is newer than hub and peer: to them three kinds in the middle of its log are strange."""
    every_verb(counter_three)
    with monkeypatch.context() as older:
        for kind in LEARNT_LATER:
            older.delitem(cast("dict[str, object]", KINDS), kind)
        drain(centre.exchange(counter_three.store))
        at_peer(centre, counter_four)
        halfway = centre.ask(projections_here)
        assert counter_four.read(projections_here) == halfway

    ours = counter_three.ask(projections_here)
    assert halfway != ours
    assert [one.hash for one in entries(counter_four)] == [one.hash for one in entries(counter_three.store)]

    upgrade(centre)
    counter_four.rebuild()

    assert centre.ask(projections_here) == ours == counter_four.read(projections_here)


def upgrade(centre: Centre) -> None:
    """The hub is started with the program of today: its projections have another version."""
    centre.hub.write(lambda connection: keep(connection, "projection_version", "older"))
    prepare(cast("CentreDatabase", centre.hub.database).engine, centre.hub.seal)
    assert centre.ask(lambda connection: rebuild.first_difference(connection, centre.hub.seal)) is None


def test_the_page_names_every_frozen_folder() -> None:
    page = Path(__file__).parents[1].joinpath("frozen", "README.md").read_text(encoding="utf-8")

    assert [one.folder.name for one in frozen_stations() if f"`{one.folder.name}`" not in page] == []
    assert len(frozen_stations()) >= 2
