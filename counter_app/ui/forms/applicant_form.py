"""Who the applicant is: typed as on the card, checked on submit, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.db.queries.counter import ApplicantForm
from counter_app.domain.catalogue import Service
from counter_app.domain.errors import Refused
from counter_app.domain.identity import IdentityKind, check_nik, parse_birth_date
from counter_app.ui.commands.papers import COMPANION
from counter_app.ui.forms.companion import CompanionFields
from counter_app.ui.forms.hidden_number import HiddenNumber
from counter_app.ui.forms.typed_date import date_as_typed
from counter_app.ui.forms.typed_form import TypedForm
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import LinkButton
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

ONE_COLUMN_FROM = 1.5
"""Zoom from which the form has one column (MOCKS 3)."""

BETWEEN_ROWS, BETWEEN_COLUMNS = 16, 24


class _Grid(ThemedWidget):
    """Fields in two columns, at high zoom in one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[QWidget, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def set_parts(self, parts: tuple[QWidget, ...]) -> None:
        """Lay out these, in reading order."""
        for part in self._parts:
            self._grid.removeWidget(part)
        self._parts = parts
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Gaps, and one column or two."""
        super().restyle(theme)
        self._grid.setVerticalSpacing(theme.px(BETWEEN_ROWS))
        self._grid.setHorizontalSpacing(theme.px(BETWEEN_COLUMNS))
        columns = 1 if theme.zoom >= ONE_COLUMN_FROM else 2
        for at, part in enumerate(self._parts):
            self._grid.addWidget(part, at // columns, at % columns)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class ApplicantFields(Column):
    """The fields. Enter goes to the next one; only submitting checks.

    Signals: ``edited()`` after each keystroke; ``left_at_end()`` by Enter in the last field.
    """

    edited = Signal()
    left_at_end = Signal()

    def __init__(self, regions: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._regions = regions
        self._start = TypedForm()
        head = Row(gap=8)
        head.add(TextLabel(text("applicant.title"), role="section"))
        head.stretch()
        self.remark = TextLabel(color="muted")
        self.add_companion = LinkButton(text("companion.add"))
        self._companion_key = KeyHint(COMPANION.key)
        for part in (self.remark, self.add_companion, self._companion_key):
            head.add(part)
        kinds = [(str(kind), text(f"identity.{kind}")) for kind in IdentityKind]
        self.kind = Select(text("applicant.identity"), kinds)
        self.number = Field(text("applicant.identity"), prefix=self.kind)
        self.name = Field(text("applicant.full_name"))
        self.birth_date = Field(text("applicant.birth_date"))
        self.phone = Field(text("applicant.phone"), hint=text("applicant.optional"))
        self._hidden = HiddenNumber(self.number.line_edit)
        pair = Row(gap=16)
        pair.add(self.birth_date, stretch=1)
        pair.add(self.phone, stretch=1)
        self._standing: tuple[QWidget, ...] = (self.number, self.name, pair)
        self._extra: dict[str, Field] = {}
        self._grid = _Grid()
        self.companion = CompanionFields()
        self.add(head)
        self.space(12)
        self.add(self._grid)
        self.add(self.companion)
        self._grid.set_parts(self._standing)
        self.kind.chosen.connect(self._choose_kind)
        for field in (self.number, self.name, self.birth_date, self.phone, self.companion.name):
            self._listen(field)
        self.companion.edited.connect(self._show_companion)
        self.companion.edited.connect(self.edited)
        self.add_companion.clicked.connect(self.open_companion)

    def start(self, service: Service | None, recorded: ApplicantForm | None) -> None:
        """Another case: its service's own fields, and what was recorded so far."""
        for former in self._extra.values():
            former.hide()
            former.deleteLater()
        fields = service.fields if service else ()
        self._extra = {
            field.key: Field(field.label, hint="" if field.is_required else text("applicant.optional"))
            for field in fields
        }
        for made in self._extra.values():
            self._listen(made)
        self._grid.set_parts((*self._standing, *self._extra.values()))
        self.take_recorded(recorded)
        self.show_problems({})

    @Slot()
    def open_companion(self) -> None:
        """Ask who came along, and how the applicant signs."""
        self.companion.open()
        self._show_companion()

    def take_recorded(self, recorded: ApplicantForm | None) -> None:
        """Show what the journal says; only where nothing was typed that it does not have."""
        self.fill(_typed(recorded))
        self._start = self.typed()

    def fill(self, typed: TypedForm) -> None:
        """Put in what was typed before; not an edit."""
        self.kind.set_key(typed.kind)
        self._hidden.set_number(typed.number)
        self.name.setText(typed.name)
        self.birth_date.setText(typed.birth_date)
        self.phone.setText(typed.phone)
        for key, field in self._extra.items():
            field.setText(dict(typed.extra).get(key, ""))
        self.companion.fill(typed.companion_relation, typed.companion_name, typed.signs_with)
        self._show_companion()
        self._show_kind()
        self._check_number()

    def typed(self) -> TypedForm:
        """What stands in the fields."""
        return TypedForm(
            kind=self.kind.key(),
            number=self._hidden.number(),
            name=self.name.text(),
            birth_date=self.birth_date.text(),
            phone=self.phone.text(),
            extra=tuple((key, field.text()) for key, field in self._extra.items()),
            companion_name=self.companion.name.text() if self.companion.relation.key() else "",
            companion_relation=self.companion.relation.key(),
            signs_with=self.companion.signs.key(),
        )

    def form(self) -> ApplicantForm:
        """The same for submitting."""
        typed = self.typed()
        return ApplicantForm(
            typed.kind,
            typed.number,
            typed.name,
            _iso(typed.birth_date),
            typed.phone,
            typed.extra,
            typed.companion_name,
            typed.companion_relation,
            typed.signs_with,
        )

    def is_changed(self) -> bool:
        """Whether anything was typed that is not recorded."""
        return self.typed() != self._start

    def take_as_recorded(self) -> None:
        """What stands in the fields is in the journal now."""
        self._start = self.typed()
        self.show_problems({})

    def show_problems(self, sentences: Mapping[str, str]) -> None:
        """What is wrong, by field; fields not named are well."""
        fields = self.fields()
        wrong = {id(fields[key]): sentence for key, sentence in sentences.items() if key in fields}
        for field in fields.values():
            field.set_error(wrong.get(id(field)))
        self.remark.setText(text("applicant.kept") if sentences else "")

    def fields(self) -> dict[str, Field]:
        """Fields by the names that problems carry, in reading order."""
        standing = {
            "identity_number": self.number,
            "full_name": self.name,
            "birth_date": self.birth_date,
            "phone": self.phone,
        }
        if self.companion.isHidden():
            return standing | self._extra
        came = dict.fromkeys(("companion_relation", "companion_name"), self.companion.name)
        return standing | self._extra | came

    def tab_stops(self) -> list[QWidget]:
        """Everything that can take the focus, in reading order."""
        fields = [field for field in self.fields().values() if field is not self.companion.name]
        edits = [field.line_edit for field in fields]
        return [self.kind, *edits, self.add_companion, *self.companion.tab_stops()]

    def first_empty(self) -> Field | None:
        """Where typing begins; the phone may stay empty and is passed over."""
        passed = ("phone", "companion_relation", "companion_name")
        wanted = [field for key, field in self.fields().items() if key not in passed]
        return next((field for field in wanted if not field.text() and field.line_edit.isEnabled()), None)

    def _listen(self, field: Field) -> None:
        field.edited.connect(self._after_edit)
        field.line_edit.returnPressed.connect(partial(self._go_on, field))

    def _go_on(self, field: Field) -> None:
        order = list(dict.fromkeys(self.fields().values()))
        at = order.index(field) + 1
        if at == len(order):
            self.left_at_end.emit()
        else:
            order[at].setFocus()

    @Slot()
    def _after_edit(self) -> None:
        self._check_number()
        self.edited.emit()

    @Slot(str)
    def _choose_kind(self, _kind: str) -> None:
        self._show_kind()
        self._check_number()
        self.edited.emit()

    def _show_companion(self) -> None:
        """The link leads to what is hidden, and goes when it is there."""
        is_hidden = self.companion.isHidden()
        self.add_companion.setVisible(is_hidden)
        self._companion_key.setVisible(is_hidden)

    def _show_kind(self) -> None:
        self.number.line_edit.setEnabled(self.kind.key() != IdentityKind.NONE)

    def _check_number(self) -> None:
        """Live help while typing: only what is well or merely unusual, never an error."""
        if self.kind.key() != IdentityKind.NIK or not self._hidden.number():
            self.number.set_hint("")
            return
        check = check_nik(self._hidden.number(), self._regions, _born(self.birth_date.text()))
        if check.error is not None:
            self.number.set_hint("")
            return
        self.number.set_error(None)  # what is well now is said at once, though it was wrong before
        if check.warning is not None:
            self.number.set_hint(text(f"note.{check.warning}"))
        else:
            self.number.set_hint(text("applicant.nik_ok", region=check.region), is_good=True)


def _typed(recorded: ApplicantForm | None) -> TypedForm:
    if recorded is None:
        return TypedForm()
    return TypedForm(
        recorded.identity_kind or str(IdentityKind.NIK),
        recorded.identity_number,
        recorded.full_name,
        date_as_typed(recorded.birth_date),
        recorded.phone,
        recorded.extra,
        recorded.companion_name,
        recorded.companion_relation,
        recorded.signs_with,
    )


def _born(words: str) -> date | None:
    try:
        return parse_birth_date(words)
    except Refused:
        return None


def _iso(words: str) -> str:
    """The ISO date; what is no date goes on as typed, and submitting says what is wrong with it."""
    try:
        return parse_birth_date(words).isoformat()
    except Refused:
        return words
