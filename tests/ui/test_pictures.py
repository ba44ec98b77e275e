"""Every window in every state: no words are cut, nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.ui.i18n import LANGUAGES, Language, load_language
from counter_app.ui.theme import apply_theme, make_theme
from tests.helpers.reception_windows import STATES as RECEPTION_STATES
from tests.helpers.reception_windows import reception_in
from tests.helpers.supervisor_windows import STATES as SUPERVISOR_STATES
from tests.helpers.supervisor_windows import supervisor_in
from tests.helpers.window_eyes import cut_words, outside, overlapping
from tests.helpers.windows import STATES, window_in

ZOOMS = (1.0, 1.5)
EVERY = 5
"""The quick suite looks at one of so many; `make pictures` at all, in both languages."""


def looked_at(states: Iterable[str]) -> list[Any]:
    """Every state in every language; all but a few in Indonesian are slow."""
    return [
        pytest.param(state, language, marks=() if language == "id" and not at % EVERY else pytest.mark.slow)
        for at, state in enumerate(states)
        for language in LANGUAGES
    ]


@pytest.mark.pictures
@pytest.mark.parametrize(("state", "language"), looked_at(STATES))
def test_all_words_are_seen_whole(
    qapp: QApplication, dressed: None, tmp_path: Path, state: str, language: Language
) -> None:
    load_language(language)
    found = {}
    with window_in(state, tmp_path / "station") as seat:
        for zoom in ZOOMS:
            apply_theme(qapp, make_theme("light", zoom))
            seat.settle()
            found[zoom] = (cut_words(seat.window), overlapping(seat.window), outside(seat.window))

    assert found == {zoom: ([], [], []) for zoom in ZOOMS}


@pytest.mark.pictures
@pytest.mark.parametrize(("state", "language"), looked_at(RECEPTION_STATES))
def test_all_words_of_the_reception_are_seen_whole(
    qapp: QApplication, dressed: None, tmp_path: Path, state: str, language: Language
) -> None:
    load_language(language)
    found = {}
    with reception_in(state, tmp_path / "station") as door:
        for zoom in (1.0, 1.25, 1.5):
            apply_theme(qapp, make_theme("light", zoom))
            door.settle()
            found[zoom] = (cut_words(door.window), overlapping(door.window), outside(door.window))

    assert found == dict.fromkeys(found, ([], [], []))


@pytest.mark.pictures
@pytest.mark.parametrize(("state", "language"), looked_at(SUPERVISOR_STATES))
def test_all_words_of_the_supervisor_are_seen_whole(
    qapp: QApplication, dressed: None, tmp_path: Path, state: str, language: Language
) -> None:
    load_language(language)
    found = {}
    with supervisor_in(state, tmp_path / "station") as desk:
        for zoom in (1.0, 1.25, 1.5):
            apply_theme(qapp, make_theme("light", zoom))
            desk.settle()
            found[zoom] = (cut_words(desk.window), overlapping(desk.window), outside(desk.window))

    assert found == dict.fromkeys(found, ([], [], []))
