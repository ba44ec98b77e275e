"""A half-typed form outlives a power cut and ends with its submit."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.queries.drafts import DraftRow, draft, open_drafts
from counter_app.operations.drafts import drop_draft, keep_draft
from tests.helpers.stations import (
    Station,
    close_day,
    entries,
    finish,
    reopened,
    serve,
    show_all_papers,
    submit,
)

TYPED = '{"full_name":"Cont"}'


def keep(station: Station, ticket_id: UUID, text: str = TYPED) -> None:
    station.do(lambda work: keep_draft(work, about=ticket_id, text=text))


def kept(station: Station, ticket_id: UUID) -> str | None:
    return station.ask(lambda connection: draft(connection, ticket_id))


def offered(station: Station) -> tuple[DraftRow, ...]:
    return station.ask(lambda connection: open_drafts(connection, station.actor.counter))


def test_a_draft_is_there_again_after_the_program_ended(station: Station) -> None:
    called = serve(station)
    keep(station, called.ticket_id)

    after = reopened(station)

    assert kept(after, called.ticket_id) == TYPED
    assert [(row.ticket_id, row.number) for row in offered(after)] == [(called.ticket_id, "B001")]
    after.store.close()


def test_only_the_newest_text_of_a_draft_is_kept(station: Station) -> None:
    called = serve(station)
    keep(station, called.ticket_id)

    keep(station, called.ticket_id, '{"full_name":"Contoh"}')

    assert kept(station, called.ticket_id) == '{"full_name":"Contoh"}'
    assert len(offered(station)) == 1


def test_submitting_the_papers_ends_the_draft(station: Station) -> None:
    called = serve(station)
    keep(station, called.ticket_id)
    show_all_papers(station, called.ticket_id)

    submit(station, called.ticket_id)

    assert kept(station, called.ticket_id) is None


def test_a_draft_of_somebody_who_left_is_not_offered(station: Station) -> None:
    called = serve(station)
    keep(station, called.ticket_id)

    finish(station, called.ticket_id)

    assert offered(station) == ()


def test_a_draft_can_be_thrown_away(station: Station) -> None:
    called = serve(station)
    keep(station, called.ticket_id)

    station.do(lambda work: drop_draft(work, called.ticket_id))

    assert kept(station, called.ticket_id) is None


def test_a_draft_is_no_journal_entry(station: Station) -> None:
    called = serve(station)
    before = len(entries(station.store))

    keep(station, called.ticket_id)

    assert len(entries(station.store)) == before


def test_closing_the_day_forgets_every_draft(station: Station) -> None:
    called = serve(station)
    keep(station, called.ticket_id)

    close_day(station)

    assert kept(station, called.ticket_id) is None
