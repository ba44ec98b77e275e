"""What the rail says in each scene, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_app.db.queries.counter import CounterScreen, CurrentTicket
from counter_app.domain.catalogue import Catalogue
from counter_app.ui import commands
from counter_app.ui.commands import Command, Scene
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
        return RailFacts(
            text("sign_in.counter"), str(counter), text("sign_in.nobody"), primary=commands.SIGN_IN
        )
    if scene is Scene.CONNECT:
        return RailFacts(
            text("sign_in.counter"),
            str(counter),
            text("connect.none_yet"),
            primary=commands.CONNECT_NOW,
            secondary=(commands.CLOSE,),
        )
    if scene is Scene.DAY or screen is None:
        return RailFacts(text("sign_in.counter"), str(counter), text("day.closed"), primary=commands.OPEN_DAY)
    if screen.current is None:
        about = _idle(screen, zone)
    else:
        about = _in_front(screen.current, screen.now_ms, catalogue, zone)
    if scene is Scene.SEARCH:
        return RailFacts(
            about.state,
            about.number,
            about.title,
            about.priority,
            about.facts,
            commands.NEW_TICKET,
            text("find.issue"),
            (commands.CLOSE,),
        )
    return about


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
        primary=commands.CALL_NEXT,
        secondary=(commands.NEW_TICKET, commands.PRINT_AGAIN),
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
            commands.START_SERVING,
            secondary=(commands.NOT_HERE, commands.NEW_TICKET),
        )
    started = current.started_at_ms or current.called_at_ms
    return RailFacts(
        text("rail.serving"),
        current.number,
        title,
        chip,
        (waited, (text("rail.served_for"), minutes(minutes_between(started, now_ms)))),
        commands.FINISH,
        secondary=(commands.NEW_TICKET, commands.PRINT_AGAIN),
    )
