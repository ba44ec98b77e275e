"""A headless Chromium spoken to over a pipe (the DevTools protocol): no driver, no port, no package."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).parent / "axe" / "axe.min.js"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip
_TO_BROWSER, _FROM_BROWSER = 3, 4
"""File descriptors that the browser's pipe is defined to have."""


def chromium() -> str:
    """Where Chromium is; the test is skipped where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run this test")
    return found


class Browser:
    """One page of a headless Chromium."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._asked = 0
        self._rest = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Log", "Network"):
            self._ask(f"{domain}.enable")

    def look(self, width: int, height: int, *, dark: bool = False, scale: int = 1) -> None:
        """Be a screen of this size and colour scheme."""
        is_phone = width < 600
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=is_phone,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, address: str) -> None:
        """Go to an address and wait until it is drawn with its fonts."""
        self.events.clear()
        self._ask("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._take()
        self.run("document.fonts.ready.then(() => true)")

    def run_before(self, script: str) -> None:
        """Run a script in every page from now on, before its own."""
        self._ask("Page.addScriptToEvaluateOnNewDocument", source=script)

    def run(self, script: str) -> Any:
        """Give what a script gives; the page's policy does not bind the one who looks at it."""
        answer = self._ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def axe(self) -> list[str]:
        """What axe finds on the open page, each as one line."""
        self.run(AXE.read_text(encoding="utf-8"))
        found = self.run("axe.run().then(found => found.violations)")
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]

    def overflow_px(self) -> int:
        """How much wider than the screen the page is."""
        return int(self.run("document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))

    def complaints(self) -> list[str]:
        """What the browser wrote into its log: a blocked style or font, a missing file."""
        entries = [one["params"]["entry"] for one in self.events if one["method"] == "Log.entryAdded"]
        return [entry["text"] for entry in entries]

    def picture(self, target: Path) -> None:
        """Keep what the page looks like, in its whole length."""
        shot = self._ask("Page.captureScreenshot", captureBeyondViewport=True)
        target.write_bytes(base64.b64decode(shot["data"]))

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._take()
            if answer.get("id") == self._asked:
                assert "error" not in answer, answer["error"]
                return dict(answer["result"])

    def _take(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._from, 1 << 16)
            assert piece, "the browser has ended"
            self._rest += piece
        text, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(text)
        if "method" in message:
            self.events.append(message)
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile, ended afterwards."""
    program = chromium()
    read_by_browser, to_browser = os.pipe()
    from_browser, written_by_browser = os.pipe()
    plan = f'exec {_TO_BROWSER}<&{read_by_browser} {_FROM_BROWSER}>&{written_by_browser}; exec "$@"'
    process = subprocess.Popen(
        ["/bin/bash", "-c", plan, "bash", program, *QUIET, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(read_by_browser, written_by_browser),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(read_by_browser)
    os.close(written_by_browser)
    try:
        yield Browser(to_browser, from_browser)
    finally:
        os.close(to_browser)
        process.terminate()
        process.wait(10)
        os.close(from_browser)
