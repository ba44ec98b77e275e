"""The parts of the hub's page: facts in large type, the code, one line for a station."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.figures import clock_time
from counter_app.ui.hub_setup.switch import ConnectedStation, HubPlace
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.fact_row import FactRow
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

SELECT_WIDTH, LIST_WIDTH = 338, 700


class Fact(Column):
    """A label, and below it what is read out to the other desk."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self._label = label
        self._lines = [TextLabel(role="display"), TextLabel(role="display")]
        for part in (TextLabel(label, color="muted"), *self._lines):
            self.add(part)
        self.stretch()

    def show_fact(self, lines: Sequence[str]) -> None:
        """One or two lines."""
        for label, words in zip(self._lines, (*lines, ""), strict=False):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(f"{self._label}: {', '.join(lines)}")

    def words(self) -> str:
        """What is shown."""
        return " ".join(label.text() for label in self._lines if label.text())


class CodePart(Column):
    """For which station, and the code once there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self._free: tuple[HubPlace, ...] = ()
        label = TextLabel(text("site_hub.code_for"), color="muted")
        self.select = Select(text("site_hub.code_for"), [])
        label.setBuddy(self.select)
        self.digits = TextLabel(role="number")
        self.good = TextLabel(color="muted", wrap=True)
        for part in (label, self.select, self.digits, self.good):
            self.add(part)
        self.setFocusProxy(self.select)
        self.select.chosen.connect(self.forget)
        self.restyle(current_theme())
        self.forget()

    def offer(self, free: tuple[HubPlace, ...]) -> None:
        """What may still be connected; what was chosen stays chosen while it is offered."""
        if free == self._free:
            return
        kept, self._free = self.place(), free
        self.select.set_choices([(str(at), place_words(one)) for at, one in enumerate(free)])
        same = [at for at, one in enumerate(free) if kept is not None and _is_open(kept, one)]
        if same:
            self.select.set_key(str(same[0]))
        else:
            self.forget()  # it was used

    def place(self) -> HubPlace | None:
        """The station that the next code is for."""
        at = self.select.currentIndex()
        return self._free[at] if 0 <= at < len(self._free) else None

    def name(self) -> str:
        """What people call it."""
        place = self.place()
        return "" if place is None else place_words(replace(place, is_taken=False))

    def show_code(self, digits: str, name: str, until: str) -> None:
        """Six digits, large."""
        self.digits.setText(f"{digits[:3]} {digits[3:]}")
        self.digits.setAccessibleName(" ".join(digits))
        self.good.setText(text("site_hub.code_good", place=name, time=until))
        self.digits.show()
        self.good.show()

    def forget(self) -> None:
        """No code stands here."""
        self.digits.hide()
        self.good.hide()

    def restyle(self, theme: Theme) -> None:
        """A list as wide as a field."""
        super().restyle(theme)
        if hasattr(self, "select"):
            self.select.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.select.setFixedWidth(theme.px(SELECT_WIDTH))


def _is_open(kept: HubPlace, one: HubPlace) -> bool:
    """Whether what was chosen is offered still; a place that was free and is taken now was used."""
    is_same = (kept.kind, kept.counter) == (one.kind, one.counter)
    return is_same and (kept.is_taken or not one.is_taken)


def place_words(place: HubPlace) -> str:
    """Loket 2, Resepsionis, Supervisor; Loket 4, PC pengganti."""
    if place.is_taken:
        return text("site_hub.replaced", n=place.counter)
    if place.kind == "counter":
        return text("site_hub.counter", n=place.counter)
    return text(f"site_hub.{place.kind}")


def station_row(one: ConnectedStation, zone: ZoneInfo) -> Row:
    """Which station, and when it was heard."""
    name = place_words(one.place)
    label = name if one.name in ("", name) else f"{name} · {one.name}"
    made = Row()
    row = FactRow(label, _heard(one, zone))
    made.add(row)
    made.setFixedWidth(current_theme().px(LIST_WIDTH))
    return made


def _heard(one: ConnectedStation, zone: ZoneInfo) -> str:
    if one.is_own:
        return text("site_hub.this_pc")
    if one.heard_ms is None:
        return text("site_hub.not_heard")
    heard = text("site_hub.heard", time=clock_time(one.heard_ms, zone))
    return f"{heard} · {text('site_hub.unsent', n=one.unsent)}" if one.unsent else heard
