"""The station that a site hub runs on, as one of the hub's stations."""

from __future__ import annotations

import socket

from sqlalchemy import Connection, update

from counter_app.db.hub_tables import STATION
from counter_app.db.store import Store
from counter_app.hub.enrolment import add_station
from counter_app.hub.stations import EnrolledStation, stations


def keep_own_station(connection: Connection, store: Store) -> None:
    """So that nobody else gets its counter or its issuer number; a log before this one is closed."""
    known = stations(connection, store.station.site)
    ours = [one for one in known if one.replica_id in {signer.replica_id for signer in store.signers}]
    own = next((one for one in ours if one.replica_id == store.own.replica_id), None)
    if own is None:
        own = add_station(connection, _own_station(store), store.clock())
    row = STATION.c.replica_no == own.replica_no
    connection.execute(update(STATION).where(row).values(issuer=store.station.issuer))
    for before in ours:
        if before.replica_no != own.replica_no:
            closed = update(STATION).where(STATION.c.replica_no == before.replica_no)
            connection.execute(closed.values(replaced_by=own.replica_no))


def _own_station(store: Store) -> EnrolledStation:
    station = store.station
    signer = store.signers[-1]
    return EnrolledStation(
        0,
        signer.replica_id,
        signer.public_key,
        station.site,
        station.kind,
        station.counter,
        station.issuer,
        socket.gethostname(),
    )
