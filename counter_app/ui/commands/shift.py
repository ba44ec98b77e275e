"""Commands about who sits here: lock, change of officer, break, closing, a forgotten PIN."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, EVERYWHERE, Command, Scene

NOBODY_WORKS = frozenset(
    {Scene.SIGN_IN, Scene.CONNECT, Scene.LOCKED, Scene.IN_HAND, Scene.PIN_FORGOTTEN, Scene.PIN_NEW}
)
"""Nobody has signed in, or the screen is locked."""
LOCKABLE = EVERYWHERE - NOBODY_WORKS

LOCK = Command("lock", "cmd.lock", ("Ctrl+L",), LOCKABLE)
SWITCH = Command("switch", "lock.switch", ("Ctrl+G",), LOCKABLE - {Scene.SWITCH})
UNLOCK = Command("unlock", "sign_in.enter", ("Return",), frozenset({Scene.LOCKED, Scene.SWITCH}))
TAKE_OVER = Command("take_over", "in_hand.take_over", ("Return",), frozenset({Scene.IN_HAND}))
BREAK = Command("break", "break.name", ("Ctrl+B",), AT_WORK)
START_BREAK = Command("start_break", "break.start", ("Return",), frozenset({Scene.BREAK}))
CLOSE_UP = Command("close_up", "closing.open", ("Ctrl+T",), AT_WORK | {Scene.CLOSING})
END_SHIFT = Command(
    "end_shift", "closing.end_shift", ("Ctrl+T",), frozenset({Scene.RECEPTION, Scene.CLOSING})
)
"""At a desk without a counter."""
END_DAY = Command("end_day", "closing.day", ("Ctrl+Shift+T",), frozenset({Scene.CLOSING}))
FORGOTTEN = Command("forgotten_pin", "forgotten.open", ("Ctrl+R",), frozenset({Scene.SIGN_IN}))
LANGUAGE = Command("language", "language.other", ("Ctrl+Shift+L",), frozenset({Scene.SIGN_IN}))
APPROVE = Command("approve_pin", "forgotten.approve", ("Return",), frozenset({Scene.PIN_FORGOTTEN}))
KEEP_PIN = Command("keep_pin", "new_pin.keep", ("Return",), frozenset({Scene.PIN_NEW}))

FORM_COMMANDS = (UNLOCK, TAKE_OVER, START_BREAK, APPROVE, KEEP_PIN)
COMMANDS = (LOCK, SWITCH, BREAK, CLOSE_UP, END_DAY, FORGOTTEN, LANGUAGE)
