"""Every figure has one definition (docs/definitions.md)."""

from __future__ import annotations

import pytest

from counter_app.domain.day_shape import Band, Sitting, bands_of, heat_of, hours_of, moments_of
from counter_app.domain.figures import Group, Grouping, coached_by, figures_of, groups_of, percent, spread
from counter_app.domain.measured import Measured, TicketTimes, measured
from counter_app.domain.ticket import DAY_CLOSED, Doubt, TicketPhase

LIMIT_S = 30 * 60
EIGHT = 1_795_392_000_000
"""A full hour, in ms."""
MINUTE = 60_000


def ticket(**facts: object) -> Measured:
    """Issued at the full hour, waited ten minutes, walked one, served five."""
    plain = TicketTimes(
        business_day=20261123, queue="B", service="B02", agency="DISDUKCAPIL", counter=3, officer="P03",
        priority="", phase=TicketPhase.FINISHED, issued_at=EIGHT, called_at=EIGHT + 10 * MINUTE,
        started_at=EIGHT + 11 * MINUTE, ended_at=EIGHT + 16 * MINUTE, reason="", outcome="",
        waited_ms=10 * MINUTE, walked_ms=MINUTE, served_ms=5 * MINUTE, parked_ms=0, doubts=0,
        is_on_paper=False,
    )  # fmt: skip
    return measured(plain._replace(**facts))  # type: ignore[arg-type]


def waiting(**facts: object) -> Measured:
    """Issued, and nothing since."""
    return ticket(
        phase=TicketPhase.WAITING, called_at=None, started_at=None, ended_at=None, counter=None, officer="",
        waited_ms=0, walked_ms=0, served_ms=0, **facts,
    )  # fmt: skip


