"""Pages that travel smaller."""

from __future__ import annotations

import gzip

import pytest
import zstandard

from counter_app.hub.pages.packing import chosen_packing, packed
from tests.helpers.public import Public


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "gzip"),
        ("gzip;q=0.5, zstd;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("br", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_a_browser_gets_what_it_takes(accepted: str, chosen: str) -> None:
    assert chosen_packing(accepted) == chosen


def test_what_is_packed_is_the_page(public: Public) -> None:
    page = "<p>Nomor antrean</p>" * 100
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed(page, "zstd")).decode() == page
    assert gzip.decompress(packed(page, "gzip")).decode() == page


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_page_takes_less_than_half_of_the_way(public: Public, packing: str) -> None:
    plain = public.get("/BLU/layanan", accept_encoding="identity")
    small = public.get("/BLU/layanan", accept_encoding=packing)

    assert (small.headers["content-encoding"], "content-encoding" in plain.headers) == (packing, False)
    assert "Accept-Encoding" in small.headers["vary"]
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 2
