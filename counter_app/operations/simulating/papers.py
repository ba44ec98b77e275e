"""The checklist of a simulated applicant: every paper is looked at, and perhaps some are missing."""

from __future__ import annotations

from random import Random
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Service
from counter_app.operations.actor import Actor
from counter_app.operations.applications import answer_condition, check_requirement, submit_papers
from counter_app.operations.days import business_day
from counter_app.operations.simulating.people import anybody

_APPLIES = 0.3
"""How often the condition of a paper is met."""


def file_papers(
    work: Work, actor: Actor, ticket: UUID, service: Service, chance: Random, *, is_complete: bool
) -> None:
    """Opens the application, looks at every paper, takes the person down, and asks for the paper it deserves.

    One paper is missing where it is not complete. Raises what ``applications.submit_papers`` raises.
    """
    always = [one.number for one in service.requirements if not one.condition]
    missing = None if is_complete or not always else chance.choice(always)
    for paper in service.requirements:
        applies = not paper.condition or chance.random() < _APPLIES
        if paper.condition:
            answer_condition(work, actor, ticket, paper.number, applies=applies)
        if applies:
            state = "missing" if paper.number == missing else "present"
            work.project()
            check_requirement(work, actor, ticket, paper.number, state)
        work.project()
    today = day_of(business_day(work))
    submit_papers(work, actor, ticket, anybody(service, work.catalogue.regions, today, chance))
