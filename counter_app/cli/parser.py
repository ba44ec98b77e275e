"""What can be typed after ``counter-app``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from counter_app.cli import desk, history, hub, key, printer, report, station
from counter_app.cli.pin import add_officer
from counter_app.domain.reasons import REASONS

_CHECKS = (
    "present", "original_shown", "missing", "to_follow", "rejected", "waived", "applies", "not_applicable",
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    made = argparse.ArgumentParser(
        prog="counter-app",
        description="Counter application of a Mal Pelayanan Publik: tickets, papers, receipts, figures.",
        epilog="Exit codes: 0 done, 1 refused by a rule, 2 wrong use, 3 disk, printer or display fail,"
        " 70 a mistake of the program itself (see counter-app.log in the data folder).",
    )
    groups = made.add_subparsers(required=True, metavar="COMMAND")
    _station_commands(groups)
    _key_commands(groups)
    _day_commands(groups)
    _ticket_commands(groups)
    _application_commands(groups)
    report.add_commands(groups, _command)
    history.add_commands(groups, _command)
    printer.add_commands(groups, _command)
    hub.add_commands(groups, _command)
    return made


Groups = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(
    groups: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    made = groups.add_parser(name, help=text, description=text)
    made.add_argument(
        "--data", type=Path, default=station.default_data(), metavar="DIR",
        help="data folder of this station (default: %(default)s)",
    )  # fmt: skip
    made.add_argument("--json", action="store_true", help="answer as JSON")
    return made


def _station_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = _command(
        groups, "init", "Set up this PC as a station, or take a new catalogue on one that is set up."
    )
    init.add_argument(
        "--site", type=Path, metavar="FILE", help="site file (default: the sample MPP Timor Atambua)"
    )
    init.add_argument(
        "--catalogue", type=Path, metavar="DIR", help="folder of the catalogue (default: the one shipped)"
    )
    init.add_argument(
        "--kind", choices=("counter", "reception", "supervisor"), help="of a new station (default: counter)"
    )
    init.add_argument("--counter", type=int, default=0, metavar="N", help="number of the counter (loket)")
    init.set_defaults(run=station.init)
    run = _command(groups, "run", "Open the window of this station.")
    run.set_defaults(run=station.run)
    demo = _command(
        groups, "demo", "Play or open the demonstration with the real catalogue and sample officers."
    )
    demo.set_defaults(data=None, run=station.demo)
    demo.add_argument("--headless", action="store_true", help="play the story without a display")
    demo.add_argument(
        "--out", type=Path, default=Path("demo-out"), metavar="DIR", help="where papers and pictures go"
    )
    for name, text, act in (
        (
            "verify",
            "Check the chain of every entry and compare the projections with a rebuild.",
            station.verify,
        ),
        ("rebuild", "Drop and rebuild the projections from the journal.", station.rebuild),
        ("doctor", "Look at everything this station needs and say what is wrong.", station.doctor),
    ):
        _command(groups, name, text).set_defaults(run=act)


def _key_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verbs = groups.add_parser("key", help="The recovery sheet of the database's key.").add_subparsers(
        required=True, metavar="VERB"
    )
    sheet = _command(verbs, "sheet", "Make the recovery sheet, to be printed and kept in the safe.")
    sheet.add_argument(
        "--out", type=Path, default=Path("lembar-pemulihan.pdf"), metavar="FILE", help="default: %(default)s"
    )
    sheet.set_defaults(run=key.sheet)
    restored = _command(verbs, "restore", "Take the key of the sheet, typed or from standard input.")
    restored.set_defaults(run=key.restore)


def _day_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verbs = groups.add_parser("day", help="Open or close the business day.").add_subparsers(
        required=True, metavar="VERB"
    )
    opened = add_officer(_command(verbs, "open", "Open a business day; it never goes backwards."))
    opened.add_argument(
        "--date", type=date.fromisoformat, metavar="D", help="YYYY-MM-DD (default: today at the site)"
    )
    opened.set_defaults(run=desk.open_day)
    add_officer(_command(verbs, "close", "Close the business day and settle what is left.")).set_defaults(
        run=desk.close_day
    )


def _ticket_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verbs = groups.add_parser("ticket", help="Issue, call, start, finish.").add_subparsers(
        required=True, metavar="VERB"
    )
    issue = add_officer(
        _command(verbs, "issue", "Give the next number of a service's queue and print its slip.")
    )
    issue.add_argument("--service", required=True, metavar="CODE", help="code of the service, as B02")
    issue.add_argument(
        "--priority", default="", metavar="CLASS", help="elderly, disabled, pregnant, infant or disaster"
    )
    issue.set_defaults(run=desk.issue)
    add_officer(_command(verbs, "next", "Call who is next.")).set_defaults(run=desk.call_next)
    for name, text, act in (
        ("start", "The person has come: start serving.", desk.start),
        ("finish", "Finish serving.", desk.finish),
        ("no-show", "The person did not come.", desk.no_show),
    ):
        verb = add_officer(_command(verbs, name, text))
        verb.add_argument(
            "number", nargs="?", default="", help="ticket number (default: the one at this counter)"
        )
        verb.set_defaults(run=act)


def _application_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verbs = groups.add_parser("application", help="The papers of who is being served.").add_subparsers(
        required=True, metavar="VERB"
    )
    add_officer(_command(verbs, "open", "Open the application of the ticket in service.")).set_defaults(
        run=desk.open_application
    )
    check = add_officer(_command(verbs, "check", "Set one requirement, or answer its condition."))
    check.add_argument("number", type=int, help="number of the requirement, from 1")
    check.add_argument("state", choices=_CHECKS)
    check.add_argument(
        "--reason", default="", choices=sorted({code for codes in REASONS.values() for code in codes}),
        help="why it was rejected or waived",
    )  # fmt: skip
    check.add_argument("--note", default="", help="what to add to the reason (personal data; is printed)")
    check.set_defaults(run=desk.check)
    receipt = add_officer(
        _command(verbs, "receipt", "Record the applicant and print what the checklist deserves.")
    )
    receipt.add_argument("--identity", default="nik", choices=("nik", "passport", "plb", "kitas", "none"))
    receipt.add_argument("--number", default="", help="NIK or number of the document")
    receipt.add_argument("--name", required=True, help="full name")
    receipt.add_argument("--born", required=True, help="date of birth, as 31 3 1980")
    receipt.add_argument("--phone", default="", help="may stay empty")
    receipt.add_argument(
        "--field", action="append", default=[], metavar="KEY=VALUE", help="a field of the service itself"
    )
    receipt.add_argument(
        "--as-written",
        action="store_true",
        help="record a NIK of ten characters or more that fails the check",
    )
    receipt.set_defaults(run=desk.receipt)