def hour_of(at_ms: int) -> int:
    """Wall clock of a place at UTC+8."""
    return (at_ms // 3_600_000 + 8) % 24


def test_p90_is_the_value_at_its_nearest_rank_and_never_between_two() -> None:
    assert spread([60, 120, 600]).p90 == 600
    assert spread(list(range(1, 11))).p90 == 9
    assert spread(list(range(1, 12))).p90 == 10


def test_median_and_mean_are_rounded_half_up() -> None:
    assert (spread([1, 2]).median, spread([1, 2]).mean) == (2, 2)
    assert spread([7]).median == 7


def test_of_nothing_there_is_no_figure_but_n() -> None:
    told = figures_of([], LIMIT_S)

    assert (told.tickets, told.wait.n, told.wait.median, told.over_limit_percent) == (0, 0, None, None)


def test_wait_walk_and_service_are_kept_apart() -> None:
    told = figures_of([ticket()], LIMIT_S)

    assert (told.wait.mean, told.walk.mean, told.serve.mean) == (600, 60, 300)


def test_who_was_never_called_has_not_waited_to_an_end() -> None:
    told = figures_of([waiting()], LIMIT_S)

    assert (told.tickets, told.wait.n, told.called_total) == (1, 0, 0)


def test_a_no_show_waited_but_neither_walked_nor_was_served() -> None:
    away = ticket(phase=TicketPhase.NO_SHOW, started_at=None, served_ms=0)

    told = figures_of([away], LIMIT_S)

    assert (told.wait.n, told.walk.n, told.serve.n, told.count(TicketPhase.NO_SHOW)) == (1, 0, 0, 1)


def test_a_service_that_only_the_close_of_the_day_ended_took_nobody_knows_how_long() -> None:
    told = figures_of([ticket(reason=DAY_CLOSED)], LIMIT_S)

    assert (told.count(TicketPhase.FINISHED), told.unclosed, told.serve.n) == (1, 1, 0)


def test_time_parked_is_not_waiting() -> None:
    told = figures_of([ticket(parked_ms=20 * MINUTE)], LIMIT_S)

    assert (told.wait.mean, told.park.mean) == (600, 1200)


def test_an_uncertain_interval_is_left_out_and_counted_beside() -> None:
    told = figures_of([ticket(), ticket(doubts=Doubt.WAIT, waited_ms=999 * MINUTE)], LIMIT_S)

    assert (told.wait.n, told.wait.max, told.uncertain["wait"]) == (1, 600, 1)
    assert (told.serve.n, told.uncertain["serve"]) == (2, 0)


@pytest.mark.parametrize(
    "gone",
    [
        {"phase": TicketPhase.CANCELLED, "reason": "left"},
        {"phase": TicketPhase.FINISHED, "outcome": "left"},
    ],
)
def test_who_went_home_before_it_was_done_abandoned_it(gone: dict[str, object]) -> None:
    assert figures_of([ticket(**gone), ticket()], LIMIT_S).abandoned == 1


def test_the_states_add_up_to_the_tickets() -> None:
    told = figures_of([ticket(), waiting(), ticket(phase=TicketPhase.PARKED)], LIMIT_S)

    assert sum(told.phases.values()) == told.tickets == 3


def test_just_the_limit_is_not_over_it() -> None:
    exactly = ticket(waited_ms=LIMIT_S * 1000)
    longer = ticket(waited_ms=LIMIT_S * 1000 + 1000)

    assert figures_of([exactly, longer], LIMIT_S).over_limit == 1


def test_a_share_is_rounded_half_up_and_none_of_nothing() -> None:
    assert (percent(1, 8), percent(0, 3), percent(0, 0)) == (13, 0, None)


def test_a_ticket_belongs_to_the_counter_that_had_it_last_and_to_none_while_it_waits() -> None:
    counters = groups_of([ticket(), waiting(), ticket(counter=8)], Grouping.COUNTER, LIMIT_S, {})

    assert [(one.key, one.figures.tickets) for one in counters] == [(3, 1), (8, 1)]


def test_kinds_of_service_come_from_the_catalogue() -> None:
    told = groups_of([ticket(), ticket(service="X99")], Grouping.KIND, LIMIT_S, {"B02": "administrasi"})

    assert [one.key for one in told] == ["", "administrasi"]


def test_an_officer_sees_their_own_figures_and_a_supervisor_all() -> None:
    rows = groups_of([ticket(), ticket(officer="P04")], Grouping.OFFICER, LIMIT_S, {})

    def keys(groups: tuple[Group, ...]) -> list[object]:
        return [one.key for one in groups]

    assert keys(coached_by("P03", ("counter",), rows)) == ["P03"]
    assert keys(coached_by("S01", ("supervisor",), rows)) == ["P03", "P04"]
    assert keys(coached_by("R01", ("reception",), rows)) == []


def test_an_interval_belongs_to_the_hour_of_issue_and_a_call_to_its_own() -> None:
    late = ticket(called_at=EIGHT + 70 * MINUTE, waited_ms=70 * MINUTE)
    first = hour_of(EIGHT)

    told = hours_of([late], hour_of)

    assert [(one.hour, one.issued, one.called, one.wait.n) for one in told] == [
        (first, 1, 0, 1),
        (first + 1, 0, 1, 0),
    ]


def test_a_call_after_midnight_stays_with_its_business_day() -> None:
    eve = EIGHT - (hour_of(EIGHT) - 23) * 3_600_000
    told = hours_of([ticket(issued_at=eve, called_at=eve + 61 * MINUTE)], hour_of)

    assert [(one.hour, one.issued, one.called) for one in told] == [(0, 0, 1), (23, 1, 0)]


def test_the_heat_map_has_a_cell_where_somebody_came() -> None:
    told = heat_of([ticket(), ticket(queue="C"), ticket(waited_ms=20 * MINUTE)], hour_of)

    assert [(one.queue, one.issued, one.wait.median) for one in told] == [("B", 2, 900), ("C", 1, 600)]


def test_the_bands_of_waiting_add_up_to_those_who_were_called() -> None:
    waits = [0, 5 * MINUTE - 1000, 5 * MINUTE, 119 * MINUTE, 120 * MINUTE]
    told = bands_of([ticket(waited_ms=one) for one in waits] + [waiting(), ticket(doubts=Doubt.WAIT)])

    assert [one.tickets for one in told] == [2, 1, 0, 0, 0, 1, 1]
    assert told[0] == Band(0, 5, 2)
    assert told[-1] == Band(120, None, 1)


def test_the_hall_is_told_each_quarter_of_an_hour() -> None:
    tickets = [ticket(called_at=EIGHT + 20 * MINUTE), waiting(issued_at=EIGHT + 10 * MINUTE)]
    told = moments_of(tickets, [Sitting(3, EIGHT - MINUTE, None), Sitting(4, EIGHT, EIGHT + 15 * MINUTE)])

    assert [(one.waiting, one.counters) for one in told] == [(1, 2), (2, 1), (1, 1)]
    assert moments_of([], []) == ()
