from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.settings import resource

if TYPE_CHECKING:
    from pathlib import Path

    from counter_app.domain.catalogue import Catalogue, Site


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(resource("catalogue"))


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Site:
    return read_site(resource("catalogue/site.toml"), catalogue)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(resource("catalogue"), tmp_path / "catalogue")


def edit(path: Path, old: str, new: str) -> None:
    """Change the first occurrence; the test is void when there is none."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_house_catalogue_is_whole(catalogue: Catalogue) -> None:
    assert len(catalogue.agencies) == 23
    assert len(catalogue.services) == 79
    requirements = [one for service in catalogue.services.values() for one in service.requirements]
    assert len(requirements) == 364
    assert sum(bool(one.condition) for one in requirements) == 77
    assert catalogue.version == "2026-11"
    assert len(catalogue.digest) == 64


def test_every_service_can_be_found_by_everyday_words(catalogue: Catalogue) -> None:
    assert [service.code for service in catalogue.services.values() if len(service.synonyms) < 5] == []


def test_a_fact_is_official_only_when_its_page_was_read(catalogue: Catalogue) -> None:
    lost_card, birth, building = (catalogue.services[code] for code in ("B02", "B06", "A05"))
    assert (lost_card.is_fee_verified, lost_card.is_time_verified) == (True, False)
    assert (birth.is_fee_verified, birth.are_requirements_verified) == (True, True)
    assert not building.is_fee_verified, "only the exemption for the poor was read on the page"
    services = catalogue.services.values()
    assert sum(service.is_fee_verified for service in services) == 23
    assert sum(service.is_time_verified for service in services) == 6
    assert sum(service.are_requirements_verified for service in services) == 22


def test_villages_are_not_part_of_a_nik(catalogue: Catalogue) -> None:
    assert catalogue.regions["53"] == "Nusa Tenggara Timur"
    assert catalogue.regions["5304"] == "Kabupaten Belu"
    assert {len(prefix) for prefix in catalogue.regions} == {2, 4, 6}


def test_joint_leave_is_told_from_national_holidays(catalogue: Catalogue) -> None:
    of_2026 = [holiday for holiday in catalogue.holidays if holiday.day.year == 2026]
    assert (len(of_2026), sum(holiday.is_joint_leave for holiday in of_2026)) == (25, 8)


def test_the_sample_site_is_laid_out_as_drawn(site: Site) -> None:
    assert (site.code, site.zone_name, site.main_issuer) == ("BLU", "Asia/Makassar", 51)
    assert site.authority_counter == 3
    served_by = {counter.number: counter.queues for counter in site.counters}
    assert [served_by[number] for number in (3, 4, 5, 8)] == [("B",), ("B",), ("B",), ("C",)]
    assert len(site.zones) == 5
    assert {queue.letter for queue in site.queues} == {
        letter for queues in served_by.values() for letter in queues
    }


def test_every_service_has_a_queue_to_stand_in(catalogue: Catalogue, site: Site) -> None:
    queued = {queue.agency for queue in site.queues}
    assert {service.agency for service in catalogue.services.values()} <= queued


def test_sample_officers_are_evidently_samples_and_their_pins_work(site: Site) -> None:
    officers = {officer.code: officer for officer in site.officers}
    assert all("Contoh" in officer.name for officer in site.officers)
    assert PasswordHasher().verify(officers["P03"].pin_hash, "3333")
    assert officers["S01"].roles == ("supervisor", "counter")


def test_a_version_is_read_back_from_its_one_text(catalogue: Catalogue, site: Site) -> None:
    text = catalogue_to_json(catalogue, site)
    assert catalogue_from_json(text) == (catalogue, site)
    assert catalogue_to_json(*catalogue_from_json(text)) == text


def test_a_changed_file_changes_the_digest(folder: Path, catalogue: Catalogue) -> None:
    assert read_catalogue(folder).digest == catalogue.digest
    edit(folder / "fields.toml", "Nama anak", "Nama bayi")
    assert read_catalogue(folder).digest != catalogue.digest


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "reason"),
    [
        ("services.toml", 'agency = "POLRES"', 'agency = "POLRI"', "service[C01].agency", "unknown_agency"),
        ("services.toml", 'code = "B02"', 'code = "B01"', "service[B01].code", "duplicate"),
        ("services.toml", 'code = "B02"', 'code = "B 2"', "words.B02", "unknown_key"),
        (
            "services.toml",
            'form = "digital"',
            'form = "awan"',
            "service[A01].requirement[2].form",
            "unknown_value",
        ),
        ("services.toml", 'kind = "izin"', 'kind = "ijin"', "service[A01].kind", "unknown_value"),
        ("services.toml", 'sla_unit = "jam"', 'sla_unit = "abad"', "service[A01].sla_unit", "unknown_value"),
        (
            "services.toml",
            'required = "wajib"',
            'required = "perlu"',
            "service[A01].requirement[1].required",
            "unknown_value",
        ),
        ("services.toml", "copies = 1", "copies = -1", "service[A01].requirement[1].copies", "too_small"),
        ("services.toml", "copies = 1\n", "", "service[A01].requirement[1].copies", "missing"),
        ("services.toml", "fee_rp = 0", "fee_rp = -2", "service[A01].fee_rp", "too_small"),
        ("services.toml", "fee_rp = 0", f"fee_rp = {10**30}", "service[A01].fee_rp", "too_large"),
        ("services.toml", "fee_rp = 0", "fee_rp = 0.5", "service[A01].fee_rp", "wrong_type"),
        ("services.toml", "fee_rp = 0", "fee_rp = true", "service[A01].fee_rp", "wrong_type"),
        ("services.toml", "sla_value = 1", "sla_value = 0", "service[A01].sla_value", "too_small"),
        (
            "services.toml",
            "fee_sourced = false",
            'fee_sourced = "ya"',
            "service[A01].fee_sourced",
            "wrong_type",
        ),
        (
            "services.toml",
            'condition = "bila sudah punya; bila belum, dapat diterbitkan lewat OSS"',
            "",
            "service[A01].requirement[4].condition",
            "bad_condition",
        ),
        (
            "services.toml",
            'name_id = "Pendampingan',
            'name_di = "Pendampingan',
            "service[A01].name_id",
            "missing",
        ),
        ("services.toml", "schema = 1", "schema = ", "", "not_readable"),
        ("agencies.toml", 'letter = "B"', 'letter = "A"', "agency[DISDUKCAPIL].letter", "duplicate"),
        ("agencies.toml", 'letter = "B"', 'letter = "I"', "agency[DISDUKCAPIL].letter", "bad_letter"),
        ("agencies.toml", 'letter = "B"', 'letter = "bb"', "agency[DISDUKCAPIL].letter", "bad_letter"),
        ("agencies.toml", 'code = "POLRES"', 'code = "DISDUKCAPIL"', "agency[DISDUKCAPIL].code", "duplicate"),
        ("agencies.toml", 'class = "pemda"', 'class = "dinas"', "agency[DPMPTSP].class", "unknown_value"),
        ("agencies.toml", 'short = "Polres"', 'short = " "', "agency[POLRES].short", "empty"),
        ("synonyms.toml", "B02 = [", "B99 = [", "words.B99", "unknown_key"),
        ("synonyms.toml", '"ktp hilang"', "12", "words.B02", "wrong_type"),
        ("fields.toml", 'service = "B06"', 'service = "B66"', "field[1].service", "unknown_service"),
        ("fields.toml", "is_required = true", "required = true", "field[1].required", "unknown_key"),
        ("fields.toml", 'key = "child_name"', 'key = "child name"', "field[1].key", "bad_code"),
        ("statuses.toml", 'key = "terdaftar"', 'key = "ditolak"', "application[ditolak].key", "duplicate"),
        ("holidays.csv", "2026-01-01", "2026-01-32", "line 2.date", "bad_date"),
        ("holidays.csv", "libur_nasional", "libur", "line 2.type", "unknown_value"),
        ("holidays.csv", "2026-01-16,Jumat", "2026-01-16,Jumat,lebih", "line 3", "not_readable"),
        ("wilayah_kemendagri.csv", "11.01,1101", "11.01,11O1", "line 3.nik_prefix", "bad_code"),
        ("wilayah_kemendagri.csv", "11.02,1102", "11.02,1101", "line 4.nik_prefix", "duplicate"),
    ],
)
def test_a_broken_file_is_refused_with_file_key_and_reason(
    *, folder: Path, file: str, old: str, new: str, key: str, reason: str
) -> None:
    edit(folder / file, old, new)
    with pytest.raises(Refused) as refused:
        read_catalogue(folder)
    facts = refused.value.facts
    assert (refused.value.code, facts["file"], facts["key"], facts["reason"]) == (
        "catalogue_broken",
        "synonyms.toml" if key.startswith("words") else file,
        key,
        reason,
    )


def test_a_file_that_is_no_text_is_refused(folder: Path) -> None:
    (folder / "agencies.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused) as refused:
        read_catalogue(folder)
    assert refused.value.facts["reason"] == "not_readable"


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "statuses.toml").unlink()
    with pytest.raises(Unavailable) as unavailable:
        read_catalogue(folder)
    assert unavailable.value.code == "catalogue_unreadable"
    assert str(unavailable.value.facts["file"]).endswith("statuses.toml")


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('code = "BLU"', 'code = "Belu"', "code", "bad_code"),
        ('"Asia/Makassar"', '"Asia/Atambua"', "zone_name", "unknown_time_zone"),
        ('"Asia/Makassar"', '"../../etc/passwd"', "zone_name", "unknown_time_zone"),
        ('"Asia/Makassar"', '"Asia"', "zone_name", "unknown_time_zone"),
        ('opens = "08.00"', 'opens = "8 pagi"', "opens", "bad_hours"),
        ('opens = "08.00"', 'opens = "24.00"', "opens", "bad_hours"),
        ('closes = "15.00"', 'closes = "07.30"', "closes", "bad_hours"),
        ("https://mpp.contoh.go.id", "https://mpp.contoh.go.id/", "public_base_url", "bad_address"),
        ("https://mpp.contoh.go.id", "mpp.contoh.go.id", "public_base_url", "bad_address"),
        ("main_issuer = 51", "main_issuer = 40", "main_issuer", "unknown_counter"),
        ("main_issuer = 51", 'main_issuer = "3"', "main_issuer", "wrong_type"),
        ("main_issuer = 51", "main_issuer = 10000", "main_issuer", "too_large"),
        ("authority_counter = 3", "authority_counter = 51", "authority_counter", "unknown_counter"),
        ('queues = ["K"]', 'queues = ["K", "Z"]', "counter[6].queues", "unknown_queue"),
        ('queues = ["K"]', "queues = []", "counter[6].queues", "empty"),
        ('queues = ["K"]', 'queues = ["T"]', "queue[K]", "unserved_queue"),
        ("number = 25\nzone = 3", "number = 25\nzone = 9", "counter[25].zone", "unknown_zone"),
        ("number = 25", "number = 51", "counter[51].number", "too_large"),
        ("number = 25", "number = 24", "counter[24].number", "duplicate"),
        ('agency = "KEMENAG"', 'agency = "AGAMA"', "queue[K].agency", "unknown_agency"),
        ('agency = "KEMENAG"', 'agency = "POLRES"', "queue[K].agency", "duplicate"),
        ('letter = "K"', 'letter = "C"', "queue[C].letter", "duplicate"),
        ('letter = "K"', 'letter = "O"', "queue[O].letter", "bad_letter"),
        ("regular_per_round = 2", "regular_per_round = 0", "order.regular_per_round", "too_small"),
        ("priority_per_round = 1", "priority_per_round = 0", "order.priority_per_round", "too_small"),
        ("return_part = 3", "return_part = 0", "order.return_part", "too_small"),
        ("return_part = 3", "return_part = 11", "order.return_part", "too_large"),
        ("call_limit = 3", "call_limit = 0", "order.call_limit", "too_small"),
        ("call_limit = 3", 'call_limit = "3"', "order.call_limit", "wrong_type"),
        ("ageing_limit_min = 30", "ageing_limt_min = 30", "order.ageing_limt_min", "unknown_key"),
        ('roles = ["reception"]', 'roles = ["resepsionis"]', "officer[R01].roles", "unknown_value"),
        ('code = "P04"', 'code = "P03"', "officer[P03].code", "duplicate"),
        ('code = "P04"', 'code = "petugas 4"', "officer[petugas 4].code", "bad_code"),
        ("$argon2id$", "$argon2i$", "officer[P01].pin_hash", "bad_pin_hash"),
        (
            'agency = "DISDUKCAPIL"\nroles',
            'agency = "DUKCAPIL"\nroles',
            "officer[P03].agency",
            "unknown_agency",
        ),
    ],
)
def test_a_broken_site_file_is_refused_with_key_and_reason(
    *, folder: Path, catalogue: Catalogue, old: str, new: str, key: str, reason: str
) -> None:
    edit(folder / "site.toml", old, new)
    with pytest.raises(Refused) as refused:
        read_site(folder / "site.toml", catalogue)
    facts = refused.value.facts
    assert (facts["file"], facts["key"], facts["reason"]) == ("site.toml", key, reason)


def test_a_refusal_never_repeats_a_pin_in_plain_text(folder: Path, catalogue: Catalogue) -> None:
    edit(folder / "site.toml", "$argon2id$", "4711")
    with pytest.raises(Refused) as refused:
        read_site(folder / "site.toml", catalogue)
    assert "4711" not in str(refused.value)


def test_a_missing_site_file_is_named(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(Unavailable) as unavailable:
        read_site(tmp_path / "site.toml", catalogue)
    assert str(unavailable.value.facts["file"]).endswith("site.toml")


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('["C07", "B02"]', '["C07"]', "chain[1].services", "too_small"),
        ('["C07", "B02"]', '["C07", "Z99"]', "chain[1].services", "unknown_service"),
        ('["C07", "B05"]', '["B02", "C07"]', "chain", "circle"),
        ('["C07", "B05"]', '["C07", "C07"]', "chain", "circle"),
        ("services =", "service =", "chain[1].service", "unknown_key"),
    ],
)
def test_a_broken_chain_refuses_the_whole_catalogue(
    folder: Path, old: str, new: str, key: str, reason: str
) -> None:
    edit(folder / "chains.toml", old, new)
    with pytest.raises(Refused) as caught:
        read_catalogue(folder)
    facts = caught.value.facts
    assert (facts["file"], facts["key"], facts["reason"]) == ("chains.toml", key, reason)


def test_the_house_knows_which_paper_another_service_gives(catalogue: Catalogue) -> None:
    assert ("C07", "B02") in [chain.services for chain in catalogue.chains]
    assert len(catalogue.chains) == 8
