"""What the rail says in each scene, as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from counter_app.db.queries.counter import CounterScreen, CurrentTicket
from counter_app.domain.catalogue import Catalogue
from counter_app.ui.commands import Command, Scene, desk, queue
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


def rail_facts(
    scene: Scene, screen: CounterScreen | None, *, counter: int, catalogue: Catalogue, zone: ZoneInfo
) -> RailFacts:
    """What the rail says."""
    if scene is Scene.SIGN_IN:
        return RailFacts(text("sign_in.counter"), str(counter), text("sign_in.nobody"), primary=desk.SIGN_IN)
    if scene is Scene.CONNECT:
        return RailFacts(
            text("sign_in.counter"),
            str(counter),
            text("connect.none_yet"),
            primary=desk.CONNECT_NOW,
            secondary=(desk.CLOSE,),
        )
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


_OVER_THE_WORK = {
    Scene.SEARCH: Over(queue.NEW_TICKET, "find.issue"),
    Scene.MOVE: Over(queue.MOVE, "verb.transfer"),
    Scene.NUMBER: Over(queue.CHOOSE_NUMBER, "verb.call"),
    Scene.OUTCOME: Over(queue.FINISH, "verb.finish"),
    Scene.LEAVING: Over(desk.CLOSE, "verb.stay", (queue.FINISH,), {queue.FINISH: "verb.finish_and_call"}),
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
        secondary=(queue.NEW_TICKET, desk.PRINT_AGAIN),
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
    return RailFacts(
        text("rail.serving"),
        current.number,
        title,
        chip,
        (waited, (text("rail.served_for"), minutes(minutes_between(started, now_ms)))),
        queue.FINISH,
        secondary=(queue.MOVE, queue.NEW_TICKET, desk.PRINT_AGAIN),
    )
