"""One line to fill in: label and hint above, an error between label and line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

_LABEL_TO_FIELD, _LABEL_TO_HINT, _PREFIX_TO_FIELD, _SIGN_TO_HINT = 4, 8, 8, 6
_ERROR_TO_RING = 2
"""Between a wrong field's sentence and the ring around it."""


class Field(ThemedWidget):
    """A labelled line edit; in a row the lower edges align, whatever stands above them.

    ``Field(text("applicant.phone"), hint=text("applicant.optional"))``. The label is the buddy of
    ``line_edit``; hint and error are told to screen readers as its description.
    """

    edited = Signal(str)
    """What stands in the field after each keystroke of a person; not emitted by ``setText``."""

    def __init__(
        self, label: str, *, hint: str = "", prefix: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hint_words, self._is_hint_good = hint, False
        self.label = TextLabel(label)
        self.line_edit = QLineEdit()
        self.prefix = prefix
        self._hint_sign = Sign("check", "success")
        self._hint = TextLabel(color="muted")
        self._error = TextLabel(role="strong", color="error", wrap=True)
        self.label.setBuddy(self.line_edit)
        self.line_edit.setAccessibleName(label)
        self.line_edit.textEdited.connect(self.edited)
        self.setFocusProxy(self.line_edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self._show_words()
        self.restyle(current_theme())

    def text(self) -> str:
        """What stands in the field."""
        return self.line_edit.text()

    def setText(self, words: str) -> None:
        """Fill the field; the cursor stays where it is if nothing changes."""
        if words != self.line_edit.text():
            self.line_edit.setText(words)

    def set_label(self, label: str) -> None:
        """Name the field otherwise."""
        self.label.setText(label)
        self.line_edit.setAccessibleName(label)

    def set_hint(self, words: str, *, is_good: bool = False) -> None:
        """Say something right of the label: muted, or in success with its sign."""
        self._hint_words, self._is_hint_good = words, is_good
        self._show_words()

    def set_error(self, sentence: str | None) -> None:
        """Say what is wrong between label and field, or take it back; what was typed stays."""
        self._error.setText(sentence or "")
        self.line_edit.setProperty("state", "error" if sentence else "")
        self.line_edit.style().unpolish(self.line_edit)
        self.line_edit.style().polish(self.line_edit)
        self._show_words()

    def hint(self) -> str:
        """What is said right of the label now, or nothing."""
        return self._hint.text()

    def error(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._error.text()

    def set_read_only(self, is_read_only: bool) -> None:  # noqa: FBT001  as Qt's own setReadOnly
        """Show the words without a box; they can still be selected and copied."""
        self.line_edit.setReadOnly(is_read_only)
        if self.prefix is not None:
            self.prefix.setEnabled(not is_read_only)

    def restyle(self, theme: Theme) -> None:
        """Set the gaps."""
        super().restyle(theme)
        self._column.setSpacing(theme.px(_LABEL_TO_FIELD))
        self._error.setContentsMargins(0, 0, 0, theme.px(_ERROR_TO_RING))
        self._head.setSpacing(theme.px(_SIGN_TO_HINT))
        self._row.setSpacing(theme.px(_PREFIX_TO_FIELD))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        self._head.addWidget(self.label)
        self._head.addStretch(1)
        self._head.addWidget(self._hint_sign)
        self._head.addWidget(self._hint)
        self._row = QHBoxLayout()
        if self.prefix is not None:
            self._row.addWidget(self.prefix)
        self._row.addWidget(self.line_edit, 1)
        self._column.addStretch(1)
        self._column.addLayout(self._head)
        self._column.addWidget(self._error)
        self._column.addLayout(self._row)

    def _show_words(self) -> None:
        error = self._error.text()
        is_good = self._is_hint_good and not error
        self._hint.setText(self._hint_words if is_good or not self._is_hint_good else "")
        self._hint.set_color("success" if is_good else "muted")
        self._hint.setVisible(bool(self._hint.text()))
        self._hint_sign.setVisible(is_good)
        self._error.setVisible(bool(error))
        self.line_edit.setAccessibleDescription(error or self._hint.text())
