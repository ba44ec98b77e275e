"""Rules about the house itself: pins, links, sizes and names that documents promise."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.cli import main
from counter_app.cli.parser import parser
from counter_app.ui.commands import COMMANDS, RECEPTION_COMMANDS

ROOT = Path(__file__).parent.parent
PINS = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s#]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SOURCES = sorted(ROOT.glob("counter_app/**/*.py"))


def locked() -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each locked package."""
    pins: dict[str, tuple[str, int]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if found := PINS.match(line):
            name = found["name"]
            pins[name] = (found["version"], 0)
        elif line.strip().startswith("--hash=sha256:"):
            version, hashes = pins[name]
            pins[name] = (version, hashes + 1)
    return pins


def project() -> dict[str, object]:
    content: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    return content


def functions(source: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def make_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, re.MULTILINE))


def test_the_lock_names_no_address_and_no_registry() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", text, re.MULTILINE)


def test_every_locked_package_has_a_hash() -> None:
    assert [name for name, (_, hashes) in locked().items() if hashes == 0] == []
    assert len(locked()) > 40


def test_qt_is_locked_to_the_release_that_does_not_crash() -> None:
    pins = locked()

    assert (pins["pyside6-essentials"][0], pins["shiboken6"][0]) == ("6.11.3", "6.11.3")
    assert "6.12.0" not in {version for version, _ in pins.values()}


def test_the_lock_holds_every_dependency_of_the_project_and_its_build_backend() -> None:
    wanted = project()
    extras = wanted["optional-dependencies"]
    dependencies = wanted["dependencies"]
    assert isinstance(extras, dict)
    assert isinstance(dependencies, list)
    names = {
        re.split(r"[<>=!;\s\[]", str(line))[0].lower()
        for line in [*dependencies, *extras["dev"], "hatchling"]
    }

    assert set() == names - set(locked())


def test_the_lock_serves_windows_too() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert re.search(r"^pywin32==\S+ ; sys_platform == 'win32'", text, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    named = set(MAKE.findall(document.read_text(encoding="utf-8")))

    assert set() == named - make_targets()


def test_the_readme_names_the_commands_that_are_checked_before_landing() -> None:
    readme = set(MAKE.findall((ROOT / "README.md").read_text(encoding="utf-8")))

    assert {"demo", "test", "check", "faults", "pictures", "bench"} <= readme


def test_the_readme_names_every_command_of_the_program_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    groups = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))

    assert set(re.findall(r"counter-app ([a-z]+)", text)) == set(groups.choices)


def test_every_file_that_the_readme_names_lies_in_a_new_data_folder(tmp_path: Path) -> None:
    table = (
        (ROOT / "README.md").read_text(encoding="utf-8").split("| in the data folder |")[1].split("\n\n")[0]
    )
    named = set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))

    assert main(["init", "--kind", "counter", "--counter", "3", "--data", str(tmp_path)]) == 0

    assert len(named) == 4
    assert set() == named - {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    targets = [found["target"] for found in LINK.finditer(document.read_text(encoding="utf-8"))]
    local = [target for target in targets if "://" not in target]

    assert [target for target in local if not (document.parent / target).exists()] == []


def test_no_file_of_the_program_has_more_than_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}

    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > 400} == {}


def test_no_function_has_more_than_50_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > 50
    ]

    assert long == []


def test_no_module_is_named_after_a_role_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "service", "services", "misc", "common", "base"}

    assert [str(path.relative_to(ROOT)) for path in SOURCES if {path.stem, path.parent.name} & empty] == []


def test_the_changelog_tells_of_the_version_that_is_built() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(rf"^## \[{re.escape(str(project()['version']))}\]", changelog, re.MULTILINE)


def test_make_alone_lists_the_targets() -> None:
    listed = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory"], capture_output=True, text=True, check=True
    )

    assert {"demo", "test", "check", "pictures", "faults", "bench", "lock", "wheel", "run"} <= set(
        re.findall(r"make ([a-z]+)", listed.stdout)
    )
    assert listed.stderr == ""


def test_the_officers_page_names_exactly_the_function_keys_that_exist() -> None:
    page = (ROOT / "docs/manual/hari-pertama.md").read_text(encoding="utf-8")
    keys = {command.key for command in COMMANDS}

    assert set(re.findall(r"\bF[0-9]+\b", page)) == {key for key in keys if re.fullmatch("F[0-9]+", key)}
    assert "Ctrl+Enter" in page


def test_the_officers_page_gives_each_paper_its_letter() -> None:
    page = (ROOT / "docs/manual/hari-pertama.md").read_text(encoding="utf-8")
    desk = tomllib.loads((ROOT / "resources/i18n/desk.toml").read_text(encoding="utf-8"))
    counter = tomllib.loads((ROOT / "resources/i18n/counter.toml").read_text(encoding="utf-8"))
    states = ("present", "original_shown", "missing", "to_follow", "rejected", "waived")

    for state in states:
        assert f"| **{desk['letter'][state]['id']}** | {counter['req'][state]['id']} |" in page


@pytest.mark.parametrize("name", ["hari-pertama", "sif", "perbaikan"])
def test_every_key_that_the_manual_names_is_a_key(name: str) -> None:
    page = (ROOT / f"docs/manual/{name}.md").read_text(encoding="utf-8")
    known = {key for command in (*COMMANDS, *RECEPTION_COMMANDS) for key in (command.key, *command.keys)}

    assert set(re.findall(r"Ctrl\+(?:Shift\+)?\w+|\bF\d+\b", page)) - known == set()


def test_two_thousand_signals_do_not_crash_the_interpreter() -> None:
    code = """if True:
        from PySide6.QtCore import QObject, Signal, Slot

        class Bell(QObject):
            rang = Signal(bool)

        class Ear(QObject):
            heard = 0

            @Slot(bool)
            def hear(self, loud):
                self.heard += loud

        bell, ear = Bell(), Ear()
        bell.rang.connect(ear.hear)
        for _ in range(2000):
            bell.rang.emit(True)
        print(ear.heard)
    """

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "2000\n", "")
