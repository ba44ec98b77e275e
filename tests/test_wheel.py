"""The wheel: built once, installed into a folder of its own, and run from a third one."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-qq",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        ".",
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("counter_app-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    return target


def run_from(folder: Path, installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in this folder with only the installed wheel in front of the libraries."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_every_resource_of_the_checkout(wheel: Path) -> None:
    files = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    expected = {f"counter_app/{path.relative_to(ROOT).as_posix()}" for path in files}

    assert expected
    assert set() == expected - set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_nothing_but_the_program(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {"counter_app"} == {top for top in tops if not top.endswith(".dist-info")}


def test_an_installed_wheel_finds_its_resources_from_another_folder(installed: Path, tmp_path: Path) -> None:
    code = "from counter_app.settings import resource; print(resource('theme'), resource('theme').is_dir())"

    answer = run_from(tmp_path, installed, "-c", code)

    assert (f"{installed / 'counter_app' / 'resources' / 'theme'} True\n", "") == (
        answer.stdout,
        answer.stderr,
    )


def test_an_installed_wheel_plays_the_demonstration_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"

    played = run_from(
        tmp_path, installed, str(installed / "bin" / "counter-app"), "demo", "--headless", "--out", str(out)
    )

    assert (played.returncode, played.stderr) == (0, "")
    assert {"ticket.pdf", "kekurangan.pdf", "receipt.pdf", "counter.png", "summary.json"} <= {
        path.name for path in out.iterdir()
    }
