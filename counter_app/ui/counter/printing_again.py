"""F9 on a page with the officer's day: the paper of the chosen row once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.ui.counter.context import CounterContext
from counter_app.ui.desk import desk_verbs
from counter_app.ui.i18n import text

if TYPE_CHECKING:
    from counter_app.ui.counter.history import History


def print_row(context: CounterContext, history: History) -> None:
    """A printer's trouble first; without a chosen row the list is where one goes on."""
    if context.paper_trouble.retry():
        return
    row = history.selected()
    if row is not None:
        context.acts.run_and_print(desk_verbs.print_again(row.ticket_id, row.number))
        return
    context.say(text("done.choose_row"))
    history.go_to_list()
