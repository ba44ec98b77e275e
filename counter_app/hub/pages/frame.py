"""What all public pages have in common: the template, the style, the headers, the language."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from counter_app.domain.catalogue import Site
from counter_app.hub.pages.packing import chosen_packing, packed
from counter_app.hub.pages.wording import LANGUAGES, Wording, chosen_language, load_wording
from counter_app.settings import resource

NO_FRILLS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_FOR_ROBOTS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Cache-Control": "no-store"}
"""A tracking page is for who holds the paper: no search engine, no cache keeps it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One request as the pages see it: its words, its address, the site it is about."""

    words: Wording
    path: str
    query: Mapping[str, str]
    """What the address says besides the language."""
    is_language_chosen: bool
    """The address names a language: links keep it."""
    site: Site | None = None
    packing: str = ""
    """How the browser takes it smaller: "zstd", "gzip", or not at all."""

    def link(self, path: str, **query: str) -> str:
        """An address of ours that keeps the chosen language."""
        kept = {"lang": self.words.language} if self.is_language_chosen else {}
        return _address(path, {**query, **kept})

    @property
    def other_language(self) -> str:
        """The language that the page can be had in besides this one."""
        return next(one for one in LANGUAGES if one != self.words.language)

    @property
    def other_link(self) -> str:
        """The same page in the other language."""
        return _address(self.path, {**self.query, "lang": self.other_language})


def _address(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


class Renderer:
    """The templates of ``resources/pages`` with one inline style, named in the policy by its hash."""

    def __init__(self) -> None:
        folder = resource("pages")
        self._words = {language: load_wording(language) for language in LANGUAGES}
        style = _small((folder / "page.css").read_text(encoding="utf-8"))
        script = _small_script((folder / "live.js").read_text(encoding="utf-8"))
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals |= {"style": style, "script": script}
        self.live_policy = {"Content-Security-Policy": _policy(style, script)}
        """Of a page that keeps itself fresh: its one script, and asking us again."""
        self._headers = NO_FRILLS | {
            "Content-Security-Policy": _policy(style),
            "Vary": "Accept-Language, Accept-Encoding",
        }

    def words(self, language: str) -> Wording:
        """The words of one of LANGUAGES."""
        return self._words[language]

    def frame(self, request: Request, site: Site | None = None) -> Frame:
        """Read the language and address of a request."""
        asked = request.query_params.get("lang", "")
        language = chosen_language(asked, request.headers.get("accept-language", ""))
        query = {name: value for name, value in request.query_params.items() if name != "lang"}
        packing = chosen_packing(request.headers.get("accept-encoding", ""))
        return Frame(self._words[language], request.url.path, query, asked in LANGUAGES, site, packing)

    def page(
        self,
        template: str,
        frame: Frame,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """Draw a page."""
        text = self._environment.get_template(template).render(
            frame=frame, say=frame.words.say, count=frame.words.count, **values
        )
        told = {**self._headers, "Content-Language": frame.words.language, **(headers or {})}
        if not frame.packing:
            return HTMLResponse(text, status, told)
        return HTMLResponse(packed(text, frame.packing), status, {**told, "Content-Encoding": frame.packing})

    def redirect(self, address: str) -> RedirectResponse:
        """Send the browser to another of our pages."""
        return RedirectResponse(address, 303, {**NO_FRILLS, "Cache-Control": "no-store"})


def _small(style: str) -> str:
    """Leave out comments and white space, which every page would carry."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"\s*([{};:,])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(";}", "}").strip()


def _small_script(script: str) -> str:
    """Leave out comments and indents; the lines stay, since they end statements."""
    bare = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


def _policy(style: str, script: str = "") -> str:
    scripts = f"script-src 'sha256-{_digest(script)}'; connect-src 'self'; " if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; {scripts}font-src 'self'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
