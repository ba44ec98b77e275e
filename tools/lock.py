"""Writes requirements.lock: every package with its hashes, for Linux and Windows, naming no registry.

Run as ``make lock`` after a change of the dependencies in ``pyproject.toml``; ``make lock UPGRADE=--upgrade``
also takes newer releases.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PINNED = """
PySide6-Essentials==6.11.3
shiboken6==6.11.3
"""
"""6.12.0 crashes on Python 3.11 after some hundred signals; docs/decisions/0005 says when to move on."""

HEADER = """\
# Made by `make lock` from pyproject.toml; do not edit. Linux and Windows, Python 3.11 and newer.
# Install: pip install --require-hashes -r requirements.lock
"""


def main() -> int:
    """Resolve, then write the file only if it names no address."""
    lock = Path("requirements.lock")
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pins.write_text(PINNED, encoding="utf-8")
        options = [
            "--universal",
            "--python-version=3.11",
            "--generate-hashes",
            "--extra=dev",
            "--extra=hub",
            f"--constraint={pins}",
        ]
        quiet = ["--quiet", "--no-header", "--no-annotate", "--system-certs"]
        output = f"--output-file={lock}"
        uv = [sys.executable, "-m", "uv", "pip", "compile"]
        command = [*uv, *options, *quiet, *sys.argv[1:], output, "pyproject.toml"]
        if subprocess.run(command, check=False).returncode:
            return 1
    text = lock.read_text(encoding="utf-8")
    if "://" in text:
        sys.exit("requirements.lock names an address: take it out of the dependencies in pyproject.toml.")
    lock.write_text(HEADER + text, encoding="utf-8")
    print(f"requirements.lock: {text.count('==')} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
