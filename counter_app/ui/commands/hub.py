"""Commands of the hub of a site on this PC."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, Command, Scene

_PAGE = frozenset({Scene.SITE_HUB})

SITE_HUB = Command(
    "site_hub", "site_hub.open", ("Ctrl+Shift+H",), AT_WORK | {Scene.RECEPTION, Scene.SITE_HUB}
)
TURN_ON_HUB = Command("turn_on_hub", "site_hub.turn_on", ("Return",), _PAGE)
MAKE_CODE = Command("make_code", "site_hub.make_code", ("Return",), _PAGE)
TURN_OFF_HUB = Command("turn_off_hub", "site_hub.turn_off", ("Ctrl+Shift+U",), _PAGE)

FORM_COMMANDS = (TURN_ON_HUB, MAKE_CODE)
COMMANDS = (SITE_HUB, TURN_OFF_HUB)
