"""What each site has published: catalogue, officers and layout as one hashed text, whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from counter_app.db.hub_tables import SITE_CATALOGUE
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json

_NEWEST = select(SITE_CATALOGUE.c.digest).order_by(SITE_CATALOGUE.c.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Published:
    """One catalogue of one site."""

    digest: str
    """SHA-256 in hex of the text that stations take."""
    catalogue: Catalogue
    site: Site


def publish(connection: Connection, catalogue: Catalogue, site: Site, now_ms: int) -> str:
    """Puts a catalogue in force at its site; answers its digest."""
    content = catalogue_to_json(catalogue, site)
    digest = hashlib.sha256(content.encode()).hexdigest()
    if digest != digest_in_force(connection, site.code):
        connection.execute(
            insert(SITE_CATALOGUE).values(site=site.code, digest=digest, content=content, published_at=now_ms)
        )
    return digest


def digest_in_force(connection: Connection, site: str) -> str:
    """The digest of what is in force at a site; empty where nothing is published."""
    return connection.execute(_NEWEST.where(SITE_CATALOGUE.c.site == site)).scalar() or ""


def content_of(connection: Connection, site: str, digest: str) -> str | None:
    """The text of one catalogue of this site."""
    wanted = select(SITE_CATALOGUE.c.content).where(
        SITE_CATALOGUE.c.site == site, SITE_CATALOGUE.c.digest == digest
    )
    return connection.execute(wanted.limit(1)).scalar()


def sites(connection: Connection) -> list[str]:
    """Codes of the sites that have published."""
    rows = connection.execute(select(SITE_CATALOGUE.c.site).distinct().order_by(SITE_CATALOGUE.c.site))
    return [row.site for row in rows]


class Shelf:
    """The catalogues in force, read once each."""

    def __init__(self) -> None:
        self._known: dict[str, Published] = {}

    def digest(self, connection: Connection, site: str) -> str:
        """The digest of what is in force at a site; empty where nothing is published."""
        return digest_in_force(connection, site)

    def content(self, connection: Connection, site: str, digest: str) -> str | None:
        """The text of one catalogue of this site."""
        return content_of(connection, site, digest)

    def sites(self, connection: Connection) -> list[str]:
        """Codes of the sites that have published."""
        return sites(connection)

    def of(self, connection: Connection, site: str) -> Published | None:
        """What is in force at a site, or None."""
        digest = self.digest(connection, site)
        known = self._known.get(site)
        if known is not None and known.digest == digest:
            return known
        content = self.content(connection, site, digest)
        if content is None:
            return None
        self._known[site] = Published(digest, *catalogue_from_json(content))
        return self._known[site]

    def all(self, connection: Connection) -> dict[str, tuple[Catalogue, Site]]:
        """What every site has in force, by its code."""
        found = {site: self.of(connection, site) for site in self.sites(connection)}
        return {code: (one.catalogue, one.site) for code, one in found.items() if one is not None}

    def forget(self) -> None:
        """Reads everything anew."""
        self._known.clear()
