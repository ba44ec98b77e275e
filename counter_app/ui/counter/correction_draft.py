"""A half-typed correction, as the text that a draft row keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from counter_app.db.queries.counter import ChecklistRow
from counter_app.ui.forms.typed_form import TypedForm, from_text, to_text


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One row of the checklist as the officer left it."""

    number: int
    applies: bool | None
    state: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What stood on the page when its window went away."""

    correction: int
    """Which correction was in force then; with another one the draft is about papers that are gone."""
    service: str
    """Code."""
    typed: TypedForm
    papers: tuple[KeptPaper, ...]

    def over(self, rows: Iterable[ChecklistRow]) -> tuple[ChecklistRow, ...]:
        """The rows of the service with what was seen; papers that it does not ask for are left out."""
        seen = {paper.number: paper for paper in self.papers}
        return tuple(_seen(row, seen[row.number]) if row.number in seen else row for row in rows)


def kept_papers(rows: Iterable[ChecklistRow]) -> tuple[KeptPaper, ...]:
    """All rows, also those whose question is not answered."""
    return tuple(KeptPaper(row.number, row.applies, row.state, row.reason, row.note) for row in rows)


def draft_text(draft: CorrectionDraft) -> str:
    """Its JSON."""
    papers = [asdict(paper) for paper in draft.papers]
    values = {"correction": draft.correction, "service": draft.service, "papers": papers}
    return json.dumps({**values, "typed": to_text(draft.typed)}, ensure_ascii=False)


def read_draft(words: str) -> CorrectionDraft | None:
    """The draft; None for one that another version wrote."""
    try:
        values = json.loads(words)
        papers = tuple(KeptPaper(**paper) for paper in values["papers"])
        typed = from_text(values["typed"])
        correction, service = int(values["correction"]), str(values["service"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return None if typed is None else CorrectionDraft(correction, service, typed, papers)


def _seen(row: ChecklistRow, paper: KeptPaper) -> ChecklistRow:
    return replace(row, applies=paper.applies, state=paper.state, reason=paper.reason, note=paper.note)
