"""Who decides for a site which ticket is called (DESIGN 2)."""

from __future__ import annotations

from counter_app.domain.catalogue import Site
from counter_app.settings import CENTRE, StationSettings


def decides(station: StationSettings, site: Site) -> bool:
    """Whether this installation decides: a hub, a station without one, the one that calls for all."""
    if station.kind == CENTRE or station.hub_port or not station.hub:
        return True
    return bool(site.authority_counter) and station.counter == site.authority_counter


def asks_hub(station: StationSettings, site: Site) -> bool:
    """Whether this counter asks its hub for the next ticket."""
    return bool(station.counter) and not site.authority_counter and not decides(station, site)
