"""The hub's description of itself is true, and nothing that fits or misses it makes the hub fail."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from counter_app.hub.app import hub_app
from counter_app.wire import ENTRIES_TYPE
from tests.helpers.hubs import Centre

PATHS = {
    "/v1/nonce", "/v1/enrol", "/v1/hello", "/v1/push", "/v1/pull", "/v1/catalogue/{digest}", "/healthz",
    "/readyz", "/metrics",
}  # fmt: skip


@schemathesis.serializer(ENTRIES_TYPE)
def as_bytes(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def test_the_description_names_every_address_of_the_wire(centre: Centre) -> None:
    described = hub_app(centre.hub).openapi()

    assert set(described["paths"]) >= PATHS
    assert list(described["paths"]["/v1/push"]["post"]["requestBody"]["content"]) == [ENTRIES_TYPE]


@pytest.mark.parametrize("path", sorted(PATHS))
def test_no_request_makes_the_hub_fail(centre: Centre, path: str) -> None:
    schema = schemathesis.openapi.from_url(f"{centre.url}/v1/openapi.json").include(path=path)

    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        @given(case=operation.as_strategy())
        @settings(
            max_examples=25, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def asked(case: Any) -> None:
            assert case.call().status_code < 500

        asked()
