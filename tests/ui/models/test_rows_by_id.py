"""A model that follows a newer reading by id."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById


class Person(NamedTuple):
    key: int
    words: str = ""


def model_of(*people: Person) -> RowsById[Person]:
    model: RowsById[Person] = RowsById(identity=lambda one: one.key, words=lambda one: one.words)
    model.replace(people)
    return model


people = st.lists(
    st.builds(Person, st.integers(0, 12), st.sampled_from("abc")), unique_by=lambda one: one.key, max_size=9
)


@given(people, people)
def test_the_rows_are_those_of_the_newer_reading_and_qt_agrees(old: list[Person], new: list[Person]) -> None:
    model = model_of(*old)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace(new)

    assert list(model.rows) == new
    assert tester.model() is model


@given(people, people)
def test_what_points_at_a_person_still_points_at_that_person(old: list[Person], new: list[Person]) -> None:
    model = model_of(*old)
    pointers = {one.key: QPersistentModelIndex(model.index(at)) for at, one in enumerate(old)}
    model.replace(new)

    kept = {one.key for one in new}
    for key, pointer in pointers.items():
        assert pointer.isValid() == (key in kept)
        if pointer.isValid():
            assert pointer.data(ROW_ROLE).key == key


def test_a_row_says_its_words_to_people_and_itself_to_its_painter() -> None:
    model = model_of(Person(1, "B012, 11 menit"))
    index = model.index(0)

    assert index.data(ROW_ROLE) == Person(1, "B012, 11 menit")
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    ):
        assert index.data(role) == "B012, 11 menit"
    assert model.rowCount(index) == 0
