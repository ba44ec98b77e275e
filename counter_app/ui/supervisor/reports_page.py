"""Laporan: a day or a month as a file, saved and opened; and the day on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.domain.errors import Refused
from counter_app.domain.identity import parse_birth_date
from counter_app.domain.period import Period, month_of, one_day
from counter_app.ui.commands.supervisor import MAKE_REPORT, PRINT_REPORT
from counter_app.ui.desk.page import Page
from counter_app.ui.forms.typed_date import date_as_typed
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.announcing import announce
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.drawing import RADIUS, fill_box, smooth
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.radio_list import RadioList
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

FORMS = ("pdf", "xlsx", "csv", "json")
TOLD_AFTER_MS = 1_000
"""What is done sooner needs no bar."""
FIELD_WIDTH, BAR_WIDTH, BAR_HEIGHT = 260, 420, 12


class ProgressLine(ThemedWidget):
    """How far a report is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle(current_theme())

    def show_percent(self, percent: int) -> None:
        """0 … 100."""
        self._percent = percent
        self.setAccessibleName(text("report_screen.progress", n=percent))
        self.update()

    def sizeHint(self) -> QSize:
        """420 x 12."""
        theme = current_theme()
        return QSize(theme.px(BAR_WIDTH), theme.px(BAR_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the part that is done."""
        theme, painter = current_theme(), smooth(QPainter(self))
        box = QRectF(self.rect())
        fill_box(painter, box, theme.color("none_tint"), theme.px(RADIUS))
        box.setWidth(box.width() * self._percent / 100)
        fill_box(painter, box, theme.color("brand"), theme.px(RADIUS))


class ReportsPage(Page):
    """Choices above, what came of them below.

    Signals: ``wanted(Period, str)`` a report in a form; ``print_wanted(Period)``; ``cancel_wanted()``.
    """

    wanted = Signal(object, str)
    print_wanted = Signal(object)
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._file: Path | None = None
        self.span = RadioList(text("report_screen.span"), _offered("span", ("day", "month")))
        self.form = RadioList(text("report_screen.form"), _offered("form", FORMS))
        self.date = Field(text("figures.go_to"), hint=text("day.date_hint"))
        self.make = SecondaryButton(text(MAKE_REPORT.text), MAKE_REPORT.key)
        self.print_button = SecondaryButton(text(PRINT_REPORT.text), PRINT_REPORT.key)
        self.open, self.open_folder = (
            SecondaryButton(text("report_screen.open")), SecondaryButton(text("report_screen.open_folder"))
        )  # fmt: skip
        self.cancel = SecondaryButton(text("report_screen.cancel"), "Esc")
        self.told, self.bar = TextLabel(wrap=True), ProgressLine()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(TOLD_AFTER_MS)
        self._lay_out()
        self._connect()
        self._show(is_busy=False)
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """The date: the rest stands as it was."""
        self.date.line_edit.setFocus()
        self.date.line_edit.selectAll()

    def show_day(self, day: date) -> None:
        """The day that was looked at last is proposed."""
        self.date.set_error(None)
        self.date.setText(date_as_typed(day.isoformat()))

    def period(self) -> Period | None:
        """What is chosen; None where no date was typed, which is said at the field."""
        try:
            day = parse_birth_date(self.date.text())
        except Refused:
            self.date.set_error(text("day.date_wrong"))
            self.date.line_edit.setFocus()
            return None
        self.date.set_error(None)
        return month_of(day) if self.span.key() == "month" else one_day(day)

    @Slot()
    def submit(self) -> None:
        """Ctrl+Enter, or Enter in a field."""
        period = self.period()
        if period is not None:
            self.wanted.emit(period, self.form.key())

    @Slot()
    def print_day(self) -> None:
        """Ctrl+P."""
        period = self.period()
        if period is not None:
            self.print_wanted.emit(period)

    def show_started(self) -> None:
        """It is being made; after a second it is said how far it is."""
        self._file = None
        self.bar.show_percent(0)
        self._late.start()
        self._say("")
        self._show(is_busy=False)

    @Slot(int)
    def show_progress(self, percent: int) -> None:
        """So far."""
        self.bar.show_percent(percent)

    def show_made(self, file: Path) -> None:
        """Where it lies."""
        self._file = file
        self._say(text("report_screen.saved", path=str(file)))

    def show_printed(self, file: Path) -> None:
        """It is on paper, or with the printer."""
        self._file = file
        self._say(text("report_screen.printed", path=str(file)))

    def show_failed(self, words: str) -> None:
        """Why there is none."""
        self._say(words, color="error")

    def show_ended(self) -> None:
        """No bar any more."""
        self._late.stop()
        self._show(is_busy=False)

    def restyle(self, theme: Theme) -> None:
        """A date is short."""
        super().restyle(theme)
        if hasattr(self, "date"):
            self.date.setFixedWidth(theme.px(FIELD_WIDTH))

    def _lay_out(self) -> None:
        self.content.set_gap(16)
        self.content.add(TextLabel(text("sup.reports"), role="display"))
        choices = Row(gap=48)
        for words, part in (("report_screen.span", self.span), ("report_screen.form", self.form)):
            column = Column(gap=8)
            column.add(TextLabel(text(words), role="strong"))
            column.add(part)
            column.stretch()
            choices.add(column)
        choices.stretch()
        for one in (_at_left(self.date), choices, _at_left(self.make, self.print_button), self.told):
            self.content.add(one)
        self.content.add(_at_left(self.bar, self.cancel))
        self.content.add(_at_left(self.open, self.open_folder))
        self.content.stretch()

    def _connect(self) -> None:
        self.make.clicked.connect(self.submit)
        self.print_button.clicked.connect(self.print_day)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.date.line_edit.returnPressed.connect(self.submit)
        self.span.submitted.connect(self.submit)
        self.form.submitted.connect(self.submit)
        self.open.clicked.connect(self._open)
        self.open_folder.clicked.connect(self._open_folder)
        self._late.timeout.connect(lambda: self._show(is_busy=True))

    def _show(self, *, is_busy: bool) -> None:
        for part in (self.bar, self.cancel):
            part.setVisible(is_busy)
        for part in (self.open, self.open_folder):
            part.setVisible(self._file is not None)

    def _say(self, words: str, color: str = "text") -> None:
        self.told.setText(words)
        self.told.set_color(color)
        self.told.setVisible(bool(words))
        if words:
            announce(self, words)

    @Slot()
    def _open(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    @Slot()
    def _open_folder(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))


def _offered(group: str, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(key, text(f"report_{group}.{key}")) for key in keys]


def _at_left(*parts: QWidget) -> Row:
    row = Row(gap=8)
    for part in parts:
        row.add(part)
    row.stretch()
    return row
