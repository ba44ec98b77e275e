"""What is said of a printer: each kind has its own fields."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from counter_app.domain.thermal import CODE_PAGES, EXAMPLES, NATIVE, PICTURE, ROLLS, Link, ThermalSettings
from counter_app.ui.i18n import text
from counter_app.ui.printer_setup.printers import FOLDER, NONE, SPARE, SYSTEM, USUAL, PrinterChoice
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

BETWEEN_ROWS, BETWEEN_COLUMNS = 16, 24
ONE_COLUMN_FROM = 1.5
LINKS = tuple(str(link) for link in Link)
YES, NO = "yes", "no"


class Chosen(Column):
    """One of a few under its label."""

    def __init__(self, label: str, choices: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        words = TextLabel(label)
        self.select = Select(label, choices)
        self.select.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words.setBuddy(self.select)
        self.stretch()
        self.add(words)
        self.add(self.select)
        self.setFocusProxy(self.select)


class PrinterFields(ThemedWidget):
    """The fields, two beside each other.

    Signals: ``edited()`` somebody changed something; ``place_chosen(str)`` the other printer is wanted;
    ``left_by_enter()``.
    """

    edited = Signal()
    place_chosen = Signal(str)
    left_by_enter = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = Chosen(text("printer.place"), _choices("printer_place", (USUAL, SPARE)))
        self.kind = Chosen(text("printer.kind"), _choices("printer_kind", (*LINKS, SYSTEM, FOLDER, NONE)))
        self.address = Field(text("printer.address"))
        self.roll = Chosen(text("printer.roll"), _choices("printer_roll", tuple(ROLLS)))
        letters = [(PICTURE, text("printer.letters_picture"))]
        letters += [(page, text("printer.letters_own", page=page.removeprefix("cp"))) for page in CODE_PAGES]
        self.letters = Chosen(text("printer.letters"), letters)
        self.qr = Chosen(text("printer.qr"), _choices("printer_qr", (PICTURE, NATIVE)))
        self.cutter = Chosen(text("printer.cutter"), _choices("printer_cutter", (YES, NO)))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._parts: tuple[QWidget, ...] = (
            self.place, self.kind, self.address, self.roll, self.letters, self.qr, self.cutter,
        )  # fmt: skip
        for part in self._parts:
            part.setParent(self)
        self.place.select.chosen.connect(self.place_chosen)
        self.kind.select.chosen.connect(self._choose_kind)
        for chosen in (self.roll, self.letters, self.qr, self.cutter):
            chosen.select.chosen.connect(self.edited)
        self.address.edited.connect(self.edited)
        self.address.line_edit.returnPressed.connect(self.left_by_enter)
        self.restyle(current_theme())
        self._show_kind()

    def fill(self, choice: PrinterChoice) -> None:
        """Show what the settings say; not an edit."""
        printer = choice.thermal
        self.kind.select.set_key(choice.kind)
        self.address.setText(printer.address if choice.kind in LINKS else choice.name)
        self.roll.select.set_key(printer.roll)
        self.letters.select.set_key(printer.code_page)
        self.qr.select.set_key(printer.qr)
        self.cutter.select.set_key(YES if printer.has_cutter else NO)
        self._show_kind()

    def typed(self) -> PrinterChoice:
        """What stands in the fields."""
        kind, address = self.kind.select.key(), self.address.text().strip()
        if kind not in LINKS:
            return PrinterChoice(kind, address if kind == SYSTEM else "")
        return PrinterChoice(
            kind,
            thermal=ThermalSettings(
                link=kind,
                address=address,
                roll=self.roll.select.key(),
                code_page=self.letters.select.key(),
                qr=self.qr.select.key(),
                has_cutter=self.cutter.select.key() == YES,
            ),
        )

    def restyle(self, theme: Theme) -> None:
        """Gaps, and one column or two."""
        super().restyle(theme)
        if not hasattr(self, "_grid"):
            return
        self._grid.setVerticalSpacing(theme.px(BETWEEN_ROWS))
        self._grid.setHorizontalSpacing(theme.px(BETWEEN_COLUMNS))
        self._arrange(1 if theme.zoom >= ONE_COLUMN_FROM else 2)

    def _arrange(self, columns: int) -> None:
        """Those that this kind has, in reading order."""
        for part in self._parts:
            self._grid.removeWidget(part)
        shown = [part for part in self._parts if not part.isHidden()]
        for at, part in enumerate(shown):
            self._grid.addWidget(part, at // columns, at % columns)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _show_kind(self) -> None:
        kind = self.kind.select.key()
        is_thermal = kind in LINKS
        for part in (self.roll, self.letters, self.qr, self.cutter):
            part.setVisible(is_thermal)
        self.address.setVisible(is_thermal or kind == SYSTEM)
        self.address.set_label(text("printer.name" if kind in (SYSTEM, Link.QUEUE) else "printer.address"))
        example = EXAMPLES[Link(kind)] if is_thermal else ""
        hint = text("printer.example", example=example) if example else text("printer.name_hint")
        self.address.set_hint(hint)
        self.address.set_error(None)
        self.restyle(current_theme())

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        """A serial line is too slow for pictures."""
        self.letters.select.set_key("cp437" if kind == Link.SERIAL else PICTURE)
        self.qr.select.set_key(NATIVE if kind == Link.SERIAL else PICTURE)
        self._show_kind()
        self.edited.emit()


def _choices(section: str, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(key, text(f"{section}.{key.replace('-', '_')}")) for key in keys]
