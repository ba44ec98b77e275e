"""The foot of the serving page: what the checklist says, and the key that prints it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import ChecklistRow
from counter_app.ui.commands.papers import SUBMIT_PAPERS
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row, Rule
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.checklist_row import is_unanswered
from counter_app.ui.widgets.themed import TextLabel

BUTTON_WIDTH = 324


class Foot(Column):
    """One sentence and one button, always in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sentence = TextLabel(wrap=True)
        self.button = SecondaryButton("", SUBMIT_PAPERS.key)
        row = Row(gap=16, margins=(32, 12, 32, 12))
        row.add(self.sentence, stretch=1)
        row.add(self.button)
        self.add(Rule())
        self.add(row)
        self.restyle(current_theme())

    def show_checklist(self, rows: tuple[ChecklistRow, ...], problems: int) -> None:
        """Say why this paper and no other; fields that need correcting come first."""
        self.show_words(judgement(rows, problems), verb_words(rows))

    def show_words(self, sentence: str, verb: str) -> None:
        """Say this, and call the button that."""
        self.sentence.setText(sentence)
        self.button.set_command(verb, SUBMIT_PAPERS.key)

    def restyle(self, theme: Theme) -> None:
        """Keep the button's width while there is room for it."""
        super().restyle(theme)
        if hasattr(self, "button"):
            self.button.setMinimumWidth(theme.px(BUTTON_WIDTH) if theme.zoom < 1.25 else 0)  # noqa: PLR2004


def judgement(rows: Sequence[ChecklistRow], problems: int) -> str:
    """What the checklist says, or how many fields need correcting first."""
    return _sentence([row for row in rows if row.applies is not False], problems)


def verb_words(rows: Sequence[ChecklistRow]) -> str:
    """The paper that the checklist deserves."""
    is_open = _is_open([row for row in rows if row.applies is not False])
    return text("cmd.print_missing" if is_open else "cmd.print_receipt")


def _is_open(rows: list[ChecklistRow]) -> bool:
    return any(
        is_unanswered(row) or row.state in ("unchecked", "missing", "to_follow", "rejected") for row in rows
    )


def _sentence(rows: list[ChecklistRow], problems: int) -> str:
    if problems:
        return text("checklist.not_printed", n=problems)
    if not rows:
        return text("check.none")
    unseen = sum(1 for row in rows if is_unanswered(row) or row.state == "unchecked")
    if unseen:
        return text("check.todo", n=unseen, total=len(rows))
    if not _is_open(rows):
        return text("checklist.complete")
    states = [row.state for row in rows]
    counts = {state: states.count(state) for state in ("missing", "rejected", "to_follow")}
    parts = [text(f"checklist.part_{state}", n=count) for state, count in counts.items() if count]
    return text("checklist.incomplete", parts=", ".join(parts))
