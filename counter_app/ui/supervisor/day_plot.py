"""The plot at the left of the day: what belongs to the table below it, with its title and legend."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text
from counter_app.ui.supervisor.day_plots import Plot
from counter_app.ui.supervisor.day_tables import DayReading, band_words, hours_with_work
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

HEIGHT = 190


class DayPlot(Column):
    """``plot.show_view("hour", reading, zone)``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self.title, self.legend = TextLabel(role="heading", wrap=True), Legend(())
        self.shown = Plot(text("day.chart"))
        self._head = Row(gap=8)
        self._head.add(self.title, stretch=1)
        self._head.add(self.legend)
        self.add(self._head)
        self.add(self.shown)
        self.restyle(current_theme())

    def show_view(self, view: str, reading: DayReading, zone: ZoneInfo) -> None:
        """Arrivals and calls by hour, unless the table shows what has a plot of its own."""
        match view:
            case "bands":
                self._show_bands(reading)
            case "moments":
                self._show_moments(reading, zone)
            case _:
                self._show_hours(reading)

    def restyle(self, theme: Theme) -> None:
        """The plot has always one height."""
        super().restyle(theme)
        if hasattr(self, "shown"):
            self.shown.setFixedHeight(theme.px(HEIGHT))

    def _show_hours(self, reading: DayReading) -> None:
        hours = hours_with_work(reading.figures)
        known = {one.hour: one for one in reading.figures.hours}
        issued = [known[hour].issued if hour in known else 0 for hour in hours]
        called = [known[hour].called if hour in known else 0 for hour in hours]
        self._name(text("day.chart"), ("brand", text("day.arrived")), ("line", text("day.called")))
        self.shown.show_bars([f"{hour:02d}" for hour in hours], issued, called)

    def _show_bands(self, reading: DayReading) -> None:
        bands = reading.figures.bands
        labels = [band_words(one.from_min, one.to_min) for one in bands]
        self._name(text("figures.distribution"), ("brand", text("day.tickets")))
        self.shown.show_bars(labels, [one.tickets for one in bands])

    def _show_moments(self, reading: DayReading, zone: ZoneInfo) -> None:
        moments = reading.figures.moments
        waiting, counters = text("hall.waiting"), text("figures.counters")
        self._name(text("figures.load"), ("brand", waiting), ("line", counters))
        labels = [clock_time(one.at_ms, zone) for one in moments]
        self.shown.show_lines(labels, [one.waiting for one in moments], [one.counters for one in moments])

    def _name(self, title: str, *series: tuple[str, str]) -> None:
        self.title.setText(title)
        self.shown.setAccessibleName(title)
        if series == self.legend.series:
            return
        self.legend.hide()
        self.legend.deleteLater()
        self.legend = Legend(series)
        self._head.add(self.legend)


class Legend(Row):
    """A square in a colour token and a word, for each series."""

    def __init__(self, series: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self.series = series
        for token, words in series:
            self.add(_Square(token))
            self.add(TextLabel(words))
            self.space(8)


class _Square(ThemedWidget):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setAutoFillBackground(True)
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """14 px of the colour."""
        super().restyle(theme)
        self.setFixedSize(theme.px(14), theme.px(14))
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color(self._token))
        self.setPalette(palette)
