"""The table of commands: one key is one verb, and the buttons of every scene come from it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QKeySequence

from counter_app.ui.commands import COMMANDS, FORM_COMMANDS, Command, Scene, clashes
from counter_app.ui.commands.queue import CALL_NEXT
from counter_app.ui.counter.rail_facts import rail_facts
from counter_app.ui.i18n import has_text
from tests.helpers.rail_samples import SCREENS, ZONE
from tests.helpers.stations import catalogue

EVERY = (*COMMANDS, *FORM_COMMANDS)
SYSTEM = {"f10", "f11", "alt+f4"}


def test_no_key_stands_for_two_commands() -> None:
    assert clashes(COMMANDS) == {}


def test_a_clash_is_found() -> None:
    other = Command("other", "cmd.finish", ("f2",), frozenset(Scene))

    assert clashes((*COMMANDS, other)) == {"f2": ["call_next", "other"]}


def test_ids_are_not_repeated() -> None:
    ids = [command.id for command in EVERY]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.id)
def test_each_command_has_words_a_scene_and_keys_that_qt_knows(command: Command) -> None:
    assert has_text(command.text)
    assert command.scenes
    assert all(not QKeySequence(key).isEmpty() for key in command.keys)


def test_keys_of_the_system_are_left_alone() -> None:
    used = {key.casefold() for command in EVERY for key in command.keys}

    assert not used & SYSTEM


def test_the_key_is_written_as_people_say_it() -> None:
    assert CALL_NEXT.key == "F2"
    assert [command.key for command in COMMANDS if command.id == "submit_papers"] == ["Ctrl+Enter"]


@pytest.mark.parametrize(("scene", "screen"), SCREENS)
def test_each_scene_has_one_primary_button_and_only_keys_that_work_there(scene: Scene, screen: str) -> None:
    facts = rail_facts(scene, SCREENS[scene, screen], counter=3, catalogue=catalogue(), zone=ZONE)

    assert facts.primary is not None
    offered = (facts.primary, *facts.secondary)
    assert all(scene in command.scenes for command in offered)
    assert len(facts.secondary) <= 3


@pytest.mark.parametrize(("scene", "screen"), SCREENS)
def test_no_number_stands_in_the_words_of_a_key(scene: Scene, screen: str) -> None:
    facts = rail_facts(scene, SCREENS[scene, screen], counter=3, catalogue=catalogue(), zone=ZONE)

    assert not re.search(r"F\d", facts.title)
