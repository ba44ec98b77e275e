"""Finds the system libraries that Qt misses here; installs them for root, else names one line to copy.

Run as ``python -m tools.system_libraries`` in the project's environment. Nothing is guessed: ``ldd`` is asked
about the Qt libraries and plugins that the program really loads. Qt itself would only say "could not load the
platform plugin" and abort.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

LIBRARIES = ("Core", "Gui", "Widgets", "PrintSupport", "Svg", "Network", "DBus", "Test")
PLUGINS_ALWAYS = ("platforms/libqoffscreen.so",)
PLUGINS_OF_A_DISPLAY = (
    "platforms/libqxcb.so",
    "platforms/libqwayland.so",
    "xcbglintegrations/libqxcb-egl-integration.so",
    "xcbglintegrations/libqxcb-glx-integration.so",
    "printsupport/libcupsprintersupport.so",
)

COPY = "sudo apt-get install -y"

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def qt_folder() -> Path:
    """Find where the installed PySide6 keeps Qt. Raises SystemExit when PySide6 is not installed."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        sys.exit("PySide6 is not installed here: run 'make demo' or 'make test'.")
    return Path(spec.origin).parent / "Qt"


def loaded_files(qt: Path, plugins: Iterable[str]) -> list[Path]:
    """List the Qt libraries of the program, and these plugins."""
    libraries = [qt / "lib" / f"libQt6{name}.so.6" for name in LIBRARIES]
    return [*libraries, *(qt / "plugins" / plugin for plugin in plugins)]


def missing_libraries(files: Iterable[Path]) -> set[str]:
    """Name the shared libraries that the loader does not find for these files."""
    found = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, check=False)
    return {line.split()[0] for line in found.stdout.splitlines() if line.endswith("=> not found")}


def debian_packages(libraries: Iterable[str]) -> list[str]:
    """Name the packages that hold these libraries; a library nobody listed stands for itself."""
    return sorted({DEBIAN_PACKAGES.get(library, library) for library in libraries})


def install(packages: list[str]) -> bool:
    """Ask apt-get for the packages, with a fresh list when the old one does not know them."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (wanted, ["apt-get", "update", "-qq"], wanted):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if command is wanted and done.returncode == 0:
            return True
    return False


def may_install() -> bool:
    """Tell whether apt-get is here and would obey."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def has_display() -> bool:
    """Tell whether windows can be shown on this machine."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Return 0 when everything needed is there, else print one sentence and return 3 (unavailable)."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return 0
    qt = qt_folder()
    everything = loaded_files(qt, PLUGINS_ALWAYS + PLUGINS_OF_A_DISPLAY)
    missing = missing_libraries(everything)
    if missing and may_install() and install(debian_packages(missing)):
        missing = missing_libraries(everything)
    needed = missing if has_display() else missing & missing_libraries(loaded_files(qt, PLUGINS_ALWAYS))
    if needed:
        print("Qt misses system libraries. Copy this line:", COPY, *debian_packages(missing))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
