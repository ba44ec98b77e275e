"""What the rail says in each scene, as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from counter_app.db.queries.counter import CounterScreen, CurrentTicket
from counter_app.domain.catalogue import Catalogue
from counter_app.ui.commands import Command, Scene, desk, queue, shift
from counter_app.ui.figures import clock_time, minutes, minutes_between
from counter_app.ui.i18n import text

NOBODY = "–"
"""In place of a number."""


@dataclass(frozen=True, slots=True)
class RailFacts:
    """The block of 251 px and the buttons below it."""

    state: str
    number: str
    title: str
    priority: str = ""
    """Words of the chip, or none."""
    facts: tuple[tuple[str, str], ...] = ()
    primary: Command | None = None
    primary_words: str = ""
    """Other words than the command's own."""
    secondary: tuple[Command, ...] = ()
    secondary_words: Mapping[Command, str] = field(default_factory=dict)
    """Other words than the commands' own."""
    is_typed: bool = False
    """The number is typed where it stands else."""
    is_ready: bool = True
    """Whether the primary command has anything to act on; the reason stands below the field of the page."""


def rail_facts(
    scene: Scene, screen: CounterScreen | None, *, counter: int, catalogue: Catalogue, zone: ZoneInfo
) -> RailFacts:
    """What the rail says."""
    away = _AWAY.get(scene)
    if away is not None:
        return _away(*away, counter, screen)
    if scene is Scene.DAY or screen is None:
        return RailFacts(text("sign_in.counter"), str(counter), text("day.closed"), primary=desk.OPEN_DAY)
    if screen.current is None:
        about = _idle(screen, zone)
    else:
        about = _in_front(screen.current, screen.now_ms, catalogue, zone)
    over = _OVER_THE_WORK.get(scene)
    return about if over is None else _laid_over(about, over)


@dataclass(frozen=True, slots=True)
class Over:
    """The buttons of a page that is laid over the work."""

    primary: Command
    words: str
    """Key of what the primary command is called there."""
    secondary: tuple[Command, ...] = (desk.CLOSE,)
    secondary_words: Mapping[Command, str] = field(default_factory=dict)


def _away(
    words: str, primary: Command, others: tuple[Command, ...], counter: int, screen: CounterScreen | None
) -> RailFacts:
    """Nobody works here: the counter's number, and of a ticket its number, nothing else."""
    current = screen.current if screen is not None else None
    facts = ((text("lock.number"), current.number),) if current is not None and primary in _LOCKED else ()
    return RailFacts(
        text("sign_in.counter"), str(counter), text(words), facts=facts, primary=primary, secondary=others
    )


_LOCKED = (shift.UNLOCK, shift.TAKE_OVER)

_AWAY: dict[Scene, tuple[str, Command, tuple[Command, ...]]] = {
    Scene.SIGN_IN: ("sign_in.nobody", desk.SIGN_IN, ()),
    Scene.CONNECT: ("connect.none_yet", desk.CONNECT_NOW, (desk.CLOSE,)),
    Scene.PIN_FORGOTTEN: ("forgotten.title", shift.APPROVE, (desk.CLOSE,)),
    Scene.PIN_NEW: ("new_pin.title", shift.KEEP_PIN, (desk.CLOSE,)),
    Scene.LOCKED: ("lock.state", shift.UNLOCK, ()),
    Scene.SWITCH: ("lock.switch", shift.UNLOCK, (desk.CLOSE,)),
    Scene.IN_HAND: ("lock.switch", shift.TAKE_OVER, (desk.CLOSE,)),
}
"""Words, primary command and others while nobody works here."""

_OVER_THE_WORK = {
    Scene.SEARCH: Over(queue.NEW_TICKET, "find.issue"),
    Scene.MOVE: Over(queue.MOVE, "verb.transfer"),
    Scene.NUMBER: Over(queue.CHOOSE_NUMBER, "verb.call"),
    Scene.OUTCOME: Over(queue.FINISH, "verb.finish"),
    Scene.LEAVING: Over(desk.CLOSE, "verb.stay", (queue.FINISH,), {queue.FINISH: "verb.finish_and_call"}),
    Scene.BREAK: Over(shift.START_BREAK, "break.start"),
    Scene.CLOSING: Over(desk.CLOSE, "closing.back", ()),
}
"""Who is in front stays in the rail; Esc goes back."""


def _laid_over(about: RailFacts, over: Over) -> RailFacts:
    return replace(
        about,
        primary=over.primary,
        primary_words=text(over.words),
        secondary=over.secondary,
        secondary_words={command: text(words) for command, words in over.secondary_words.items()},
    )


def _idle(screen: CounterScreen, zone: ZoneInfo) -> RailFacts:
    facts: tuple[tuple[str, str], ...] = ()
    if screen.served:
        last = screen.served[0]
        facts = (
            (text("rail.last"), last.number),
            (text("rail.finished_at"), clock_time(last.ended_at_ms, zone)),
        )
    return RailFacts(
        text("rail.ready"),
        NOBODY,
        text("rail.nobody"),
        facts=facts,
        primary=queue.CALL_NEXT,
        secondary=(queue.NEW_TICKET, desk.PRINT_AGAIN, shift.LOCK),
    )


def _in_front(current: CurrentTicket, now_ms: int, catalogue: Catalogue, zone: ZoneInfo) -> RailFacts:
    service = catalogue.services.get(current.service_code)
    title = service.name if service else current.service_code
    waited = (text("rail.waited"), minutes(minutes_between(current.issued_at_ms, current.called_at_ms)))
    chip = text("priority.chip", name=text(f"priority_name.{current.priority}")) if current.priority else ""
    if current.state == "called":
        return RailFacts(
            text("rail.called_at", time=clock_time(current.called_at_ms, zone)),
            current.number,
            title,
            chip,
            (waited, (text("rail.called_times"), text("rail.times", n=current.times_called))),
            queue.START_SERVING,
            secondary=(queue.CALL_AGAIN, queue.NOT_HERE, queue.MOVE),
        )
    started = current.started_at_ms or current.called_at_ms
    served_for = (text("rail.served_for"), minutes(minutes_between(started, now_ms)))
    return RailFacts(
        text("rail.serving"),
        current.number,
        title,
        chip,
        (*(() if current.is_presence else (waited,)), served_for),
        queue.FINISH,
        secondary=(queue.MOVE, queue.NEW_TICKET, desk.PRINT_AGAIN),
    )
