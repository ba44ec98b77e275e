"""What holds for every page: size, headers, policy, language, wording."""

from __future__ import annotations

import base64
import hashlib
import re
import string
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection, create_engine

from counter_app.hub.pages.wording import LANGUAGES, chosen_language
from counter_app.settings import resource
from tests.helpers.public import Public, file_complete, file_incomplete, words
from tests.helpers.stations import Station, issue

T = TypeVar("T")
PLAIN = (
    "/",
    "/?kode=abc",
    "/t/7K3M9QXT2HBDJ",
    "/BLU/layanan",
    "/BLU/layanan?q=ktp+hilang",
    "/nowhere/layanan",
)


@pytest.fixture
def addresses(station: Station, public: Public) -> list[str]:
    codes = [public.application_code(file_complete(station).ticket_id)]
    codes += [public.application_code(file_incomplete(station).ticket_id)]
    codes += [public.visit_code(issue(station).ticket_id)]
    return [*PLAIN, *(f"/t/{code}" for code in codes), *_catalogue_addresses(public)]


def _catalogue_addresses(public: Public) -> list[str]:
    catalogue, _site = public.sites["BLU"]
    return [f"/BLU/layanan/{code}" for code in catalogue.services] + [
        f"/BLU/layanan?instansi={code}" for code in catalogue.agencies
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_under_20_kb_with_its_style(
    public: Public, addresses: list[str], language: str
) -> None:
    for address in addresses:
        page = public.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert len(page.content) < 20_000, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_service_with_fifteen_papers_is_under_20_kb(crowded: Public, language: str) -> None:
    code = crowded.application_code(file_complete(crowded.station, "B06").ticket_id)
    for address in (f"/t/{code}", "/BLU/layanan/B06"):
        page = crowded.get(f"{address}?lang={language}")
        assert page.status_code == 200
        assert page.text.count("<li") > 15
        assert len(page.content) < 20_000


def test_every_page_forbids_scripts_frames_and_guessing(public: Public, addresses: list[str]) -> None:
    for address in addresses:
        headers = public.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "camera=()" in headers["permissions-policy"]


def test_the_policy_lets_exactly_the_pages_own_style_through(public: Public, addresses: list[str]) -> None:
    for address in addresses:
        page = public.get(address)
        styles = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
        assert len(styles) == 1
        assert f"style-src 'sha256-{digest}';" in page.headers["content-security-policy"]


def test_no_page_says_script_or_style_at_an_element(public: Public, addresses: list[str]) -> None:
    for address in addresses:
        text = re.sub(r"<script.*?</script>", "", public.get(address).text, flags=re.DOTALL)
        assert " style=" not in text
        assert not re.search(r"\son\w+=", text)


def test_only_a_page_that_can_change_has_a_script_and_the_policy_lets_exactly_that_through(
    public: Public, addresses: list[str], station: Station
) -> None:
    living = f"/t/{public.visit_code(issue(station).ticket_id)}"
    for address in addresses:
        page = public.get(address)
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", page.text, re.DOTALL)
        policy = page.headers["content-security-policy"]
        assert len(scripts) == ("<noscript>" in page.text)
        assert ("script-src" in policy, "connect-src 'self'" in policy) == (bool(scripts),) * 2
    script = re.findall(r"<script[^>]*>(.*?)</script>", public.get(living).text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = public.get(living).headers["content-security-policy"]
    assert f"script-src 'sha256-{digest}'; connect-src 'self';" in policy


def test_tracking_pages_are_for_no_search_engine_and_no_cache(station: Station, public: Public) -> None:
    code = public.visit_code(issue(station).ticket_id)
    for address in (f"/t/{code}", "/t/7K3M9QXT2HBDJ"):
        page = public.get(address)
        assert "noindex" in page.headers["x-robots-tag"]
        assert '<meta name="robots" content="noindex' in page.text
        assert page.headers["cache-control"] == "no-store"
    assert "x-robots-tag" not in public.get("/BLU/layanan").headers


def test_fonts_come_from_the_hub_itself_and_are_kept(public: Public) -> None:
    fonts = set(re.findall(r"url\((/[^)]+)\)", public.get("/").text))
    assert len(fonts) == 2
    for address in fonts:
        font = public.get(address)
        assert font.content[:4] == b"wOF2"
        assert "immutable" in font.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [
        ("", "", "id"),
        ("", "en-GB,en;q=0.9,id;q=0.8", "en"),
        ("", "id;q=0.9,en;q=1", "en"),
        ("", "pt-TL,pt;q=0.9", "id"),
        ("", "en;q=0", "id"),
        ("", "en;q=viel;;,,", "id"),
        ("en", "id", "en"),
        ("id", "en", "id"),
        ("xx", "en", "en"),
    ],
)
def test_the_address_decides_the_language_then_the_browser(asked: str, header: str, language: str) -> None:
    assert chosen_language(asked, header) == language


def test_an_english_page_says_so_and_keeps_saying_so_in_its_links(station: Station, public: Public) -> None:
    code = public.visit_code(issue(station, "B06").ticket_id)
    page = public.get(f"/t/{code}?lang=en")
    assert '<html lang="en">' in page.text
    assert page.headers["content-language"] == "en"
    assert "Waiting to be called Ahead of you nobody Place 1 Birth certificate" in words(page)
    assert 'href="/BLU/layanan/B06?lang=en"' in page.text
    assert f'href="/t/{code}?lang=id" lang="id"' in page.text


def test_names_that_stay_indonesian_are_marked_so_on_an_english_page(
    station: Station, public: Public
) -> None:
    code = public.application_code(file_incomplete(station).ticket_id)
    page = public.get(f"/t/{code}", accept_language="en")
    assert '<b lang="id">Buku nikah / kutipan akta perkawinan orang tua</b>Copy, 1 sheet.' in page.text
    assert "Bring it to counter 3." in page.text


def test_both_languages_say_the_same_things() -> None:
    first, second = (
        tomllib.loads(resource(f"pages/{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
    second.pop("status")  # Indonesian names of states stand in the catalogue
    assert _keys(first) == _keys(second)
    for section, texts in first.items():
        for key, text in texts.items():
            assert _braces(text) == _braces(second[section][key]), f"{section}.{key}"


def _keys(texts: dict[str, dict[str, object]]) -> set[str]:
    return {f"{section}.{key.removesuffix('_one')}" for section, one in texts.items() for key in one}


def _braces(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


def test_every_state_of_the_catalogue_has_an_english_name(public: Public) -> None:
    catalogue, _site = public.sites["BLU"]
    english = tomllib.loads(resource("pages/en.toml").read_text(encoding="utf-8"))["status"]
    assert set(english) == set(catalogue.status_names)


def test_a_page_without_a_site_of_its_own_names_the_institution(public: Public) -> None:
    catalogue, site = public.sites["BLU"]
    public.sites["TTU"] = (catalogue, replace(site, code="TTU", name="MPP Kefamenanu"))
    assert "Mal Pelayanan Publik" in words(public.get("/"))


def test_a_database_that_does_not_answer_is_told_in_words(station: Station, tmp_path: Path) -> None:
    nowhere = create_engine(f"sqlite:///{tmp_path}/no/such/folder/hub.db")

    def read(query: Callable[[Connection], T]) -> T:
        with nowhere.connect() as connection:
            return query(connection)

    public = Public(station, read=read)
    page = public.get(f"/t/{public.visit_code(issue(station).ticket_id)}")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "5"
    assert "Nomor antrean dan berkas Anda tetap berlaku." in words(page)
