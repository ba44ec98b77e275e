"""Qt draws without a screen in every test, and garbage is collected between tests, on the main thread."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.helpers.hubs"]


def pytest_configure() -> None:
    """Threads of the tests, of xdist too, must never take a widget apart (ui/collecting.py)."""
    gc.disable()
    settings.register_profile("house", suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("house")  # a crowded machine draws examples slowly: that is no fault of the rule


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end and is never looked through again."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A window that stays behind is styled again with every theme of every later test."""
    from counter_app.ui.collecting import collect_what_is_due  # noqa: PLC0415 - Qt only where tests ask for it

    if "qapp" in getattr(item, "fixturenames", ()):
        _let_go_of_deleted()
        gc.collect()
        gc.freeze()
    else:
        collect_what_is_due()


def _let_go_of_deleted() -> None:
    """What asked to be deleted goes now: no loop of events runs between tests."""
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - Qt only where tests ask for it

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
