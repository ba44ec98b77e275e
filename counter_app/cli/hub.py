"""Commands of the hub, and the one that makes this PC one of its stations.

What they need is imported when they run: most stations never load a web server.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_app.cli import site_hub
from counter_app.cli.answer import answer, say
from counter_app.domain.errors import Refused
from counter_app.domain.site_authority import TAKEN_BECAUSE
from counter_app.settings import STATION_KINDS, is_initialised

_DATA_ENV = "COUNTER_APP_HUB_DATA"
_URL_ENV = "COUNTER_APP_HUB_DATABASE_URL"
_SITE_FILE = "site.toml"

Groups = argparse._SubParsersAction  # noqa: SLF001  argparse gives its groups no public name
Command = Callable[["Groups[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_commands(groups: Groups[argparse.ArgumentParser], command: Command) -> None:
    """Adds ``enrol`` for stations and the verbs of ``hub``."""
    made = command(groups, "enrol", "Connect this PC to a hub, as the station that its code stands for.")
    made.add_argument("--hub", required=True, metavar="URL", help="as https://192.168.1.5:8443")
    made.add_argument("--code", required=True, help="the six digits that the hub gave")
    made.add_argument(
        "--fingerprint", default="", metavar="XXXX", help="the eight characters that the hub shows"
    )
    made.set_defaults(run=enrol)
    verbs = groups.add_parser("hub", help="The centre: serve it and look after it.").add_subparsers(
        required=True, metavar="VERB"
    )
    _serve_command(verbs)
    site_hub.add_commands(verbs, command)
    _enrol_code_command(verbs)
    _publish_command(verbs)
    revoke_ = _hub_command(verbs, "revoke", "End a station's access; what it wrote stays.")
    revoke_.add_argument("--site", required=True, metavar="CODE")
    revoke_.add_argument(
        "--issuer", type=int, required=True, metavar="N", help="the number in between its ticket numbers"
    )
    revoke_.set_defaults(run=revoke)
    restored_ = _hub_command(
        verbs, "restored", "Say that the database was put back from an old copy: stations give back the rest."
    )
    restored_.set_defaults(run=restored)
    over = _hub_command(verbs, "take-over", "From now on the centre decides who is called at a site.")
    over.add_argument("--site", required=True, metavar="CODE", help="three letters of the site")
    over.add_argument("--officer", required=True, metavar="CODE", help="code of the supervisor who said so")
    over.add_argument("--reason", required=True, choices=TAKEN_BECAUSE, help="why; it stands in the journal")
    over.set_defaults(run=take_over)
    listed = _hub_command(verbs, "stations", "List the stations of a site.")
    listed.add_argument("--site", required=True, metavar="CODE")
    listed.set_defaults(run=stations)


def _hub_command(groups: Groups[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    made = groups.add_parser(name, help=text, description=text)
    made.add_argument(
        "--data", type=Path, default=_default_data(), metavar="DIR",
        help="data folder of the hub (default: %(default)s)",
    )  # fmt: skip
    made.add_argument("--json", action="store_true", help="answer as JSON")
    return made


def _default_data() -> Path:
    named = os.environ.get(_DATA_ENV)
    if named:
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "CounterAppHub"
    return Path.home() / ".local" / "share" / "counter-app-hub"


def _serve_command(verbs: Groups[argparse.ArgumentParser]) -> None:
    made = _hub_command(verbs, "serve", "Serve stations and the public pages.")
    made.add_argument(
        "--database-url", default=os.environ.get(_URL_ENV, ""), metavar="URL",
        help=f"PostgreSQL 14 or newer, as postgresql://user:password@host/name; better in the environment as"
        f" {_URL_ENV}, which no other user sees (default: embedded)",
    )  # fmt: skip
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    made.add_argument("--port", type=int, default=8443, help="port to listen on (default: %(default)s)")
    made.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: %(default)s)")
    made.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate (default: an own one)")
    made.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key")
    made.add_argument(
        "--trusted-proxies", nargs="+", default=(), metavar="ADDRESS",
        help="own proxies, as 10.0.0.5 or 10.0.0.0/24: only their X-Forwarded-For and -Proto are believed",
    )  # fmt: skip
    made.set_defaults(run=serve)


def _enrol_code_command(verbs: Groups[argparse.ArgumentParser]) -> None:
    made = _hub_command(verbs, "enrol-code", "Make a one-time code for a station: ten minutes, five tries.")
    made.add_argument("--site", required=True, metavar="CODE", help="three letters of the site")
    made.add_argument("--kind", default="counter", choices=STATION_KINDS)
    made.add_argument("--counter", type=int, default=0, metavar="N", help="number of the counter (loket)")
    made.add_argument("--name", default="", help="what people call it")
    made.set_defaults(run=enrol_code)


def _publish_command(verbs: Groups[argparse.ArgumentParser]) -> None:
    catalogue = verbs.add_parser("catalogue", help="What stations and pages offer.").add_subparsers(
        required=True, metavar="VERB"
    )
    made = _hub_command(catalogue, "publish", "Put a catalogue and its site file in force at a site.")
    made.add_argument("folder", type=Path, metavar="DIR", help="catalogue files and site.toml")
    made.add_argument("--site", required=True, metavar="CODE", help="three letters of the site")
    made.set_defaults(run=publish)


def serve(asked: argparse.Namespace) -> None:
    """Serves until it is told to end."""
    from counter_app.hub import serve as hub  # noqa: PLC0415  a web server only where one is wanted
    from counter_app.hub.web import Serving  # noqa: PLC0415  the same

    hub.serve(
        Serving(
            asked.data, asked.database_url, asked.host, asked.port, max(1, asked.workers), asked.tls_cert,
            asked.tls_key, tuple(asked.trusted_proxies),
        )
    )  # fmt: skip


def enrol_code(asked: argparse.Namespace) -> None:
    """Makes a one-time code."""
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  see serve
    from counter_app.hub.enrolment import make_code  # noqa: PLC0415  see serve

    name = asked.name or f"{asked.kind} {asked.counter or ''}".strip()
    with open_hub(asked.data) as hub:
        code = hub.write(
            lambda connection: make_code(
                connection, hub.keys, hub.random_bytes, hub.clock(), site=asked.site, kind=asked.kind,
                counter=asked.counter, name=name,
            )
        )  # fmt: skip
    answer({"code": code, "site": asked.site, "name": name}, f"{code[:3]} {code[3:]}", as_json=asked.json)


def publish(asked: argparse.Namespace) -> None:
    """Publishes a catalogue."""
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  see serve
    from counter_app.hub.catalogue import publish as put  # noqa: PLC0415  see serve
    from counter_app.operations.catalogue import read_catalogue, read_site  # noqa: PLC0415  see serve

    catalogue = read_catalogue(asked.folder)
    site = read_site(asked.folder / _SITE_FILE, catalogue)
    if site.code != asked.site:
        raise Refused("other_site", site=site.code, station=asked.site)
    with open_hub(asked.data) as hub:
        digest = hub.write(lambda connection: put(connection, catalogue, site, hub.clock()))
    values = {"site": site.code, "digest": digest, "services": len(catalogue.services)}
    answer(
        values, f"{site.name}: {catalogue.version}, {len(catalogue.services)} services", as_json=asked.json
    )


def revoke(asked: argparse.Namespace) -> None:
    """Revokes a station."""
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  see serve
    from counter_app.hub.enrolment import revoke as end  # noqa: PLC0415  see serve

    with open_hub(asked.data) as hub:
        done = hub.write(
            lambda connection: end(connection, site=asked.site, issuer=asked.issuer, now_ms=hub.clock())
        )
    answer({"site": done.site, "issuer": done.issuer, "name": done.name}, done.name, as_json=asked.json)


def restored(asked: argparse.Namespace) -> None:
    """Begins the collecting of what the database has forgotten."""
    from counter_app.db.setting import notes  # noqa: PLC0415  see serve
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  see serve
    from counter_app.hub.restored import begin_recovery, restored_at  # noqa: PLC0415  see serve

    with open_hub(asked.data) as hub:
        hub.write(lambda connection: begin_recovery(connection, hub))
        at = hub.read(lambda connection: restored_at(notes(connection)))
    answer({"restored_at": at}, "Stations are asked for what is missing.", as_json=asked.json)


def take_over(asked: argparse.Namespace) -> None:
    """Writes it into the centre's log of the site."""
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  see serve
    from counter_app.hub.site_log import decide  # noqa: PLC0415  see serve
    from counter_app.operations import authority  # noqa: PLC0415  see serve
    from counter_app.operations.actor import actor_away  # noqa: PLC0415  see serve

    with open_hub(asked.data) as hub:
        hub.write(
            lambda connection: decide(
                hub, connection, asked.site,
                lambda work: authority.take_over(
                    work, actor_away(work.site, asked.officer), asked.reason
                ),
            )
        )  # fmt: skip
    values = {"site": asked.site, "reason": asked.reason}
    answer(values, f"{asked.site}: decided at the centre from now on", as_json=asked.json)


