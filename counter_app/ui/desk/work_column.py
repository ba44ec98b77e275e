"""The middle of the window: one page at a time, and above it what stays until it is solved."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.domain.errors import Unavailable
from counter_app.ui.commands.desk import PRINT_AGAIN
from counter_app.ui.desk.sync_news import CONTINUED
from counter_app.ui.i18n import text
from counter_app.ui.messages import Message, problem, sentence
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.notice import NoticeBar, NoticeKind


class PageStack(QStackedWidget):
    """Asks for no more room than the page that is seen; hidden pages have no say."""

    def minimumSizeHint(self) -> QSize:
        """What the present page needs at least across; downwards it scrolls."""
        page = self.currentWidget()
        return QSize(page.minimumSizeHint().width() if page is not None else 0, 0)


class WorkColumn(Column):
    """Notice bar over the pages.

    Signals: ``retry_wanted()`` the button of a printer's notice.
    """

    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.notice = NoticeBar()
        self.stack = PageStack()
        self._trouble: Message | None = None
        self._printer = ""
        self._hub: Message | None = None
        self._place = Column(margins=(32, 32, 32, 0))
        self._place.add(self.notice)
        self._place.hide()
        self.add(self._place)
        self.add(self.stack, stretch=1)
        self.notice.pressed.connect(self.retry_wanted)

    def show_printer(self, problem: str) -> None:
        """A printer's problem, by its code, stays until the printer is well."""
        if problem != self._printer:
            self._printer = problem
            self._show()

    def show_hub(self, told: Message | None) -> None:
        """What is to be said of the hub; None = nothing."""
        if told != self._hub:
            self._hub = told
            self._show()

    def show_trouble(self, error: Unavailable) -> None:
        """The surroundings fail; it stays until something works again."""
        self._trouble = sentence(error)
        self._show()

    def trouble_is_over(self) -> None:
        """Something was committed again."""
        if self._trouble is not None:
            self._trouble = None
            self._show()

    def _show(self) -> None:
        told = self._trouble or (problem(self._printer) if self._printer else self._hub)
        self._place.setVisible(told is not None)
        if told is None:
            self.notice.hide()
            return
        is_printer = self._trouble is None and bool(self._printer)
        button = (text(PRINT_AGAIN.text), PRINT_AGAIN.key) if is_printer else None
        kind: NoticeKind = "error" if told is self._trouble else "warning"
        if told.code == CONTINUED:
            kind = "info"
        self.notice.show_notice(kind, told.title, told.action, button=button)
