"""A library that Qt misses is one sentence; Qt itself would abort."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from counter_app.app.display import check_display, has_display, qt_needed
from counter_app.domain.errors import Unavailable
from tests.helpers.stations import failure

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings all it needs")


def misses_cursor(plugin: str) -> object:
    assert Path(plugin).name == "libqxcb.so"
    raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")


@linux
def test_a_library_that_the_display_needs_is_named() -> None:
    missing = failure(lambda: check_display({"DISPLAY": ":0"}, misses_cursor))

    assert (missing.code, missing.facts) == ("qt_library_missing", {"library": "libxcb-cursor.so.0"})


@linux
@pytest.mark.parametrize(
    ("environment", "plugin"),
    [
        ({"DISPLAY": ":0"}, "libqxcb.so"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "libqxcb.so"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "libqwayland.so"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "libqwayland.so"),
    ],
)
def test_what_is_loaded_is_what_qt_would_draw_with(environment: dict[str, str], plugin: str) -> None:
    loaded: list[str] = []

    check_display(environment, loaded.append)

    assert [Path(one).name for one in loaded] == [plugin]


def test_without_a_display_nothing_is_loaded() -> None:
    assert not has_display({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"})
    if sys.platform.startswith("linux"):
        assert failure(lambda: check_display({}, misses_cursor)).code == "no_display"


def test_an_import_of_qt_that_fails_is_told() -> None:
    with pytest.raises(Unavailable) as caught, qt_needed():
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    assert caught.value.facts == {"library": "libEGL.so.1"}


def test_a_module_of_ours_that_is_not_there_stays_our_mistake() -> None:
    with pytest.raises(ImportError), qt_needed():
        raise ImportError("No module named 'counter_app.nowhere'", name="counter_app.nowhere")
