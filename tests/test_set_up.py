"""What a machine is told that lacks something: one sentence, and a line to copy where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="make and apt-get are Linux's")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of the only programs that this machine has."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for needed in ("sh", "tail"):
        (folder / needed).symlink_to(str(shutil.which(needed)))
    return folder


def add_program(programs: Path, name: str, script: str) -> None:
    program = programs / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def set_up(programs: Path, venv: Path) -> subprocess.CompletedProcess[str]:
    only_these = {"PATH": str(programs), "HOME": str(venv.parent)}
    command = ["sh", "tools/set_up.sh", str(venv)]
    return subprocess.run(command, cwd=ROOT, env=only_these, capture_output=True, text=True, check=False)


def check_libraries(programs: Path, *, display: str) -> subprocess.CompletedProcess[str]:
    only_these = {"PATH": str(programs), "DISPLAY": display}
    command = [sys.executable, "-m", "tools.system_libraries"]
    return subprocess.run(command, cwd=ROOT, env=only_these, capture_output=True, text=True, check=False)


def test_a_python_that_is_too_old_is_named_in_one_sentence(programs: Path, tmp_path: Path) -> None:
    add_program(programs, "python3", 'case "$1" in --version) echo "Python 3.9.18";; *) exit 1;; esac')

    done = set_up(programs, tmp_path / "venv")

    assert done.returncode == 3
    assert done.stderr == (
        "counter-app needs Python 3.11 or newer; found: Python 3.9.18. "
        "Name another with: make PYTHON=/path/to/python3.11\n"
    )
    assert not (tmp_path / "venv").exists()


def test_a_python_without_venv_and_pip_gets_a_line_to_copy(programs: Path, tmp_path: Path) -> None:
    hides = 'case "$*" in *ensurepip*|*"import pip"*) exit 1;; esac'
    add_program(programs, "python3", f'{hides}\nexec "{os.path.realpath(sys.executable)}" "$@"')

    done = set_up(programs, tmp_path / "venv")

    assert done.returncode == 3
    assert done.stderr.endswith("Copy this line: sudo apt-get install -y python3-venv\n")
    assert done.stderr.count("\n") == 1


def test_libraries_that_qt_misses_are_told_as_one_line_to_copy(programs: Path) -> None:
    lines = "libxcb-cursor.so.0 => not found\\n\\tlibEGL.so.1 => not found\\n\\tlibc.so.6 => /lib/libc.so.6"
    add_program(programs, "ldd", f"printf '\\t{lines}\\n'")

    done = check_libraries(programs, display=":0")

    assert done.returncode == 3
    assert done.stdout == (
        "Qt misses system libraries. Copy this line: sudo apt-get install -y libegl1 libxcb-cursor0\n"
    )
    assert done.stderr == ""


def test_a_library_of_windows_only_is_not_missed_without_a_display(programs: Path) -> None:
    add_program(
        programs, "ldd", "case \"$*\" in *libqxcb.so*) printf '\\tlibxcb-cursor.so.0 => not found\\n';; esac"
    )

    assert check_libraries(programs, display="").returncode == 0
    assert check_libraries(programs, display=":0").returncode == 3


def test_a_library_that_nobody_listed_is_named_by_itself(programs: Path) -> None:
    add_program(programs, "ldd", "printf '\\tlibnew.so.9 => not found\\n'")

    assert check_libraries(programs, display="").stdout.endswith("apt-get install -y libnew.so.9\n")


def test_a_machine_that_has_everything_hears_nothing(programs: Path) -> None:
    add_program(programs, "ldd", "printf '\\tlibc.so.6 => /lib/libc.so.6\\n'")

    done = check_libraries(programs, display=":0")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
