"""What the code of a ticket slip shows."""

from __future__ import annotations

from sqlalchemy import update

from counter_app.db.tables import TICKET
from counter_app.operations.handing_on import transfer
from counter_app.operations.lining_up import bring_back, cancel_ticket
from counter_app.operations.parking import park
from tests.helpers.public import BIRTH, Public, words
from tests.helpers.stations import Station, act, call_next, finish, issue, not_here, serve, start, undo

REFRESH = '<noscript><meta http-equiv="refresh" content="15"></noscript>'


def test_a_waiting_ticket_shows_its_number_and_the_people_before_it(station: Station, public: Public) -> None:
    tickets = [issue(station) for _ in range(5)]
    page = public.get(f"/t/{public.visit_code(tickets[4].ticket_id)}")
    assert page.status_code == 200
    assert f"{tickets[4].number} Menunggu dipanggil Di depan Anda 4 orang Urutan ke-5" in words(page)


def test_who_is_next_has_nobody_before_them(station: Station, public: Public) -> None:
    only = issue(station)
    page = public.get(f"/t/{public.visit_code(only.ticket_id)}")
    assert "Di depan Anda tidak ada Urutan ke-1" in words(page)


def test_the_place_follows_the_rules_of_the_site_not_the_order_of_coming(
    station: Station, public: Public
) -> None:
    first, _second = issue(station), issue(station)
    elderly = issue(station, priority="elderly")
    assert "Urutan ke-1 " in words(public.get(f"/t/{public.visit_code(elderly.ticket_id)}"))
    assert "Urutan ke-2 " in words(public.get(f"/t/{public.visit_code(first.ticket_id)}"))


def test_people_of_another_site_are_not_before_anybody_here(station: Station, public: Public) -> None:
    elsewhere, mine = issue(station), issue(station)
    moved = update(TICKET).where(TICKET.c.id == elsewhere.ticket_id.bytes).values(site="TTU")
    station.do(lambda work: work.connection.execute(moved))
    assert "Urutan ke-1 " in words(public.get(f"/t/{public.visit_code(mine.ticket_id)}"))


def test_a_waiting_person_is_told_where_and_what_if_the_call_is_missed(
    station: Station, public: Public
) -> None:
    mine = issue(station, BIRTH)
    told = words(public.get(f"/t/{public.visit_code(mine.ticket_id)}"))
    assert "Akta kelahiran Disdukcapil, loket 3, 4, atau 5, zona 1 Dengarkan panggilan" in told
    assert "Anda tidak antre dari awal." in told
    assert "Lihat 8 berkas yang perlu disiapkan" in told


def test_a_called_person_is_told_which_counter_to_go_to(station: Station, public: Public) -> None:
    mine = issue(station)
    call_next(station)
    told = words(public.get(f"/t/{public.visit_code(mine.ticket_id)}"))
    assert "Dipanggil Silakan menuju loket 3" in told
    assert "Di depan Anda" not in told


def test_every_state_of_a_ticket_has_its_word(station: Station, public: Public) -> None:
    mine = issue(station)
    address = f"/t/{public.visit_code(mine.ticket_id)}"
    call_next(station)
    absent = not_here(station, mine.ticket_id)
    assert "Tidak hadir saat dipanggil" in words(public.get(address))
    undo(station, absent)
    start(station, mine.ticket_id)
    assert "Sedang dilayani" in words(public.get(address))
    finish(station, mine.ticket_id)
    assert "Selesai dilayani" in words(public.get(address))


def test_a_person_on_hold_knows_that_the_number_stays_valid(station: Station, public: Public) -> None:
    mine = serve(station)
    act(station, park, mine.ticket_id, place="copies")

    told = words(public.get(f"/t/{public.visit_code(mine.ticket_id)}"))

    assert f"{mine.number} Ditunda" in told
    assert "Nomor Anda tetap berlaku. Kembali ke loket 3" in told
    assert "Di depan Anda" not in told
    assert "fotokopi" not in told.lower()


def test_a_person_sent_on_sees_the_other_service_and_where_to_wait(station: Station, public: Public) -> None:
    mine = serve(station)
    address = f"/t/{public.visit_code(mine.ticket_id)}"
    act(station, transfer, mine.ticket_id, counter=4)
    assert "Disdukcapil, loket 4, zona 1" in words(public.get(address))

    act(station, transfer, mine.ticket_id, service="C01")

    told = words(public.get(address))
    assert f"{mine.number} Menunggu dipanggil Di depan Anda tidak ada Urutan ke-1" in told
    assert "SKCK" in told
    assert "loket 8, zona 2" in told


def test_who_missed_the_call_and_came_back_has_a_place_again(station: Station, public: Public) -> None:
    mine = issue(station)
    not_here(station, call_next(station).ticket_id)
    for _ in range(3):
        issue(station)
    act(station, bring_back, mine.ticket_id)

    assert "Menunggu dipanggil Di depan Anda 1 orang Urutan ke-2" in words(
        public.get(f"/t/{public.visit_code(mine.ticket_id)}")
    )


def test_a_visit_shows_all_its_tickets_in_the_order_of_their_issue(station: Station, public: Public) -> None:
    first = issue(station)
    second = issue(station, "C01", visit_id=first.visit_id)
    told = words(public.get(f"/t/{public.visit_code(first.ticket_id)}"))
    assert "Nomor antrean Anda" in told
    assert 0 < told.index(first.number) < told.index(second.number)


def test_the_page_says_what_time_it_is_at_the_site(station: Station, public: Public) -> None:
    mine = issue(station)
    assert "08.10 WITA" in words(public.get(f"/t/{public.visit_code(mine.ticket_id)}"))


def test_the_page_refreshes_itself_only_while_something_can_change(station: Station, public: Public) -> None:
    mine = issue(station)
    address = f"/t/{public.visit_code(mine.ticket_id)}"
    waiting = public.get(address)
    assert REFRESH in waiting.text
    assert "Diperbarui sendiri setiap 15 detik." in words(waiting)
    call_next(station)
    start(station, mine.ticket_id)
    finish(station, mine.ticket_id)
    ended = public.get(address)
    assert REFRESH not in ended.text
    assert "Diperbarui sendiri" not in words(ended)


def test_the_refreshing_can_be_stopped_and_taken_up_again(station: Station, public: Public) -> None:
    address = f"/t/{public.visit_code(issue(station).ticket_id)}"
    assert f'href="{address}?tetap=1"' in public.get(address).text
    held = public.get(f"{address}?tetap=1")
    assert REFRESH not in held.text
    assert "<script" not in held.text
    assert f'href="{address}">Perbarui sendiri lagi' in held.text


def test_a_cancelled_number_says_so_and_where_to_ask(station: Station, public: Public) -> None:
    mine = issue(station)
    station.do(lambda work: cancel_ticket(work, station.actor, mine.ticket_id, "wrong_service"))
    told = words(public.get(f"/t/{public.visit_code(mine.ticket_id)}"))
    assert "Dibatalkan" in told
    assert "Nomor ini dibatalkan dan tidak akan dipanggil." in told
    assert "Di depan Anda" not in told
