"""What is wrong with a form: the summary, and the way to keep an odd NIK as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter_app.operations.applicant_form import FieldProblem
from counter_app.ui.forms.applicant_form import ApplicantFields
from counter_app.ui.i18n import text
from counter_app.ui.messages import field_sentence
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import LinkButton
from counter_app.ui.widgets.error_summary import ErrorSummary
from counter_app.ui.widgets.themed import TextLabel


class FormTrouble(Column):
    """Hidden while all is well.

    Signals: ``keep_wanted()`` the number stays as written, submit again.
    """

    keep_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=12, parent=parent)
        self.summary = ErrorSummary()
        self.keep_as_written = LinkButton(text("form.as_written"))
        self._overrule = Row(gap=8)
        self._overrule.add(TextLabel(text("form.as_written_text")))
        self._overrule.add(self.keep_as_written)
        self._overrule.stretch()
        self._overrule.hide()
        self.add(self.summary)
        self.add(self._overrule)
        self.hide()
        self.keep_as_written.clicked.connect(self.keep_wanted)

    def show_problems(self, problems: Sequence[FieldProblem], fields: ApplicantFields) -> None:
        """Each sentence in the summary and at its field; everything typed is kept."""
        sentences = {problem.field: field_sentence(problem.code, problem.facts) for problem in problems}
        known = fields.fields()
        fields.show_problems(sentences)
        self.summary.set_errors([(sentences[key], known[key]) for key in known if key in sentences])
        self.setVisible(bool(problems))
        self._overrule.setVisible(any(problem.facts.get("may_stay", False) for problem in problems))
