"""F1: every key, what it does, and why it can't be used now. Made from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import AT_WORK, Command, Groups, Scene
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row, Rule, reached_by_keys
from counter_app.ui.widgets.flow import FlowLabel, Span
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.row_letters import CHOICES, WAIVED
from counter_app.ui.widgets.themed import TextLabel

KEYS_WIDTH = 160
TOLD_SCENES = (Scene.SIGN_IN, Scene.CONNECT, Scene.DAY, Scene.IDLE, Scene.CALLED, Scene.SERVING)
"""Scenes that people know by what happens at the counter; the others are pages laid over them."""


def not_now(command: Command, scene: Scene) -> str:
    """Why a command can't be used in a scene; empty where it can."""
    if scene in command.scenes:
        return ""
    return text("help_page.not_now", when=_when(command))


def _when(command: Command) -> str:
    if command.scenes >= AT_WORK or Scene.RECEPTION in command.scenes:
        return text("help_when.work")
    words = [text(f"help_when.{scene}") for scene in TOLD_SCENES if scene in command.scenes]
    told = words[0] if words else text("help_when.work")
    for other in words[1:]:
        told = text("help_page.or", one=told, other=other)
    return told


class KeyRow(Row):
    """Keys at the left, what they do at the right."""

    def __init__(self, keys: Iterable[str], name: str, told: str, why_not: str = "") -> None:
        super().__init__(gap=16, margins=(0, 6, 0, 6))
        self._boxes = Row(gap=6)
        for key in keys:
            self._boxes.add(KeyHint(key))
        self._boxes.stretch()
        place = Column()
        place.add(self._boxes)
        place.stretch()
        words = Column(gap=2, margins=(0, 2, 0, 0))
        ink = "disabled" if why_not else "text"
        words.add(FlowLabel((Span(name, "strong", ink), Span(f"   {told}" if told else "", color="muted"))))
        if why_not:
            words.add(TextLabel(why_not, color="muted", wrap=True))
        words.stretch()
        self.add(place)
        self.add(words, stretch=1)
        self.setAccessibleName(". ".join(part for part in (", ".join(keys), name, told, why_not) if part))
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """All names begin at one line."""
        super().restyle(theme)
        if hasattr(self, "_boxes"):
            self._boxes.setFixedWidth(theme.px(KEYS_WIDTH))


class HelpPage(Page):
    """The page; ``show_keys`` makes it anew for what is below it."""

    def __init__(self, groups: Groups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._groups = groups
        self.rows: dict[str, KeyRow] = {}
        """By id of the command."""
        reached_by_keys(self.area)

    def show_keys(self, scene: Scene) -> None:
        """What works in ``scene`` and what does not."""
        self.content.clear()
        self.rows.clear()
        self.content.add(TextLabel(text("help_page.title"), role="display", wrap=True))
        self.content.space(3)
        self.content.add(TextLabel(text("help_page.text"), color="muted", wrap=True))
        for name, group in self._groups.items():
            self._begin(text(f"help_group.{name}"))
            for command in group:
                self._add_command(command, scene)
        self._begin(text("help_group.typing"))
        for keys, told in _typing():
            self.content.add(KeyRow(keys, told, ""))
        self.content.stretch()
        self.scroll_up()

    def focus_first(self) -> None:
        """Arrows and pages scroll."""
        self.area.setFocus()

    def _begin(self, title: str) -> None:
        self.content.space(24)
        self.content.add(TextLabel(title, role="section", wrap=True))
        self.content.space(4)
        self.content.add(Rule("line"))

    def _add_command(self, command: Command, scene: Scene) -> None:
        why_not = not_now(command, scene)
        row = KeyRow(_keys(command), name_of(command), text(f"help.{command.id}"), why_not)
        self.rows[command.id] = row
        self.content.add(row)


def name_of(command: Command) -> str:
    """Its words, without the count that some buttons carry."""
    return " ".join(text(command.text, n="").split())


def _keys(command: Command) -> tuple[str, ...]:
    """The keys as people say them, each once; one that has none is reached by Ctrl+K."""
    told = tuple(dict.fromkeys(key.replace("Return", "Enter") for key in command.keys))
    return told or (text("help_page.by_find"),)


def _typing() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Keys that the parts of a page listen to themselves."""
    lettered = (*CHOICES, WAIVED)
    states = ", ".join(f"{text(f'letter.{state}')} {text(f'req.{state}').lower()}" for state in lettered)
    return (
        (("Enter",), text("help_typing.enter")),
        (("Tab",), text("help_typing.tab")),
        (("↑", "↓"), text("help_typing.arrows")),
        (
            tuple(text(f"letter.{state}") for state in lettered),
            text("help_typing.letters", states=states),
        ),
    )
