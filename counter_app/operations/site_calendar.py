"""Which days a site is closed: the catalogue's own list first, the library ``holidays`` for other years."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from counter_app.domain.catalogue import Holiday


def closed_days(years: Iterable[int], listed: Sequence[Holiday]) -> frozenset[date]:
    """Give national holidays and joint leave of the years.

    The catalogue's list (``listed``, its holidays.csv) is the source of truth for every year of which
    it names at least one day: it follows the joint decree (SKB) and can be corrected at the site. For
    other years the library's days stand in: national holidays and what it knows of joint leave; dates
    of Islamic feasts of coming years are its estimates.
    """
    covered = {holiday.day.year for holiday in listed}
    wanted = set(years)
    days = {holiday.day for holiday in listed if holiday.day.year in wanted}
    return frozenset(days | library_days(wanted - covered))


def library_days(years: Iterable[int]) -> frozenset[date]:
    """Give what the library ``holidays`` knows about Indonesia: national holidays and joint leave."""
    wanted = sorted(years)
    if not wanted:
        return frozenset()
    import holidays  # noqa: PLC0415  # 80 ms that start-up does not pay

    return frozenset(holidays.country_holidays("ID", categories=("public", "government"), years=wanted))
