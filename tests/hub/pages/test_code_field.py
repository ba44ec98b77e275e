"""Typing a code, and codes that lead nowhere."""

from __future__ import annotations

import pytest

from counter_app.domain.tracking_code import ALPHABET, grouped
from tests.helpers.public import Public, file_complete, words
from tests.helpers.stations import Station, issue

NOT_HERE = "7K3M9QXT2HBDJ"


def test_a_good_code_whose_data_has_not_arrived_is_not_called_wrong(public: Public) -> None:
    page = public.get(f"/t/{NOT_HERE}")
    assert page.status_code == 404
    assert "Data loket belum sampai" in words(page)
    assert "Coba lagi nanti." in words(page)
    assert "7K3M-9QXT-2HBD-J" in words(page)


def test_the_start_page_offers_a_field_for_the_code(public: Public) -> None:
    page = public.get("/")
    assert page.status_code == 200
    assert '<label for="kode">' in page.text
    assert 'name="kode"' in page.text
    assert "MPP Timor Atambua" in page.text


def test_a_typed_code_leads_to_its_page(station: Station, public: Public) -> None:
    code = public.visit_code(issue(station).ticket_id)
    for typed in (code, grouped(code), code.lower(), f" {grouped(code).lower()} "):
        answer = public.client.get("/", params={"kode": typed})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/t/{code}?ketik=1"


def test_a_code_in_the_address_may_be_written_as_people_write_it(station: Station, public: Public) -> None:
    code = public.application_code(file_complete(station).ticket_id)
    assert public.get(f"/t/{grouped(code).lower()}").status_code == 200


@pytest.mark.parametrize("where", ["/t/{}", "/?kode={}"])
def test_a_code_too_short_is_told_how_long_it_must_be(public: Public, where: str) -> None:
    page = public.get(where.format("7K3M-9QXT"))
    assert page.status_code == 400
    assert "Kode harus 13 huruf dan angka. Yang diketik 8." in words(page)
    assert 'value="7K3M-9QXT"' in page.text, "what was typed is kept"
    assert 'aria-invalid="true"' in page.text


def test_every_wrong_character_is_noticed(public: Public) -> None:
    wrong = [one for one in ALPHABET if one != NOT_HERE[3]]
    for character in wrong:
        page = public.get(f"/t/{NOT_HERE[:3]}{character}{NOT_HERE[4:]}")
        assert page.status_code == 400
        assert "Ada huruf atau angka yang salah ketik." in words(page)


@pytest.mark.parametrize(
    "typed",
    ["%3Cscript%3Ealert(1)%3C/script%3E", "%00", "%FF%FE", "%22%27%3E", "%F0%9F%98%80" * 13, "A" * 5000],
)
def test_whatever_is_typed_stays_text(public: Public, typed: str) -> None:
    for address in (f"/?kode={typed}", f"/t/{typed}", f"/BLU/layanan?q={typed}", f"/{typed}/layanan"):
        page = public.get(address)
        assert page.status_code in (200, 400, 404)
        assert "<script" not in page.text
        assert len(page.content) < 20_000
