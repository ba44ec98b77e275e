"""What a program leaves on the disk when it is killed: a copy of its files at each statement of an act."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from counter_app.db.store import Store


class Camera:
    """Copies a folder before every statement that its database is told, or before each n-th."""

    def __init__(self, folder: Path, aside: Path, every: int = 1, most: int = 10_000) -> None:
        self._folder, self._aside = folder, aside
        self._every, self._most = every, most
        self._seen = 0
        self.images: list[Path] = []

    def take_now(self) -> None:
        """A file that was written stays written when only the program ends."""
        image = self._aside / f"image-{len(self.images)}"
        shutil.copytree(self._folder, image)
        self.images.append(image)

    def _statement(self, _statement: str) -> None:
        self._seen += 1
        if self._seen % self._every == 0 and len(self.images) < self._most:
            self.take_now()

    @contextmanager
    def on(self, driver: Any) -> Iterator[None]:
        """Looks at one driver connection."""
        driver.set_trace_callback(self._statement)
        try:
            yield
        finally:
            driver.set_trace_callback(None)

    @contextmanager
    def on_writes(self, store: Store) -> Iterator[None]:
        """Looks at all that a store writes."""
        borrowed = store._writer.raw_connection()
        driver = borrowed.driver_connection
        borrowed.close()
        with self.on(driver):
            yield


def images(store: Store, aside: Path, act: Callable[[], object], every: int = 1) -> list[Path]:
    """The folder as a kill would leave it before each statement of the act's writes, and after the act."""
    camera = Camera(store.folder, aside, every)
    with camera.on_writes(store):
        act()
    camera.take_now()
    return camera.images
