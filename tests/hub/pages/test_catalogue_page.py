"""What a site offers, found and read by the public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.catalogue import Service
from counter_app.domain.money import fee_facts
from tests.helpers.public import Public, words


def _services(public: Public) -> list[Service]:
    return list(public.sites["BLU"][0].services.values())


def _with(public: Public, code: str, **changes: object) -> None:
    catalogue, site = public.sites["BLU"]
    changed = replace(catalogue.services[code], **changes)  # type: ignore[arg-type]
    services = {**catalogue.services, code: changed}
    public.sites["BLU"] = (replace(catalogue, services=services, digest="changed"), site)


@pytest.mark.parametrize(
    ("typed", "found"), [("ktp hilang", "B02"), ("akte lahir", "B06"), ("KEHILANGAN ktp", "B02")]
)
def test_a_service_is_found_by_everyday_words(public: Public, typed: str, found: str) -> None:
    page = public.client.get("/BLU/layanan", params={"q": typed, "lang": "id"})
    assert f'href="/BLU/layanan/{found}?lang=id"' in page.text
    assert f'value="{typed}"' in page.text


def test_what_was_searched_is_marked_in_the_names(public: Public) -> None:
    assert "KTP-el <b>hilang</b>" in public.get("/BLU/layanan?q=hilang").text


def test_english_words_find_on_the_english_page(public: Public) -> None:
    page = public.get("/BLU/layanan?q=birth+certificate&lang=en")
    assert 'href="/BLU/layanan/B06?lang=en">Birth certificate</a>' in page.text
    assert '<span class="muted" lang="id">Akta kelahiran</span>' in page.text


def test_nothing_found_says_what_was_searched_and_what_to_do(public: Public) -> None:
    told = words(public.get("/BLU/layanan?q=xyzzyqwrt"))
    assert "Tidak ada layanan untuk “xyzzyqwrt”" in told
    assert "tanya meja informasi" in told


def test_without_words_the_agencies_are_offered(public: Public) -> None:
    page = public.get("/BLU/layanan")
    catalogue, _site = public.sites["BLU"]
    for agency in {service.agency for service in catalogue.services.values()}:
        assert f'href="/BLU/layanan?instansi={agency}"' in page.text


def test_an_agency_lists_all_its_services(public: Public) -> None:
    page = public.get("/BLU/layanan?instansi=DISDUKCAPIL")
    for service in _services(public):
        is_listed = f'href="/BLU/layanan/{service.code}"' in page.text
        assert is_listed == (service.agency == "DISDUKCAPIL")


def test_every_service_page_names_every_paper_and_its_agency(public: Public) -> None:
    for service in _services(public):
        told = words(public.get(f"/BLU/layanan/{service.code}"))
        assert service.name in told
        assert public.sites["BLU"][0].agencies[service.agency].name in told
        for requirement in service.requirements:
            assert " ".join(requirement.name.split()) in told


def test_what_is_unverified_says_so_beside_it(public: Public) -> None:
    for service in _services(public):
        told = words(public.get(f"/BLU/layanan/{service.code}"))
        doubts = (service.is_fee_verified, service.is_time_verified, service.are_requirements_verified)
        assert told.count("belum diverifikasi") == doubts.count(False)


def test_a_fee_stands_with_its_note_and_its_rule(public: Public) -> None:
    for service in _services(public):
        fee = fee_facts(service)
        told = words(public.get(f"/BLU/layanan/{service.code}"))
        assert fee.amount in told
        assert " ".join(fee.note.split()).lower() in told.lower()
        if fee.basis and fee.is_verified:
            assert f"Dasar: {fee.basis}." in told


def test_the_steps_lead_from_the_number_to_the_receipt(public: Public) -> None:
    told = words(public.get("/BLU/layanan/B06"))
    assert (
        "Langkah Ambil nomor antrean B. Serahkan berkas di loket 3, 4, atau 5. Simpan tanda terima." in told
    )


def test_steps_of_the_catalogue_come_first(public: Public) -> None:
    _with(public, "B06", steps=("Bila hilang, buat laporan di loket 8.",))
    assert "Langkah Bila hilang, buat laporan di loket 8. Ambil nomor antrean B." in words(
        public.get("/BLU/layanan/B06")
    )


def test_a_condition_stands_beside_its_paper(public: Public) -> None:
    assert "Bila tidak punya surat keterangan lahir." in words(public.get("/BLU/layanan/B06"))


def test_the_month_of_the_last_verification_is_told(public: Public) -> None:
    assert "Katalog terakhir diverifikasi November 2026." in words(public.get("/BLU/layanan/B06"))
    assert "Catalogue last verified in November 2026." in words(public.get("/BLU/layanan?lang=en"))


def test_a_new_catalogue_is_searched_at_once(public: Public) -> None:
    assert "Tidak ada layanan" in words(public.get("/BLU/layanan?q=xyzzyqwrt"))
    _with(public, "B06", synonyms=("xyzzyqwrt",))
    assert 'href="/BLU/layanan/B06"' in public.get("/BLU/layanan?q=xyzzyqwrt").text


def test_one_site_is_gone_to_and_several_are_listed(public: Public) -> None:
    answer = public.get("/layanan?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/BLU/layanan?lang=en")
    catalogue, site = public.sites["BLU"]
    public.sites["TTU"] = (catalogue, replace(site, code="TTU", name="MPP Kefamenanu"))
    told = words(public.get("/layanan"))
    assert "MPP Timor Atambua" in told
    assert "MPP Kefamenanu" in told


def test_a_site_shows_only_its_own_services(public: Public) -> None:
    catalogue, site = public.sites["BLU"]
    own = replace(catalogue.services["B06"], code="Z99", name="Layanan Khusus Kefamenanu", synonyms=("kefa",))
    few = replace(catalogue, services={"Z99": own}, digest="other")
    public.sites["TTU"] = (few, replace(site, code="TTU", name="MPP Kefamenanu"))
    assert "1 layanan untuk “kefa” Layanan Khusus" in words(public.get("/TTU/layanan?q=kefa"))
    assert public.get("/TTU/layanan/B02").status_code == 404
    assert public.get("/BLU/layanan/Z99").status_code == 404
    assert "Z99" not in public.get("/BLU/layanan?q=Layanan+Khusus+Kefamenanu").text


def test_a_hub_without_any_catalogue_says_so(public: Public) -> None:
    public.sites.clear()
    assert "Belum ada katalog layanan." in words(public.get("/layanan"))
    assert public.get("/").status_code == 200
    assert public.get("/BLU/layanan").status_code == 404
