"""Qt draws without a screen in every test, whatever the machine has."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.helpers.hubs"]
