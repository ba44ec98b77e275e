"""The hub of a site on one of its own stations: put together from that station's open store."""

from __future__ import annotations

from pathlib import Path

from counter_app.db.store import Store
from counter_app.hub.hub import Hub
from counter_app.hub.keys import hub_keys
from counter_app.hub.site_database import SiteDatabase, SiteShelf
from counter_app.hub.web import make_folder
from counter_app.operations.silence import note_listening


def site_hub(store: Store) -> Hub:
    """The hub on this store, with this station as the first of its stations.

    Raises Unavailable("hub_key_unreadable") and Unavailable for the disk's faults.
    """
    make_folder(hub_folder(store.folder))
    database, keys = SiteDatabase(store), hub_keys(hub_folder(store.folder))
    shelf = SiteShelf(store.station.site)
    hub = Hub(database, keys, store.clock, store.random_bytes, shelf)
    hub.write(database.take_up)
    hub.write(lambda connection: note_listening(connection, store.clock()))
    return hub


def hub_folder(data: Path) -> Path:
    """Where in a station's data folder the keys and the certificate of its hub lie."""
    return data / "hub"
