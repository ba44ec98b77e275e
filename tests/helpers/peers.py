"""Two stations of one site that hear of each other without a hub in between."""

from __future__ import annotations

from counter_app.domain.entry import GENESIS
from counter_app.operations.receive import take_pulled
from counter_app.wire import Run
from tests.helpers.stations import Station, entries


def tell(speaker: Station, listener: Station) -> int:
    """All that one wrote itself reaches the other one; answers how much of it was new."""
    wrote = speaker.store.own.replica_id
    own = tuple(entry for entry in entries(speaker.store) if entry.replica_id == wrote)
    return listener.do(lambda work: take_pulled(work, (Run(wrote, "BLU", None, GENESIS, own),)))


def meet(*stations: Station) -> None:
    """Everybody hears what everybody wrote."""
    for speaker in stations:
        for listener in stations:
            if listener is not speaker:
                tell(speaker, listener)
