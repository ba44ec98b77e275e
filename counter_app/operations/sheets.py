"""The requirement sheet that a person takes home: it tells of a service, and nothing about anybody."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor
from counter_app.operations.print_jobs import SHEET, queue_paper

NOBODY = UUID(int=0)
"""The entity of a paper that is about no entity of the journal."""


def print_sheet(work: Work, actor: Actor, service: str) -> str:
    """Asks for the sheet of a service; answers the service's name. Raises Refused("service_unknown")."""
    wanted = work.catalogue.services.get(service)
    if wanted is None:
        raise Refused("service_unknown", service=service)
    queue_paper(work, actor, SHEET, NOBODY, wanted.code)
    return wanted.name
