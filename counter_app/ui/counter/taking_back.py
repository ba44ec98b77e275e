"""F12: what was done last is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot

from counter_app.domain.entry import EntryRef
from counter_app.ui.commands import Command, desk, shift
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.answers import Answer
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName


class TakingBack(Feature):
    """Says what was done in a toast, and remembers how it is undone."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._undo: tuple[EntryRef, ...] = ()
        self.acts.answered.connect(self._tell)
        self.acts.seat.taken_over.connect(self._forget)
        self.acts.seat.signed_out.connect(self._forget)
        context.told.connect(self._tell)
        self.frame.toast.undo_requested.connect(self._take_back)

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F12."""
        return {desk.UNDO: self._take_back}

    @Slot(object)
    def _tell(self, answer: Answer) -> None:
        if answer.is_act:
            self._undo = _entries(answer.undo)
        if self.context.scene in shift.NOBODY_WORKS and answer.undo is not None:
            return
        sign: IconName = "check" if answer.is_act else "info"
        self.frame.toast.show_message(answer.sentence, can_undo=answer.undo is not None, sign=sign)

    @Slot()
    def _forget(self) -> None:
        """What another officer did is not undone by a key that was meant for one's own."""
        self._undo = ()

    @Slot()
    def _take_back(self) -> None:
        if self._undo:
            self.acts.run(desk_verbs.take_back(self._undo))
        else:
            self.context.say(text("done.nothing_to_undo"))


def _entries(undo: EntryRef | tuple[EntryRef, ...] | None) -> tuple[EntryRef, ...]:
    if undo is None:
        return ()
    return undo if isinstance(undo, tuple) else (undo,)
