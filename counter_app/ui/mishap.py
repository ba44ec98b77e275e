"""Our own mistakes: one calm dialog with a reference, one line in the log, and the work goes on."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counter_app.domain.clock import NewId
from counter_app.ui.i18n import text
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.themed import TextLabel

_LOG = logging.getLogger("counter_app")

WIDTH = 520
"""Of the dialog, px at 100 %."""


class Mishap(QDialog):
    """Says that the program, not the officer, made a mistake, and how to name it to the IT staff."""

    def __init__(self, reference: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.reference = reference
        self.setWindowTitle(text("mishap.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = Column(gap=12, margins=(24, 24, 24, 24))
        column.add(TextLabel(text("mishap.title"), role="section"))
        column.add(TextLabel(text("mishap.text", reference=reference), wrap=True))
        close = SecondaryButton(text("mishap.close"))
        close.clicked.connect(self.accept)
        column.add(close)
        column.setFixedWidth(current_theme().px(WIDTH))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(column)
        frame.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        close.setFocus()


class Mishaps(QObject):
    """Shows one dialog at a time, however many mistakes there are; the log has them all."""

    def __init__(self, new_id: NewId, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._new_id = new_id
        self._shown: Mishap | None = None

    @Slot(object)
    def report(self, mistake: BaseException) -> None:
        """Write the mistake down and tell it."""
        reference = self._new_id().hex[-8:].upper()
        _LOG.error("mishap %s", reference, exc_info=mistake)
        if self._shown is None:
            self._shown = Mishap(reference, self._window)
            self._shown.finished.connect(self._forget)
            self._shown.open()

    @Slot()
    def _forget(self) -> None:
        self._shown = None
