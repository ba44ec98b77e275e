"""What the code of a receipt or a missing-papers slip shows."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import update

from counter_app.db.tables import APPLICATION
from counter_app.hub.pages.tracking_pages import paper_notice
from counter_app.hub.pages.wording import load_wording
from counter_app.operations.calling import CalledTicket
from counter_app.operations.corrections import Correction
from tests.helpers.public import BIRTH, ID_CARD, PARENT, Public, file_complete, file_incomplete, words
from tests.helpers.stations import Station, check, correct, print_all, serve

REFRESH = '<noscript><meta http-equiv="refresh" content="15"></noscript>'


def test_missing_papers_are_named_with_form_and_counter(station: Station, public: Public) -> None:
    called = file_incomplete(station)
    told = words(public.get(f"/t/{public.application_code(called.ticket_id)}"))
    assert "Akta kelahiran, Disdukcapil Berkas belum lengkap" in told
    assert "Kurang 1 berkas Buku nikah / kutipan akta perkawinan orang tua Salinan, 1 lembar." in told
    assert "Bawa ke loket 3. Anda tidak perlu antre dari awal." in told


def test_the_steps_say_what_is_done_what_is_now_and_what_comes(station: Station, public: Public) -> None:
    called = file_incomplete(station)
    told = words(public.get(f"/t/{public.application_code(called.ticket_id)}"))
    assert "Terdaftar (selesai) 23 Nov, 08.10 Berkas belum lengkap (sekarang) 23 Nov, 08.10" in told
    assert "Diperiksa petugas (belum) Disetujui, dokumen diterbitkan (belum)" in told
    assert "Dokumen siap diambil (belum)" in told


def test_every_paper_stands_with_its_state(station: Station, public: Public) -> None:
    called = file_incomplete(station)
    told = words(public.get(f"/t/{public.application_code(called.ticket_id)}"))
    assert "Formulir F-2.01 Ada" in told
    assert "orang tua Kurang" in told
    assert "F-2.03" not in told, "its condition does not apply"


def test_a_complete_application_promises_the_day_only_where_the_time_is_verified(
    station: Station, public: Public
) -> None:
    verified = {
        one.is_time_verified: one.code
        for one in station.store.catalogue.services.values()
        if one.sla_unit == "hari_kerja" and one.agency == "DISDUKCAPIL" and one.code != BIRTH
    }
    promised = file_complete(station, verified[True])
    open_ended = file_complete(station, verified[False])
    told = words(public.get(f"/t/{public.application_code(promised.ticket_id)}"))
    assert "Berkas lengkap, mulai diproses Perkiraan selesai " in told
    assert " November 2026." in told
    told = words(public.get(f"/t/{public.application_code(open_ended.ticket_id)}"))
    assert "Perkiraan selesai" not in told
    assert "Petugas memberi tahu waktu selesai." in told


def test_a_complete_application_says_where_to_collect(station: Station, public: Public) -> None:
    called = file_complete(station)
    told = words(public.get(f"/t/{public.application_code(called.ticket_id)}"))
    assert "Ambil dokumen di loket 3. Bawa tanda terima dan kartu identitas Anda." in told
    assert "No. permohonan BLU-B02-26-3-0001" in told


def test_while_the_counter_still_checks_nothing_is_called_missing(station: Station, public: Public) -> None:
    called = serve(station)
    check(station, called.ticket_id, 1, "missing")
    page = public.get(f"/t/{public.application_code(called.ticket_id)}")
    assert "Terdaftar Petugas sedang memeriksa berkas Anda." in words(page)
    assert "Kurang 1 berkas" not in words(page)
    assert REFRESH in page.text


def test_a_filed_application_does_not_refresh_itself(station: Station, public: Public) -> None:
    called = file_complete(station)
    page = public.get(f"/t/{public.application_code(called.ticket_id)}")
    assert REFRESH not in page.text


def test_a_withdrawn_application_shows_no_coming_steps(station: Station, public: Public) -> None:
    called = file_complete(station)
    withdrawn = update(APPLICATION).where(APPLICATION.c.ticket_id == called.ticket_id.bytes)
    station.do(lambda work: work.connection.execute(withdrawn.values(status="dicabut")))
    told = words(public.get(f"/t/{public.application_code(called.ticket_id)}"))
    assert "Dicabut oleh pemohon Permohonan ini sudah dicabut." in told
    assert "Dokumen siap diambil" not in told


def test_the_fee_is_told_as_official_only_where_it_is_verified(station: Station, public: Public) -> None:
    catalogue, site = public.sites["BLU"]
    code = public.application_code(file_complete(station).ticket_id)
    assert "Jangan memberi uang kepada petugas." in words(public.get(f"/t/{code}"))
    doubted = replace(catalogue.services[ID_CARD], is_fee_verified=False)
    public.sites["BLU"] = (replace(catalogue, services={**catalogue.services, ID_CARD: doubted}), site)
    assert "Biaya: tanyakan di loket." in words(public.get(f"/t/{code}"))


def test_an_application_stays_readable_when_the_catalogue_drops_its_service(
    station: Station, public: Public
) -> None:
    catalogue, site = public.sites["BLU"]
    code = public.application_code(file_complete(station).ticket_id)
    kept = {name: one for name, one in catalogue.services.items() if name != ID_CARD}
    public.sites["BLU"] = (replace(catalogue, services=kept), site)
    page = public.get(f"/t/{code}")
    assert page.status_code == 200
    assert "B02, Disdukcapil Berkas lengkap" in words(page)


def test_a_paper_of_a_correction_that_has_not_arrived_is_told_so(station: Station, public: Public) -> None:
    code = public.application_code(file_complete(station).ticket_id)
    assert "Perbaikan ke-1 belum sampai" in words(public.get(f"/t/{code}/1"))
    assert "belum sampai" not in words(public.get(f"/t/{code}/0"))


def test_a_paper_that_a_correction_replaced_is_told_so() -> None:
    notice = paper_notice(load_wording("id"), 0, 1)
    assert notice is not None
    assert notice[0] == "Kertas ini sudah diganti"
    assert "PERBAIKAN ke-1" in notice[1]
    assert paper_notice(load_wording("id"), 1, 1) is None


def corrected(station: Station, called: CalledTicket) -> None:
    """Another name on the receipt that is out."""
    of_ticket = APPLICATION.select().where(APPLICATION.c.ticket_id == called.ticket_id.bytes)
    one = station.ask(lambda connection: connection.execute(of_ticket).one())
    form = replace(PARENT, full_name="Contoh Yang Benar")
    correct(station, UUID(bytes=one.id), Correction(form, one.service))


def test_after_a_correction_the_first_paper_is_answered_and_the_second_is_not(
    station: Station, public: Public
) -> None:
    called = file_complete(station)
    print_all(station)
    corrected(station, called)

    code = public.application_code(called.ticket_id)
    assert "Kertas ini sudah diganti Yang berlaku: PERBAIKAN ke-1." in words(public.get(f"/t/{code}"))
    assert "This paper has been replaced" in words(public.get(f"/t/{code}?lang=en"))
    assert "diganti" not in words(public.get(f"/t/{code}/1"))
    assert "Perbaikan ke-2 belum sampai" in words(public.get(f"/t/{code}/2"))


def test_who_typed_the_code_is_told_what_the_paper_must_say(station: Station, public: Public) -> None:
    called = file_complete(station)
    code = public.application_code(called.ticket_id)
    typed = f"/t/{code}?ketik=1"
    assert "PERBAIKAN" not in words(public.get(typed))
    print_all(station)
    corrected(station, called)

    told = words(public.get(typed))
    assert "Yang berlaku: PERBAIKAN ke-1 Kertas tanpa tulisan itu sudah diganti." in told
    assert "Kertas ini sudah diganti" not in told


def test_a_code_can_be_read_aloud_in_groups_of_four(station: Station, public: Public) -> None:
    code = public.application_code(file_complete(station).ticket_id)
    page = public.get(f"/t/{code}")
    groups = re.findall(r"<li>((?:[0-9A-Z] [\w-]+(?:, )?)+)</li>", page.text)
    assert "".join(part[0] for group in groups for part in group.split(", ")) == code
    assert [len(group.split(", ")) for group in groups] == [4, 4, 4, 1]


@pytest.mark.parametrize("ending", ["x", "-1", "100", "²", "1.5", "9" * 400])
def test_an_ending_that_is_no_correction_leads_nowhere(station: Station, public: Public, ending: str) -> None:
    code = public.application_code(file_complete(station).ticket_id)
    page = public.get(f"/t/{code}/{ending}")
    assert page.status_code == 404
    assert "Halaman tidak ditemukan" in words(page)
