"""Commands about the queue and the person in front."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, Command, Scene

CALL_NEXT = Command("call_next", "cmd.call_next", ("F2",), AT_WORK)
NOT_HERE = Command("not_here", "cmd.not_here", ("F4",), frozenset({Scene.CALLED}))
START_SERVING = Command("start_serving", "cmd.start_serving", ("F5",), frozenset({Scene.CALLED}))
FINISH = Command("finish", "cmd.finish", ("F6",), frozenset({Scene.SERVING}))
NEW_TICKET = Command("new_ticket", "cmd.new_ticket", ("F8",), AT_WORK | {Scene.SEARCH})

COMMANDS = (CALL_NEXT, NOT_HERE, START_SERVING, FINISH, NEW_TICKET)
