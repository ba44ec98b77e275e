"""The two font files: asked for once by a browser, then kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Response

from counter_app.settings import resource

FONTS = ("atkinson-400.woff2", "atkinson-700.woff2")
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def add_assets(router: APIRouter) -> None:
    """Serve the fonts under /aset; their bytes are read once."""
    for name in FONTS:
        router.add_api_route(f"/aset/{name}", _served(name), include_in_schema=False)


def _served(name: str) -> Callable[[], Coroutine[Any, Any, Response]]:
    content = (resource("pages") / name).read_bytes()

    async def font() -> Response:
        return Response(content, media_type="font/woff2", headers=_KEPT)

    return font
