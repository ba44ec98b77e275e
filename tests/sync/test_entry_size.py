"""No entry is too big for a push: an outbox can't stop at one."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.work import LARGEST_ENTRY, Work
from counter_app.wire import MOST_BYTES, Batch, packed
from tests.helpers.hubs import Centre
from tests.helpers.pushes import Pusher
from tests.helpers.stations import Station, entries, refusal


def _write(station: Station, text: str) -> None:
    def act(work: Work) -> None:
        work.record("note.kept", UUID(int=1), {"text": text}, officer="P03", business_day=20261123)

    station.do(act)


def test_an_entry_that_no_push_could_carry_is_refused_before_it_is_written(counter_three: Station) -> None:
    before = entries(counter_three.store)

    assert refusal(lambda: _write(counter_three, "x" * LARGEST_ENTRY)).code == "entry_too_big"
    assert entries(counter_three.store) == before


def test_the_largest_entry_fits_into_one_push(centre: Centre, counter_three: Station) -> None:
    hard_to_pack = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(LARGEST_ENTRY - 20))
    _write(counter_three, hard_to_pack)
    last = len(entries(counter_three.store))

    assert len(packed(Batch((Pusher(centre, counter_three.store, "").run(last),)))) <= MOST_BYTES
