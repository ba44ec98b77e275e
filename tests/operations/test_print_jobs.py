"""Papers to print are rows: nothing is lost when paper or power runs out, and copies say so."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from counter_app.db.tables import PRINT_JOB
from counter_app.operations import print_jobs
from counter_app.operations.papers import print_again, reissue_slip
from counter_app.operations.print_jobs import OpenJob
from tests.helpers.stations import (
    SOMEBODY,
    Station,
    came_out,
    close_day,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    print_all,
    refusal,
    reopened,
    screen,
    serve,
    show_all_papers,
    submit,
    ticket_row,
    undo,
)


def next_job(station: Station, tried: tuple[int, ...] = ()) -> OpenJob:
    job = station.do(lambda work: print_jobs.take_next_job(work, tried))

    assert job is not None
    return job


def again(station: Station, ticket_id: UUID) -> str:
    return station.do(lambda work: print_again(work, station.actor, ticket_id))


def states(station: Station) -> list[str]:
    rows = station.ask(lambda connection: connection.execute(PRINT_JOB.select()).all())
    return [row.state for row in rows]


def test_papers_come_out_in_the_order_in_which_they_were_asked_for(station: Station) -> None:
    numbers = [issue(station).number for _ in range(3)]

    titles = [job.title.split()[0] for job in print_all(station)]

    assert titles == numbers
    assert station.do(print_jobs.take_next_job) is None


def test_a_paper_that_came_out_is_told_in_the_journal_and_counted_on_its_ticket(station: Station) -> None:
    issued = issue(station)
    job = next_job(station)

    came_out(station, job)

    last = entries(station.store)[-1]
    assert (last.kind, last.body, last.entity_id) == (
        "slip.printed", '{"copy":1}', issued.ticket_id.bytes,
    )  # fmt: skip
    assert ticket_row(station, issued.ticket_id).slips == 1
    assert screen(station).waiting[0].is_slip_printed
    assert states(station) == ["printed"]


def test_saying_twice_that_a_paper_is_out_tells_the_journal_once(station: Station) -> None:
    issue(station)
    job = next_job(station)
    came_out(station, job)

    came_out(station, job)

    assert kinds(station.store).count("slip.printed") == 1


def test_a_failed_paper_stays_open_with_its_problem(station: Station) -> None:
    issue(station)
    job = next_job(station)

    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_failed"))

    assert (screen(station).printer_problem, screen(station).unsent_papers) == ("printer_failed", 1)
    tried_again = next_job(station)
    assert (tried_again.job_id, tried_again.attempts, tried_again.copy) == (job.job_id, 2, 1)


def test_a_paper_that_comes_out_at_last_has_no_problem_left(station: Station) -> None:
    issue(station)
    job = next_job(station)
    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_failed"))

    print_all(station)

    assert (screen(station).printer_problem, screen(station).unsent_papers) == ("", 0)


def test_a_paper_tried_in_this_round_does_not_hold_up_the_next(station: Station) -> None:
    issue(station)
    issue(station)
    first = next_job(station)

    assert next_job(station, (first.job_id,)).title.startswith("B002")


def test_a_paper_that_was_printing_when_the_power_failed_is_asked_about(station: Station) -> None:
    issue(station)
    issue(station)
    cut = next_job(station)

    after = reopened(station)

    assert after.do(print_jobs.doubt_cut_jobs) == 1
    assert states(after) == ["doubtful", "queued"]
    assert next_job(after).job_id != cut.job_id
    shown = screen(after)
    assert shown.paper_in_doubt is not None
    assert (shown.paper_in_doubt.job_id, shown.paper_in_doubt.paper, shown.paper_in_doubt.more) == (
        cut.job_id, "ticket", 0,
    )  # fmt: skip
    assert (shown.printer_problem, shown.unsent_papers) == ("", 1)
    after.store.close()


def doubtful(station: Station) -> OpenJob:
    issue(station)
    job = next_job(station)
    station.do(lambda work: print_jobs.mark_doubtful(work, job.job_id, "line_lost"))
    return job


def test_a_doubtful_paper_that_somebody_holds_is_printed_once(station: Station) -> None:
    job = doubtful(station)

    station.do(lambda work: print_jobs.say_printed(work, job.job_id))

    assert (states(station), print_all(station)) == (["printed"], [])
    assert entries(station.store)[-1].body == '{"copy":1}'
    assert screen(station).paper_in_doubt is None


def test_a_doubtful_paper_that_is_not_there_is_printed_as_a_copy(station: Station) -> None:
    job = doubtful(station)

    station.do(lambda work: print_jobs.print_doubtful_again(work, job.job_id))

    assert [(one.job_id, one.copy) for one in print_all(station)] == [(job.job_id, 2)]
    assert entries(station.store)[-1].body == '{"copy":2}'
    assert again(station, job.entity_id) == "ticket"
    assert [one.copy for one in print_all(station)] == [3]


def test_only_a_doubt_can_be_answered(station: Station) -> None:
    job = doubtful(station)
    station.do(lambda work: print_jobs.say_printed(work, job.job_id))

    station.do(lambda work: print_jobs.print_doubtful_again(work, job.job_id))
    station.do(lambda work: print_jobs.say_printed(work, job.job_id))

    assert states(station) == ["printed"]
    assert kinds(station.store).count("slip.printed") == 1


def test_after_half_a_paper_the_whole_one_is_a_copy(station: Station) -> None:
    issue(station)
    job = next_job(station)

    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "paper_out", is_half_out=True))

    assert [(one.job_id, one.copy) for one in print_all(station)] == [(job.job_id, 2)]


def test_the_doubtful_slip_of_a_number_that_was_taken_back_is_asked_about_no_more(station: Station) -> None:
    issued = issue(station)
    job = next_job(station)
    station.do(lambda work: print_jobs.mark_doubtful(work, job.job_id, "line_lost"))

    undo(station, issued.entry)

    assert screen(station).paper_in_doubt is None


def test_papers_that_wait_can_be_moved_to_another_printer_and_back(station: Station) -> None:
    issue(station)
    stuck = next_job(station)
    station.do(lambda work: print_jobs.mark_failed(work, stuck.job_id, "paper_out"))
    issue(station)

    assert station.do(lambda work: print_jobs.move_open_jobs(work, "spare")) == 2
    assert screen(station).printer_problem == ""
    assert station.do(lambda work: print_jobs.move_open_jobs(work, "spare")) == 0
    assert [job.printer for job in print_all(station)] == ["spare", "spare"]
    issue(station)
    assert next_job(station).printer == "", "what comes later goes to the usual one"


def test_every_further_copy_has_the_next_number(station: Station) -> None:
    issued = issue(station)
    print_all(station)

    assert [again(station, issued.ticket_id) for _ in range(2)] == ["ticket", "ticket"]

    assert [(job.paper, job.copy) for job in print_all(station)] == [("ticket", 2), ("ticket", 3)]
    assert ticket_row(station, issued.ticket_id).slips == 3


def test_a_copy_asked_for_before_the_first_came_out_is_a_duplicate_too(station: Station) -> None:
    issued = issue(station)

    again(station, issued.ticket_id)

    assert [job.copy for job in print_all(station)] == [1, 2]


def test_the_copy_names_who_asked_for_it(station: Station) -> None:
    issued = issue(station)
    again(station, issued.ticket_id)

    assert {job.officer for job in print_all(station)} == {"P03"}


def test_print_again_takes_the_latest_paper_of_the_ticket(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    assert again(station, ticket_id) == "ticket"
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)

    assert again(station, ticket_id) == "receipt"

    assert [(job.paper, job.copy) for job in print_all(station)] == [
        ("ticket", 1), ("ticket", 2), ("receipt", 1), ("receipt", 2),
    ]  # fmt: skip


def test_a_paper_made_anew_is_no_duplicate_and_its_copies_count_from_two_again(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    again(station, ticket_id)
    out = print_all(station)
    submit(station, ticket_id, replace(SOMEBODY, full_name="Contoh Pemohon Lain"))
    again(station, ticket_id)

    copies = [job.copy for job in (*out, *print_all(station)) if job.paper == "receipt"]

    assert copies == [1, 2, 1, 2]


def test_a_paper_that_is_not_out_yet_does_not_come_out_beside_the_one_that_replaces_it(
    station: Station,
) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    submit(station, ticket_id, replace(SOMEBODY, full_name="Contoh Pemohon Lain"))

    assert [job.copy for job in print_all(station) if job.paper == "receipt"] == [1]


def test_copies_count_on_from_what_another_station_printed(station: Station) -> None:
    ticket_id = issue(station).ticket_id
    again(station, ticket_id)
    print_all(station)
    station.do(lambda work: work.connection.execute(PRINT_JOB.delete()))

    again(station, ticket_id)

    assert [job.copy for job in print_all(station)] == [3]


def test_printing_again_what_nobody_knows_is_refused(station: Station) -> None:
    assert refusal(lambda: again(station, UUID(int=9))).code == "ticket_unknown"


def test_a_paper_that_comes_out_after_the_day_was_closed_belongs_to_its_day(station: Station) -> None:
    issue(station)
    close_day(station)

    print_all(station)

    assert entries(station.store)[-1].business_day == 20261123
    assert is_clean(station.store)


def test_the_slip_of_a_number_that_was_taken_back_does_not_come_out_later(station: Station) -> None:
    issued = issue(station)
    kept = issue(station)

    undo(station, issued.entry)

    assert [job.entity_id for job in print_all(station)] == [kept.ticket_id]
    assert is_clean(station.store)


def test_a_paper_that_can_not_be_made_is_told_once_and_then_given_up(station: Station) -> None:
    issue(station)
    job = next_job(station)
    station.do(lambda work: print_jobs.mark_impossible(work, job.job_id, "service_unknown"))
    assert (screen(station).printer_problem, screen(station).unsent_papers) == ("service_unknown", 1)

    once_more = next_job(station)
    station.do(lambda work: print_jobs.mark_impossible(work, once_more.job_id, "service_unknown"))

    assert once_more.job_id == job.job_id
    assert (screen(station).printer_problem, screen(station).unsent_papers) == ("", 0)
    assert states(station) == ["given_up"]
    assert print_all(station) == []


def test_a_printer_that_failed_before_does_not_count_as_being_told(station: Station) -> None:
    issue(station)
    job = next_job(station)
    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_missing"))

    station.do(lambda work: print_jobs.mark_impossible(work, job.job_id, "service_unknown"))

    assert states(station) == ["failed"]


def reissue(station: Station, ticket_id: UUID) -> int:
    return station.do(lambda work: reissue_slip(work, station.actor, ticket_id))


def test_a_lost_slip_is_given_out_with_its_number_and_counted(station: Station) -> None:
    issued = issue(station)
    print_all(station)

    assert reissue(station, issued.ticket_id) == 2
    assert reissue(station, issued.ticket_id) == 3
    assert [(job.paper, job.title, job.copy) for job in print_all(station)] == [
        ("ticket", issued.number, 2), ("ticket", issued.number, 3),
    ]  # fmt: skip


def test_somebody_with_a_receipt_still_gets_the_slip_and_never_the_receipt(station: Station) -> None:
    called = serve(station)
    show_all_papers(station, called.ticket_id)
    submit(station, called.ticket_id)
    print_all(station)
    reissue(station, called.ticket_id)

    assert [job.paper for job in print_all(station)] == ["ticket"]


def test_a_slip_whose_number_has_ended_stays_lost(station: Station) -> None:
    called = serve(station)
    finish(station, called.ticket_id)

    assert refusal(lambda: reissue(station, called.ticket_id)).code == "slip_has_ended"
