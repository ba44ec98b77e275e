"""Whether there is a display here and Qt can draw on it; Qt itself would only abort."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from counter_app.domain.errors import Unavailable


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window would be seen by somebody."""
    if environment.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@contextmanager
def qt_needed() -> Iterator[None]:
    """Imports of Qt in here fail in a sentence: Unavailable("qt_missing") or ("qt_library_missing")."""
    try:
        yield
    except ImportError as error:
        if importlib.util.find_spec("PySide6") is None:
            raise Unavailable("qt_missing") from error
        if "PySide6" not in str(error.name or error.path or error) and ".so" not in str(error):
            raise  # a module of ours that is not there: our mistake
        raise _missing(error) from error


def check_display(
    environment: Mapping[str, str] = os.environ, load: Callable[[str], object] = ctypes.CDLL
) -> None:
    """Loads what Qt will draw with, as Qt will do itself a moment later.

    Asks the loader itself and not ``ldd``: no process is started, and it is 7 ms that Qt then saves.
    Raises Unavailable("no_display") and Unavailable("qt_library_missing", library=…).
    """
    if not has_display(environment):
        raise Unavailable("no_display")
    if not sys.platform.startswith("linux"):
        return
    plugin = _plugins() / f"libq{_platform(environment)}.so"
    if not plugin.is_file():
        return  # a platform of somebody's own wish: Qt knows it or says so
    try:
        load(str(plugin))
    except OSError as error:
        raise _missing(error) from error


def _platform(environment: Mapping[str, str]) -> str:
    wanted = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    return wanted or ("xcb" if environment.get("DISPLAY") else "wayland")


def _plugins() -> Path:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise Unavailable("qt_missing")
    return Path(spec.origin).parent / "Qt" / "plugins" / "platforms"


def _missing(error: ImportError | OSError) -> Unavailable:
    """The loader's words begin with the library: "libxcb-cursor.so.0: cannot open shared object file"."""
    return Unavailable("qt_library_missing", library=str(error).partition(":")[0])
