"""Frozen settings of one station, and where the program's own resources lie."""

from __future__ import annotations

from pathlib import Path


def resource(path: str) -> Path:
    """A file or folder of ``resources/``: beside the package in a checkout, inside it in a wheel.

    >>> resource("catalogue").is_dir()
    True
    """
    package = Path(__file__).parent
    for root in (package.parent / "resources", package / "resources"):
        if root.is_dir() and (package.parent / "pyproject.toml").is_file() == (root.parent != package):
            return root / path
    return package / "resources" / path
