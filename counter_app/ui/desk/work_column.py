"""The middle of the window: one page at a time, and above it what stays until it is solved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.db.queries.printing import PaperInDoubt
from counter_app.domain.errors import Unavailable
from counter_app.ui.commands import Command
from counter_app.ui.commands.desk import PRINT_AGAIN
from counter_app.ui.commands.printing import MOVE_PAPERS, PAPER_IS_OUT
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


@dataclass(frozen=True, slots=True)
class PrinterNews:
    """What the notice tells of printing."""

    problem: str = ""
    """Code of what keeps papers inside."""
    doubt: PaperInDoubt | None = None
    """Comes first: it is answered by a look into the tray."""
    can_move: bool = False
    """Whether there is another printer."""


class WorkColumn(Column):
    """Notice bar over the pages.

    Signals: ``retry_wanted()`` the button of a printer's notice; ``paper_is_out_wanted()`` and
    ``move_wanted()`` the one beside it.
    """

    retry_wanted = Signal()
    paper_is_out_wanted = Signal()
    move_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.notice = NoticeBar()
        self.stack = PageStack()
        self._trouble: Message | None = None
        self._printer = PrinterNews()
        self._hub: Message | None = None
        self._is_locked = False
        self._place = Column(margins=(32, 32, 32, 0))
        self._place.add(self.notice)
        self._place.hide()
        self.add(self._place)
        self.add(self.stack, stretch=1)
        self.notice.pressed.connect(self.retry_wanted)
        self.notice.second_pressed.connect(self._press_second)

    def show_printer(self, news: PrinterNews) -> None:
        """A printer's problem stays until the printer is well, a question until it is answered."""
        if news != self._printer:
            self._printer = news
            self._show()

    def set_locked(self, is_locked: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """A locked desk names no number: what is said of printing waits until it is unlocked."""
        if is_locked != self._is_locked:
            self._is_locked = is_locked
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
        printing = self._about_printing()
        told = self._trouble or printing or self._hub
        self._place.setVisible(told is not None)
        if told is None:
            self.notice.hide()
            return
        kind: NoticeKind = "error" if told is self._trouble else "warning"
        if told.code == CONTINUED:
            kind = "info"
        buttons = self._buttons() if told is printing else (None, None)
        self.notice.show_notice(kind, told.title, told.action, *buttons)

    def _about_printing(self) -> Message | None:
        news = PrinterNews() if self._is_locked else self._printer
        if news.doubt is not None:
            return _question(news.doubt)
        return problem(news.problem) if news.problem else None

    def _buttons(self) -> tuple[tuple[str, str], tuple[str, str] | None]:
        again = (text(PRINT_AGAIN.text), PRINT_AGAIN.key)
        if self._printer.doubt is not None:
            return (text("printer.not_out"), PRINT_AGAIN.key), _on(PAPER_IS_OUT)
        return again, _on(MOVE_PAPERS) if self._printer.can_move else None

    @Slot()
    def _press_second(self) -> None:
        (self.move_wanted if self._printer.doubt is None else self.paper_is_out_wanted).emit()


def _on(command: Command) -> tuple[str, str]:
    return text(command.text), command.key


def _question(doubt: PaperInDoubt) -> Message:
    name = text(f"paper_name.{doubt.paper}")
    number = doubt.title.split(maxsplit=1)[0]
    title = text("printer.doubt", paper=name, title=number)
    more = text("printer.doubt_more", n=doubt.more) if doubt.more else ""
    return Message("doubt", title, f"{text('printer.doubt_do')} {more}".strip(), PRINT_AGAIN.key)
