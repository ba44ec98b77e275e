"""Fee, time and result of a service side by side; what is unverified says so."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.domain.catalogue import Service
from counter_app.ui.figures import fee, fee_basis, service_time
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme
from counter_app.ui.widgets.boxes import Column, Row, Rule
from counter_app.ui.widgets.themed import TextLabel

NARROW_FROM = 1.25
"""Zoom from which the requirement sheet is too narrow for two facts side by side."""


class Fact(Column):
    """A label, a value, a line below, and perhaps that it is not verified."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self.value = TextLabel(role="section", wrap=True)
        self.below = TextLabel(color="muted", wrap=True)
        self.unverified = TextLabel(text("measure.unverified"), role="strong", color="warning", wrap=True)
        for part in (TextLabel(label, color="muted"), self.value, self.below, self.unverified):
            self.add(part)
        self.stretch()

    def show_fact(self, value: str, below: str, *, is_verified: bool) -> None:
        """Tell another service's fact."""
        self.value.setText(value)
        self.below.setText(below)
        self.below.setVisible(bool(below))
        self.unverified.setVisible(not is_verified)


class ServiceFacts(Row):
    """Up to three facts with upright hair lines between."""

    def __init__(self, *, with_result: bool, parent: QWidget | None = None) -> None:
        self._rules: list[Rule] = []
        self._is_narrow = not with_result
        super().__init__(gap=20, parent=parent)
        self.fee = Fact(text("service.fee"))
        self.time = Fact(text("service.time"))
        self.result = Fact(text("service.result"), parent=self)
        self.result.setVisible(with_result)
        for at, fact in enumerate((self.fee, self.time, *([self.result] if with_result else []))):
            if at:
                self._rules.append(Rule(is_upright=True))
                self.add(self._rules[-1])
            self.add(fact, stretch=1)

    def show_service(self, service: Service) -> None:
        """Tell another service's facts."""
        self.fee.show_fact(fee(service), fee_basis(service), is_verified=service.is_fee_verified)
        self.time.show_fact(
            service_time(service), text("service.time_from"), is_verified=service.is_time_verified
        )
        self.result.show_fact(service.product, "", is_verified=True)

    def restyle(self, theme: Theme) -> None:
        """In the narrow sheet the facts stand below each other at high zoom."""
        super().restyle(theme)
        is_stacked = self._is_narrow and theme.zoom >= NARROW_FROM
        direction = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        self.box.setDirection(direction)
        for rule in self._rules:
            rule.setVisible(not is_stacked)
