"""The same figures for every site that a hub holds, by the same definitions (DOMAIN B21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from counter_app.db.queries.figures import measured_tickets
from counter_app.domain.catalogue import Site
from counter_app.domain.figures import Figures, Group, figures_of
from counter_app.domain.measured import Measured


@dataclass(frozen=True, slots=True)
class SitesFigures:
    """Figures of several sites over the same business days."""

    first: date
    last: date
    total: Figures
    """All tickets of all sites; over each site's own limit."""
    sites: tuple[Group, ...]
    """One a site, by its code; a site without tickets is there with n = 0."""


def sites_figures(connection: Connection, sites: Iterable[Site], *, first: date, last: date) -> SitesFigures:
    """The figures of each site from one business day to another, both included."""
    groups: list[Group] = []
    together: list[Measured] = []
    for site in sorted(sites, key=lambda one: one.code):
        tickets = measured_tickets(connection, site.code, first, last)
        groups.append(Group(site.code, figures_of(tickets, site.order.ageing_limit_min * 60)))
        together += tickets
    over = sum(group.figures.over_limit for group in groups)
    return SitesFigures(first, last, replace(figures_of(together, 0), over_limit=over), tuple(groups))
