from __future__ import annotations

from datetime import date

from counter_app.domain.catalogue import Holiday
from counter_app.operations.catalogue import read_catalogue
from counter_app.operations.site_calendar import closed_days, library_days
from counter_app.settings import resource

LISTED = read_catalogue(resource("catalogue")).holidays


def test_the_library_and_the_catalogue_agree_about_2026_and_2027() -> None:
    assert library_days((2026, 2027)) == {holiday.day for holiday in LISTED}


def test_the_catalogue_wins_for_the_years_it_covers() -> None:
    feast = Holiday(date(2026, 12, 28), "Hari jadi daerah", is_joint_leave=False)
    assert closed_days((2026,), (feast,)) == {feast.day}


def test_the_library_stands_in_for_other_years() -> None:
    days = closed_days((2027, 2028), LISTED)
    assert date(2028, 1, 1) in days
    assert date(2028, 8, 17) in days
    assert {day for day in days if day.year == 2027} == {one.day for one in LISTED if one.day.year == 2027}


def test_only_the_years_asked_for_are_given() -> None:
    assert {day.year for day in closed_days((2026,), LISTED)} == {2026}
    assert closed_days((), LISTED) == frozenset()