def stations(asked: argparse.Namespace) -> None:
    """Lists the stations of a site."""
    from counter_app.hub.admin import open_hub  # noqa: PLC0415  see serve
    from counter_app.hub.stations import stations as known  # noqa: PLC0415  see serve

    with open_hub(asked.data) as hub:
        found = hub.read(lambda connection: known(connection, asked.site))
    issuers = {one.replica_no: one.issuer for one in found}
    rows = [
        {
            "issuer": one.issuer, "kind": one.kind, "counter": one.counter, "name": one.name,
            "revoked": one.revoked_at is not None, "replaced_by": issuers.get(one.replaced_by or 0, 0),
            "copied": one.copied_at is not None,
        }
        for one in found
    ]  # fmt: skip
    lines = [f"{row['issuer']:>3}  {row['name']}{_state(row)}" for row in rows]
    answer({"stations": rows}, "\n".join(lines), as_json=asked.json)


def _state(row: dict[str, Any]) -> str:
    told = [
        "revoked" if row["revoked"] else "",
        f"goes on as {row['replaced_by']}" if row["replaced_by"] else "",
        "two computers use its key" if row["copied"] else "",
    ]
    return "".join(f"  ({words})" for words in told if words)


def enrol(asked: argparse.Namespace) -> None:
    """Connects this PC to a hub."""
    from counter_app.db.store import open_store  # noqa: PLC0415  see serve
    from counter_app.sync.client import certificate_of  # noqa: PLC0415  see serve
    from counter_app.sync.enrol import enrol_new, enrol_store  # noqa: PLC0415  see serve
    from counter_app.sync.hub_link import fingerprint_of  # noqa: PLC0415  see serve

    url = asked.hub.rstrip("/")
    certificate = certificate_of(url)
    _compare(fingerprint_of(certificate), asked.fingerprint)
    if is_initialised(asked.data):
        store = open_store(asked.data)
        try:
            enrol_store(store, url, certificate, asked.code)
            station = store.station
        finally:
            store.close()
    else:
        made = enrol_new(asked.data, url, certificate, asked.code)
        station = made.station
        made.close()
    values = {"site": station.site, "kind": station.kind, "counter": station.counter, "hub": station.hub}
    answer(values, f"{station.site} {station.kind} {station.counter or ''}: {url}", as_json=asked.json)


def _compare(shown: str, named: str) -> None:
    """Nobody's code is sent to a hub whose certificate no person has compared."""
    if not shown:
        return
    if named:
        if named.replace(" ", "").upper() != shown.replace(" ", ""):
            raise Refused("fingerprint_other", shown=shown)
        return
    if not sys.stdin.isatty():
        raise Refused("fingerprint_needed", shown=shown)
    say(f"Certificate of the hub: {shown}. Does the hub show the same?")
    if input("y/n: ").strip().lower() not in ("y", "ya", "yes"):
        raise Refused("fingerprint_other", shown=shown)
