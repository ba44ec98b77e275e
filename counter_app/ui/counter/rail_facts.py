"""What the rail says in each scene, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    if over is None:
        return about
    primary, words = over
    return replace(about, primary=primary, primary_words=text(words), secondary=(desk.CLOSE,))


_OVER_THE_WORK = {
    Scene.SEARCH: (queue.NEW_TICKET, "find.issue"),
}
"""Primary command, and the key of its words there, of each page that is laid over the work; Esc goes back."""


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
            secondary=(queue.NOT_HERE, queue.NEW_TICKET),
        )
    started = current.started_at_ms or current.called_at_ms
    return RailFacts(
        text("rail.serving"),
        current.number,
        title,
        chip,
        (waited, (text("rail.served_for"), minutes(minutes_between(started, now_ms)))),
        queue.FINISH,
        secondary=(queue.NEW_TICKET, desk.PRINT_AGAIN),
    )
