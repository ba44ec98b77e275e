from __future__ import annotations

import json
from datetime import date

import pytest

from counter_app.domain.catalogue import (
    Agency,
    Catalogue,
    Counter,
    Holiday,
    OfficerAccount,
    OrderPolicy,
    Queue,
    Requirement,
    Service,
    ServiceField,
    Site,
    Zone,
)
from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json
from counter_app.domain.errors import Refused

SERVICE = Service(
    code="B06",
    name="Akta kelahiran",
    name_en="Birth certificate",
    agency="DISDUKCAPIL",
    kind="administrasi",
    sla_value=3,
    sla_unit="hari_kerja",
    sla_from="berkas dinyatakan lengkap dan benar",
    fee_rp=0,
    fee_basis="UU 24/2013 Pasal 79A",
    product="Kutipan akta kelahiran",
    counter_minutes=15,
    is_fee_verified=True,
    is_time_verified=False,
    are_requirements_verified=True,
    requirements=(Requirement(1, "Formulir F-2.01", "formulir", 1, ""),),
    fields=(ServiceField("child_name", "Nama anak", is_required=True),),
    synonyms=("akte lahir",),
)
CATALOGUE = Catalogue(
    version="2026-11",
    digest="ab" * 32,
    agencies={"DISDUKCAPIL": Agency("DISDUKCAPIL", "Dinas", "Disdukcapil", "Office", "B", "pemda")},
    services={"B06": SERVICE},
    status_names={"terdaftar": "Terdaftar"},
    regions={"53": "Nusa Tenggara Timur", "530410": "KI'E"},
    holidays=(Holiday(date(2026, 1, 1), "Tahun Baru Masehi", is_joint_leave=False),),
    filler_words=("mau",),
)
SITE = Site(
    code="BLU",
    name="MPP Timor Atambua",
    town="Atambua",
    regency="Kabupaten Belu",
    letterhead="PEMERINTAH KABUPATEN BELU",
    zone_name="Asia/Makassar",
    zone_label="WITA",
    public_base_url="",
    complaints="lapor.go.id",
    opens="08.00",
    closes="15.00",
    main_issuer=3,
    zones=(Zone(1, "Disdukcapil"),),
    queues=(Queue("B", "DISDUKCAPIL", 1),),
    counters=(Counter(3, 1, ("B",)),),
    officers=(OfficerAccount("P03", "Petugas Contoh", "DISDUKCAPIL", ("counter",), "$argon2id$"),),
    order=OrderPolicy(),
    digest="cd" * 32,
)


def test_catalogue_and_site_come_back_as_they_were() -> None:
    assert catalogue_from_json(catalogue_to_json(CATALOGUE, SITE)) == (CATALOGUE, SITE)


def test_a_text_of_an_older_version_takes_the_defaults_of_new_facts() -> None:
    values = json.loads(catalogue_to_json(CATALOGUE, SITE))
    del values["catalogue"]["filler_words"]
    assert catalogue_from_json(json.dumps(values))[0].filler_words == ()


def test_what_a_newer_version_added_is_passed_over() -> None:
    values = json.loads(catalogue_to_json(CATALOGUE, SITE))
    values["catalogue"]["mascot"] = "kuda"
    assert catalogue_from_json(json.dumps(values)) == (CATALOGUE, SITE)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('"fee_rp":0', '"fee_rp":true', "catalogue.services[B06].fee_rp", "wrong_type"),
        ('"fee_rp":0', '"fee_rp":0.0', "catalogue.services[B06].fee_rp", "wrong_type"),
        ('"fee_rp":0,', "", "catalogue.services[B06].fee_rp", "missing"),
        ('"2026-01-01"', '"2026-02-30"', "catalogue.holidays[1].day", "bad_date"),
        ('"queues":["B"]', '"queues":"B"', "site.counters[1].queues", "wrong_type"),
        ('"site":', '"sight":', "site", "wrong_type"),
        ("{", "", "", "not_readable"),
    ],
)
def test_a_damaged_text_is_refused_as_a_whole(old: str, new: str, key: str, reason: str) -> None:
    text = catalogue_to_json(CATALOGUE, SITE)
    assert old in text
    with pytest.raises(Refused) as refused:
        catalogue_from_json(text.replace(old, new, 1))
    assert (refused.value.code, refused.value.facts["key"]) == ("catalogue_broken", key)
    assert refused.value.facts["reason"] == reason


@pytest.mark.parametrize("text", ["", "[]", "null", "[" * 100_000])
def test_a_text_that_is_no_catalogue_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="catalogue_broken"):
        catalogue_from_json(text)
