"""Commands about the queue and the person in front."""

from __future__ import annotations

from counter_app.ui.commands.command import AT_WORK, Command, Scene

CALL_NEXT = Command("call_next", "cmd.call_next", ("F2",), AT_WORK)
CALL_AGAIN = Command("call_again", "cmd.call_again", ("F3",), frozenset({Scene.CALLED}))
NOT_HERE = Command("not_here", "cmd.not_here", ("F4",), frozenset({Scene.CALLED}))
START_SERVING = Command(
    "start_serving", "cmd.start_serving", ("F5",), frozenset({Scene.CALLED, Scene.PRESENCE})
)
FINISH = Command(
    "finish",
    "cmd.finish",
    ("F6",),
    frozenset({Scene.SERVING, Scene.OUTCOME, Scene.LEAVING, Scene.SEARCH}),
)
MOVE = Command(
    "move",
    "cmd.transfer_hold",
    ("F7",),
    frozenset({Scene.CALLED, Scene.SERVING, Scene.MOVE, Scene.NUMBER, Scene.FOUND}),
)
NEW_TICKET = Command("new_ticket", "cmd.new_ticket", ("F8",), AT_WORK | {Scene.SEARCH})
CHOOSE_NUMBER = Command("choose_number", "verb.choose_number", ("Ctrl+N",), AT_WORK | {Scene.NUMBER})

COMMANDS = (
    CALL_NEXT,
    CALL_AGAIN,
    NOT_HERE,
    START_SERVING,
    FINISH,
    MOVE,
    NEW_TICKET,
    CHOOSE_NUMBER,
)
