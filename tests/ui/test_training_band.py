"""A practice station says so above everything, and in its papers; no other one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.app.press import Press
from counter_app.db.store import Store
from counter_app.operations import print_jobs
from counter_app.printing.blocks import Bar
from counter_app.printing.slips import slip_of
from counter_app.printing.wording import load_wording
from counter_app.sync.enrol import enrol_store
from counter_app.ui.i18n import text
from counter_app.ui.widgets.training_band import TrainingBand
from tests.helpers.front_desk import FrontDesk
from tests.helpers.sample_papers import PAPERS
from tests.helpers.seat import Hands, Seat
from tests.helpers.stations import made_store, refusal
from tests.helpers.supervisor_desk import SupervisorDesk

pytestmark = pytest.mark.usefixtures("qapp")

SEATS: list[tuple[str, int, Callable[[Path, Store], Hands]]] = [
    ("counter", 3, lambda folder, store: Seat(folder, store=store)),
    ("reception", 0, lambda folder, store: FrontDesk(folder, store=store)),
    ("supervisor", 0, lambda folder, store: SupervisorDesk(folder, store=store)),
]


def practice(folder: Path, kind: str = "counter", counter: int = 3) -> Store:
    store = made_store(folder, kind=kind, counter=counter)
    store.station = replace(store.station, is_training=True)
    return store


@pytest.mark.parametrize(("kind", "counter", "seat"), SEATS, ids=["counter", "reception", "supervisor"])
def test_the_band_stands_above_every_page(
    tmp_path: Path, kind: str, counter: int, seat: Callable[[Path, Store], Hands]
) -> None:
    hands = seat(tmp_path, practice(tmp_path / "station", kind, counter))
    band = hands.window.findChild(TrainingBand)

    assert band is not None
    assert band.isVisible()
    assert (band.y(), band.width()) == (0, hands.window.width())
    assert band.accessibleName() == text("training.band") == "DATA LATIHAN – tidak ada yang sungguhan di sini"
    hands.close()


def test_a_real_station_has_no_band(tmp_path: Path) -> None:
    seat = Seat(tmp_path / "station")

    assert seat.window.findChild(TrainingBand) is None
    seat.close()


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_paper_of_a_practice_station_says_so_first(name: str) -> None:
    paper = PAPERS[name]
    marked = replace(paper, origin=replace(paper.origin, is_training=True, language="id"))

    slip, plain = slip_of(marked, load_wording("id")), slip_of(paper, load_wording("id"))
    assert slip.blocks[0] == Bar("DATA LATIHAN, bukan kertas resmi")
    assert slip.blocks[2:] == plain.blocks
    assert slip.continued.startswith("DATA LATIHAN")
    assert "LATIHAN" not in repr(plain)


def test_what_is_issued_at_a_practice_station_is_printed_with_the_mark(tmp_path: Path) -> None:
    seat = Seat(tmp_path, store=practice(tmp_path / "station"))
    seat.begin()
    seat.issue("kia")
    job = seat.store.write(print_jobs.take_next_job)

    assert job is not None
    assert Press(seat.store)._facts(job).origin.is_training
    seat.close()


def test_a_practice_station_is_never_connected_with_a_hub(tmp_path: Path) -> None:
    store = practice(tmp_path / "station")

    assert refusal(lambda: enrol_store(store, "http://127.0.0.1:9", "", "123456")).code == "training_alone"
    store.close()
