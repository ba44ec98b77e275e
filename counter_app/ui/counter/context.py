"""What the features of the counter window share: desk, acts, what was read last, and the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.counter import CounterScreen, CurrentTicket
from counter_app.domain.errors import CounterError
from counter_app.ui.commands import Scene
from counter_app.ui.counter.frame import CounterFrame
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.moves import Subject
from counter_app.ui.desk.paper_trouble import PaperTrouble


@dataclass(frozen=True, slots=True)
class CaseInSight:
    """What a key is about that puts a case right or prints its paper again; one of the two is enough."""

    application_id: UUID | None = None
    ticket_id: UUID | None = None


class CounterContext(QObject):
    """One window's own; made by it.

    Signals: ``changed()`` another scene may be wanted, show again; ``told(Answer)`` a sentence for the
    toast; ``failed(CounterError)`` something could not be read; ``asked()`` the screen is to be read again;
    ``focus_wanted()`` the focus is to go where work goes on; ``end_wanted(Verb)`` a verb that ends the
    service in front, after what is not printed yet; ``number_wanted(str)`` a number that was gone to;
    ``command_wanted(str)`` the command of this id is wanted as if its key were pressed;
    ``service_wanted(str)`` somebody came for the service of this code; ``rested(str)`` a break has
    begun, for a reason; ``left()`` nobody is to work here: what lies over a lock is closed; ``moved()`` a
    number went somewhere: what was seen of it before is old.
    """

    changed = Signal()
    told = Signal(object)
    failed = Signal(object)
    asked = Signal()
    focus_wanted = Signal()
    end_wanted = Signal(object)
    number_wanted = Signal(str)
    command_wanted = Signal(str)
    service_wanted = Signal(str)
    rested = Signal(str)
    left = Signal()
    moved = Signal()

    def __init__(self, desk: Desk, frame: CounterFrame) -> None:
        super().__init__(frame)
        self.desk = desk
        self.frame = frame
        self.acts = DeskActs(desk, self)
        self.paper_trouble = PaperTrouble(desk, self.acts, frame.work, frame.status, self)
        self.paper_trouble.said.connect(self.say)
        self.screen: CounterScreen | None = None
        self.scene = Scene.SIGN_IN
        """What is shown now."""
        self.chosen: Subject | None = None
        """A waiting number that was chosen in place of the one in front."""
        self.sights: dict[Scene, Callable[[], CaseInSight | None]] = {}
        """What is meant in scenes where somebody else than the person in front is seen."""
        self.subjects: dict[Scene, Callable[[], Subject | None]] = {}
        """The number that F7 is about in such scenes."""

    def current(self) -> CurrentTicket | None:
        """The ticket in front."""
        return self.screen.current if self.screen else None

    def subject(self) -> Subject | None:
        """The number that F7 is about: the one that is seen or chosen, else the one in front."""
        if self.scene in self.subjects:
            return self.subjects[self.scene]()
        current = self.current()
        if self.chosen is not None or current is None:
            return self.chosen
        return Subject(current.ticket_id, current.number, current.service_code, current.state)

    def case_in_sight(self) -> CaseInSight | None:
        """The case that is seen: the chosen one of a list, else the person in front."""
        if self.scene in self.sights:
            return self.sights[self.scene]()
        current = self.current()
        return None if current is None else CaseInSight(current.application_id, current.ticket_id)

    def on_current(self, act: Callable[[UUID, str], None]) -> None:
        """Do something with the id and number of the ticket in front; nothing where nobody is."""
        current = self.current()
        if current is not None:
            act(current.ticket_id, current.number)

    @Slot(str)
    def say(self, words: str) -> None:
        """Nothing was done; this is why, or what to do."""
        self.told.emit(Answer(words, is_act=False))

    def fail(self, error: CounterError) -> None:
        """Something could not be read."""
        self.failed.emit(error)
