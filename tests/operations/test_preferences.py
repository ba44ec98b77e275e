"""How somebody likes the screens: local rows that outlive a restart."""

from __future__ import annotations

from counter_app.db.queries.preferences import STATION, Liking, liking
from counter_app.operations.preferences import keep_language, keep_zoom
from tests.helpers.stations import Station, kinds, reopened


def kept(station: Station, officer: str = STATION) -> Liking | None:
    return station.ask(lambda connection: liking(connection, officer))


def test_nothing_is_known_before_anybody_chose(station: Station) -> None:
    assert kept(station) is None
    assert kept(station, "P03") is None


def test_each_officer_has_a_size_and_the_station_the_last_one(station: Station) -> None:
    station.do(lambda work: keep_zoom(work, "P03", 150))
    station.do(lambda work: keep_zoom(work, "P04", 125))
    again = reopened(station)

    assert (kept(again, "P03"), kept(again, "P04"), kept(again)) == (
        Liking(150, ""), Liking(125, ""), Liking(125, ""),
    )  # fmt: skip
    again.store.close()


def test_language_and_size_leave_each_other_alone_and_the_journal_too(station: Station) -> None:
    before = kinds(station.store)
    station.do(lambda work: keep_language(work, "en"))
    station.do(lambda work: keep_zoom(work, "P03", 200))
    station.do(lambda work: keep_language(work, "id"))

    assert kept(station) == Liking(200, "id")
    assert kinds(station.store) == before
