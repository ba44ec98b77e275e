"""Any verbs, any weather, any kill at three counters of one hub; after healing nothing is lost or doubled."""

from __future__ import annotations

import os
import sys
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.helpers.hall_machine import HallMachine
from tests.helpers.hall_walk import Walk
from tests.helpers.hubs import Centre, empty, serving_site

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
HISTORIES, STEPS = max(2, HITS // 5), 25 if HITS < 20 else 40
WALKED = 10 * HITS


class NewHub(Protocol):
    """Gives a hub in which nothing is."""

    def __call__(self) -> AbstractContextManager[Centre]: ...


@pytest.fixture
def new_centre(postgresql_centre: Centre) -> NewHub:
    @contextmanager
    def emptied() -> Iterator[Centre]:
        empty(postgresql_centre)
        yield postgresql_centre

    return emptied


@pytest.fixture
def new_site_hub(tmp_path: Path) -> NewHub:
    @contextmanager
    def made() -> Iterator[Centre]:
        number = len(list(tmp_path.iterdir()))
        with serving_site(tmp_path / f"host-{number}") as centre:
            yield centre

    return made


ON_BOTH = pytest.mark.parametrize(
    "hub", ["new_centre", pytest.param("new_site_hub", marks=pytest.mark.long)], ids=["centre", "site hub"]
)


@ON_BOTH
def test_a_hall_under_any_weather_loses_and_doubles_nothing(
    request: pytest.FixtureRequest, hub: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written: Tally[str] = Tally()
    made: Any = seed(SEED)(lambda: HallMachine(request.getfixturevalue(hub)(), written))
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=HISTORIES, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), print_blob=True, phases=[Phase.generate],
        ),
    )  # fmt: skip
    with capsys.disabled():
        sys.stdout.write(
            f"\nhall, {hub}: {HISTORIES} histories of {STEPS} steps, seed {SEED}: {dict(written)}\n"
        )


@pytest.mark.long
@ON_BOTH
def test_days_of_work_under_any_weather_lose_and_double_nothing(
    request: pytest.FixtureRequest, hub: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written: Tally[str] = Tally()
    machine = HallMachine(request.getfixturevalue(hub)(), written)
    walk = Walk(machine, SEED)
    for _ in range(WALKED):
        walk.step()
    machine.teardown()

    assert written["ticket.called"] > HITS // 2
    with capsys.disabled():
        sys.stdout.write(f"\nwalk, {hub}: {WALKED} steps, seed {SEED}: {dict(written)}\n")
