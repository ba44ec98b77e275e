"""No page knows who somebody is."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.db.queries.counter import ApplicantForm
from counter_app.operations.calling import CalledTicket
from tests.helpers.public import Public, file_complete, file_incomplete
from tests.helpers.stations import Station, open_station

names = st.text(string.ascii_letters, min_size=8, max_size=30).map(lambda text: f"Zq{text}")
niks = st.integers(10**15, 10**16 - 1).map(str)
phones = st.integers(10**7, 10**8 - 1).map(lambda number: f"0812{number}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = open_station(tmp_path_factory.mktemp("desk") / "station")
    yield made
    made.store.close()


def _pages(public: Public, called: CalledTicket) -> str:
    codes = (public.visit_code(called.ticket_id), public.application_code(called.ticket_id))
    answers = [public.get(f"/t/{code}{end}") for code in codes for end in ("", "?lang=en", "/1")]
    return " ".join(f"{one.text} {one.headers}" for one in answers).lower()


@settings(max_examples=12, deadline=None)
@given(name=names, nik=niks, phone=phones, child=names)
def test_no_page_tells_a_name_a_nik_or_a_phone_number(
    desk: Station, name: str, nik: str, phone: str, child: str
) -> None:
    form = ApplicantForm("nik", nik, name, "17 8 1990", phone, (("child_name", child),))
    public = Public(desk)
    told = _pages(public, file_incomplete(desk, form))
    for secret in (name, nik, nik[6:], phone, phone[4:], child):
        assert secret.lower() not in told


def test_a_reason_that_an_officer_typed_stays_at_the_counter(desk: Station) -> None:
    public = Public(desk)
    told = _pages(public, file_incomplete(desk, note="Nama Zqxwv Rahasia tidak sama dengan KK"))
    assert "ditolak: data berbeda." in told
    assert "zqxwv" not in told


def test_the_officer_is_not_told_either(desk: Station) -> None:
    public = Public(desk)
    told = _pages(public, file_complete(desk))
    assert "petugas contoh" not in told
    assert "p03" not in told


def test_the_projection_of_personal_data_is_not_even_read() -> None:
    source = (Path(__file__).parents[3] / "counter_app/db/queries/tracking.py").read_text(encoding="utf-8")
    imported = [line for line in source.splitlines() if line.startswith("from")]
    assert not any("IDENTITY" in line or "applicant" in line for line in imported)
