"""This station as the hub of its site: on, off, or served without a window."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable

from counter_app.cli.answer import answer, say
from counter_app.cli.pin import add_officer, pin_of
from counter_app.cli.station import opened
from counter_app.domain.site_authority import TAKEN_BECAUSE
from counter_app.operations import authority
from counter_app.operations.sign_in import identify

Groups = argparse._SubParsersAction  # noqa: SLF001  argparse gives its groups no public name
Command = Callable[["Groups[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_commands(groups: Groups[argparse.ArgumentParser], command: Command) -> None:
    """Adds the verbs of ``hub site``."""
    told = "This station as the hub of its site (pusat loket)."
    verbs = groups.add_parser("site", help=told, description=told).add_subparsers(
        required=True, metavar="VERB"
    )
    on = command(verbs, "on", "Make this station the hub of its site; it serves while its window is open.")
    on.add_argument("--port", type=int, default=8443, help="where others find it (default: %(default)s)")
    on.set_defaults(run=turn_on)
    command(verbs, "off", "Make it a station like the others again.").set_defaults(run=turn_off)
    served = command(verbs, "serve", "Serve without a window, until it is told to end.")
    served.add_argument("--host", default="", help="address to listen on (default: all of this computer)")
    served.set_defaults(run=serve)
    over = command(verbs, "take-over", "From now on this hub decides who is called, in place of another one.")
    over.add_argument("--reason", required=True, choices=TAKEN_BECAUSE, help="why; it stands in the journal")
    add_officer(over).set_defaults(run=take_over)


def take_over(asked: argparse.Namespace) -> None:
    """A supervisor's act at this PC."""
    with opened(asked) as store:
        actor = identify(store, officer=asked.officer, pin=pin_of(asked), counter=0)
        store.write(lambda work: authority.take_over(work, actor, asked.reason))
        site = store.station.site
    answer({"site": site, "reason": asked.reason}, f"{site}: decided here from now on", as_json=asked.json)


def turn_on(asked: argparse.Namespace) -> None:
    """Keeps it in the settings."""
    from counter_app.app.site_hub import SiteHub  # noqa: PLC0415  a hub is loaded where one is wanted

    with opened(asked) as store:
        SiteHub(store).keep_on(asked.port)
        site = store.station.site
    answer({"site": site, "port": asked.port}, f"{site}: hub on port {asked.port}", as_json=asked.json)


def turn_off(asked: argparse.Namespace) -> None:
    """Keeps it in the settings."""
    from counter_app.app.site_hub import SiteHub  # noqa: PLC0415  see turn_on

    with opened(asked) as store:
        SiteHub(store).turn_off()
        site = store.station.site
    answer({"site": site, "port": 0}, f"{site}: no hub here", as_json=asked.json)


def serve(asked: argparse.Namespace) -> None:
    """Serves until SIGTERM or Ctrl+C. Raises Unavailable("hub_off") where it was not turned on."""
    from counter_app.app.network import Network  # noqa: PLC0415  see turn_on
    from counter_app.app.site_hub import SiteHub, relaying  # noqa: PLC0415  see turn_on

    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ended.set())
    with opened(asked) as store:
        switch = SiteHub(store, Network(asked.host))
        switch.refuse_off()
        switch.subscribe(lambda: say(switch.told()))
        switch.start()
        with relaying(store):
            ended.wait()
        switch.stop()
