"""What was measured on: machine, load, versions, day."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from sqlcipher3 import dbapi2

_PACKAGES = ("SQLAlchemy", "SQLModel", "sqlcipher3", "PySide6-Essentials", "reportlab", "qrcode", "rapidfuzz")


def machine(work: Path) -> str:
    """Processor, cores, memory, file system of the databases, and how busy the machine was before."""
    load = f", load {os.getloadavg()[0]:.1f} before the run" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}{platform.system()} {_release()}, "
        f"databases on {_file_system(work)}{load}"
    )


def _release() -> str:
    return ".".join(platform.release().split(".")[:2])


def _processor() -> str:
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    for line in _lines(Path("/proc/meminfo")):
        if line.startswith("MemTotal"):
            return f"{int(line.split()[1]) / 1_048_576:.0f} GiB, "
    return ""


def _file_system(work: Path) -> str:
    """Type of the mount with the longest name above the folder."""
    mounts = [line.split() for line in _lines(Path("/proc/mounts"))]
    above = [(len(one[1]), one[2]) for one in mounts if work.resolve().is_relative_to(one[1])]
    return max(above, default=(0, "an unknown file system"))[1]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def versions() -> str:
    """Python, SQLite inside SQLCipher, and the packages that matter."""
    cipher = dbapi2.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"Python {platform.python_version()}, SQLite {dbapi2.sqlite_version}, SQLCipher {cipher}, {packages}"
    )


def commit_day(root: Path) -> str:
    """Day and short name of the commit that is checked out."""
    told = subprocess.run(
        ["git", "log", "-1", "--format=commit %h of %cs"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "day not told"
