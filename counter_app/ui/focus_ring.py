"""The focus ring: 3 px, 2 px away from what has the focus, drawn on top so that no neighbour cuts it.

A widget says by its dynamic property ``focusRing`` what it wants: ``outside`` (the default), ``inside``
(the ring lies within its edge) or ``none`` (scroll areas and views that mark one of their rows).
On a ground of its own it names another colour token by ``focusRingToken``. A part shows the ring around
its parent by ``part.setProperty("focusRingOf", "parent")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from counter_app.ui.theme import Theme

WIDTH, GAP, RADIUS = 3, 2, 4
"""Of the ring, of the ground between, and of the corners of what it surrounds; px at 100 %."""

_FOLLOWER = "focusRingFollower"
_MOVING = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
    QEvent.Type.DynamicPropertyChange,
    QEvent.Type.StyleChange,
}


class FocusRing(QWidget):
    """A ring around one widget; it lets the mouse through and takes no focus itself."""

    def __init__(self, theme: Callable[[], Theme], target: QWidget) -> None:
        self._host = _host(target)
        super().__init__(self._host)
        self._theme = theme
        self._target = target
        self._watched = tuple(_chain(target, self._host))
        for attribute in (
            Qt.WidgetAttribute.WA_TransparentForMouseEvents,
            Qt.WidgetAttribute.WA_NoSystemBackground,
        ):
            self.setAttribute(attribute)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._watched:
            widget.installEventFilter(self)
        target.destroyed.connect(self.deleteLater)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where the target is."""
        if event.type() in _MOVING and isValid(self):
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Lay the ring around the target as it stands now, above all its neighbours."""
        if not (isValid(self._target) and isValid(self._host)):
            return
        shown = self._target.isVisibleTo(self._host)
        if shown:
            reach = 0 if self._is_inside() else self._theme().px(GAP + WIDTH)
            corner = self._target.mapTo(self._host, QPoint(0, 0))
            area = QRect(corner, self._target.size()).adjusted(-reach, -reach, reach, reach)
            self.setGeometry(area)
            self.raise_()
        self.setVisible(shown)

    def let_go(self) -> None:
        """Stop following and vanish."""
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring alone; the gap shows whatever lies below."""
        theme = self._theme()
        width = theme.px(WIDTH)
        inset = width / 2 + (theme.px(WIDTH) if self._is_inside() else 0)
        radius = theme.px(RADIUS) if self._is_inside() else theme.px(RADIUS + GAP) + width / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(self._target.property("focusRingToken") or "focus"), width))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)

    def _is_inside(self) -> bool:
        return bool(self._target.property("focusRing") == "inside")


class FocusFollower(QObject):
    """Keeps one ring on the widget that has the focus of the application."""

    def __init__(self, app: QApplication, theme: Callable[[], Theme]) -> None:
        super().__init__(app)
        self.setObjectName(_FOLLOWER)
        self._theme = theme
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._move)

    @Slot(QWidget, QWidget)
    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.let_go()
        target = _target(new)
        self._ring = None if target is None else FocusRing(self._theme, target)


def follow_focus(app: QApplication, theme: Callable[[], Theme]) -> None:
    """Draw the ring from now on; calling it again changes nothing."""
    if app.findChild(QObject, _FOLLOWER) is None:
        FocusFollower(app, theme)


def _target(widget: QWidget | None) -> QWidget | None:
    while widget is not None and widget.property("focusRingOf") == "parent":
        widget = widget.parentWidget()
    if widget is None or widget.isWindow() or widget.property("focusRing") == "none":
        return None
    if isinstance(widget, QAbstractScrollArea) and widget.property("focusRing") is None:
        return None
    return widget


def _host(target: QWidget) -> QWidget:
    """The widget that holds the ring: the content of a scroll area (it scrolls along) or the window."""
    widget = target
    while (parent := widget.parentWidget()) is not None and not widget.isWindow():
        area = parent.parentWidget()
        if widget is not target and isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            return widget
        widget = parent
    return widget


def _chain(target: QWidget, host: QWidget) -> Iterator[QWidget]:
    widget: QWidget | None = target
    while widget is not None and widget is not host:
        yield widget
        widget = widget.parentWidget()
    yield host
