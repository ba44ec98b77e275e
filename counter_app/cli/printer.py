"""Printers without a window: what is set, how it is, a test page, and papers that are not out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from counter_app.cli.answer import answer, told
from counter_app.cli.station import opened
from counter_app.db.queries.printing import OpenPaper, open_papers
from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Refused
from counter_app.domain.thermal import CODE_PAGES, EXAMPLES, NATIVE, PICTURE, ROLLS, Link, ThermalSettings
from counter_app.operations import print_jobs

if TYPE_CHECKING:
    from counter_app.app.printer_desk import PrinterDesk
    from counter_app.ui.printer_setup.printers import PrinterChoice

Groups = argparse._SubParsersAction  # noqa: SLF001  argparse gives its groups no public name
Command = Callable[["Groups[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]
PLACES = ("usual", "spare")
OUT, AGAIN = "out", "again"
NO_CUTTER = "--no-cutter"


def add_commands(groups: Groups[argparse.ArgumentParser], command: Command) -> None:
    """Adds the verbs of ``printer``."""
    verbs = groups.add_parser(
        "printer", help="Set up and try printers; papers that are not out."
    ).add_subparsers(required=True, metavar="VERB")
    shown = _placed(command(verbs, "show", "Show what is set, and how the printer is."))
    shown.set_defaults(run=show)
    _set_command(command(verbs, "set", "Choose the printer; it is looked at before it is kept."))
    trial = _placed(
        command(verbs, "test", "Print a test page: width ruler, letters, the number's size and a QR code.")
    )
    trial.set_defaults(run=test)
    command(verbs, "papers", "List the papers that are not out.").set_defaults(run=papers)
    said = command(verbs, "answer", "Say of a paper that may be out whether it is.")
    said.add_argument("job", type=int, help="its number in the list of papers")
    said.add_argument("what", choices=(OUT, AGAIN), help="it is out, or it shall be printed again as a copy")
    said.set_defaults(run=answer_doubt)
    command(verbs, "print", "Print what waits, now.").set_defaults(run=print_waiting)


def _placed(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--place", choices=PLACES, default=PLACES[0], help="which one (default: %(default)s)")
    return made


def _set_command(made: argparse.ArgumentParser) -> None:
    examples = ", ".join(f"{link}: {address}" for link, address in EXAMPLES.items())
    kinds = [str(link) for link in Link]
    _placed(made).add_argument("--kind", required=True, choices=(*kinds, "system", "folder", "none"))
    made.add_argument("--address", default="", help=f"as {examples}; of a system printer its name")
    made.add_argument("--roll", choices=tuple(ROLLS), default="80mm", help="default: %(default)s")
    made.add_argument(
        "--code-page", choices=(PICTURE, *CODE_PAGES), default=PICTURE,
        help="letters as pictures, or the printer's own (default: %(default)s)",
    )  # fmt: skip
    made.add_argument(
        "--qr",
        choices=(PICTURE, NATIVE),
        default=PICTURE,
        help="who draws the QR code (default: %(default)s)",
    )
    made.add_argument(NO_CUTTER, dest="has_cutter", action="store_false", help="it has no blade")
    made.add_argument("--anyway", action="store_true", help="keep it even if it can't be reached now")
    made.set_defaults(run=keep)


def show(asked: argparse.Namespace) -> int:
    """What is set, and how it is. 3 where it is in trouble."""
    with opened(asked) as store:
        desk = _desk(store)
        choice = desk.chosen(asked.place)
        try:
            state, is_well = desk.look(choice), True
        except CounterError as error:
            state, is_well = told(error), False
    values = {"place": asked.place, "kind": choice.kind, "name": choice.name, "state": state}
    if choice.thermal.link:
        values |= asdict(choice.thermal)
    answer(values, f"{choice.kind} {choice.thermal.address or choice.name}: {state}", as_json=asked.json)
    return 0 if is_well else 3


def keep(asked: argparse.Namespace) -> None:
    """Chooses a printer. Raises Refused for bad settings, Unavailable where it is not there."""
    with opened(asked) as store:
        desk, choice = _desk(store), _choice(asked)
        state = ""
        try:
            state = desk.look(choice)
        except CounterError as error:
            if isinstance(error, Refused) or not asked.anyway:
                raise
        answers = state not in ("", "mute")
        desk.keep(asked.place, replace(choice, thermal=replace(choice.thermal, answers=answers)))
    values = {"place": asked.place, "kind": choice.kind, "address": asked.address, "state": state}
    answer(values, f"{asked.place}: {choice.kind} {asked.address} {state}".strip(), as_json=asked.json)


def test(asked: argparse.Namespace) -> None:
    """Prints the test page. Raises Unavailable where it does not come out."""
    with opened(asked) as store:
        desk = _desk(store)
        choice = desk.chosen(asked.place)
        desk.trial(choice)
    values = {"place": asked.place, "kind": choice.kind, "printed": True}
    answer(values, f"test page printed: {choice.kind} {choice.thermal.address}".strip(), as_json=asked.json)


def papers(asked: argparse.Namespace) -> None:
    """What is not out, oldest first."""
    with opened(asked) as store:
        store.write(print_jobs.doubt_cut_jobs)
        found = store.read(open_papers)
    answer({"papers": found}, "\n".join(map(_line, found)) or "every paper is out", as_json=asked.json)


def answer_doubt(asked: argparse.Namespace) -> None:
    """Settles a doubt. Raises Refused("paper_not_in_doubt")."""
    act = print_jobs.say_printed if asked.what == OUT else print_jobs.print_doubtful_again
    with opened(asked) as store:
        store.write(print_jobs.doubt_cut_jobs)
        known = {one.job_id for one in store.read(open_papers) if one.state == print_jobs.DOUBTFUL}
        if asked.job not in known:
            raise Refused("paper_not_in_doubt", job=asked.job)
        store.write(lambda work: act(work, asked.job))
    answer({"job": asked.job, "answer": asked.what}, f"{asked.job}: {asked.what}", as_json=asked.json)


def print_waiting(asked: argparse.Namespace) -> None:
    """Prints what waits. Raises Unavailable where the printer does not take it."""
    from counter_app.app.printing import print_all  # noqa: PLC0415  printers are loaded when one is wanted

    with opened(asked) as store:
        printed = print_all(store)
    answer({"printed": printed}, f"{printed} printed", as_json=asked.json)


def _desk(store: Store) -> PrinterDesk:
    from counter_app.app.printer_desk import PrinterDesk  # noqa: PLC0415  see above
    from counter_app.app.printing import StationPrinters  # noqa: PLC0415

    return PrinterDesk(store, StationPrinters(store))


def _choice(asked: argparse.Namespace) -> PrinterChoice:
    from counter_app.ui.printer_setup.printers import PrinterChoice  # noqa: PLC0415  see above

    if asked.kind not in tuple(Link):
        return PrinterChoice(asked.kind, asked.address)
    settings = ThermalSettings(
        asked.kind, asked.address, asked.roll, asked.code_page, asked.qr, has_cutter=asked.has_cutter
    )
    return PrinterChoice(asked.kind, thermal=settings)


def _line(paper: OpenPaper) -> str:
    return f"{paper.job_id}  {paper.state:9} {paper.paper} {paper.title} {paper.problem}".rstrip()
