"""What a program leaves on the disk when it is killed: a copy of its files at each statement of an act."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from counter_app.db.store import Store


class Camera:
    """Copies a folder before every statement that its database is told."""

    def __init__(self, folder: Path, aside: Path, every: int = 1) -> None:
        self._folder, self._aside, self._every = folder, aside, every
        self._seen = 0
        self.images: list[Path] = []

    def take(self, _statement: str = "") -> None:
        """A file that was written stays written when only the program ends."""
        self._seen += 1
        if self._seen % self._every:
            return
        image = self._aside / f"image-{len(self.images)}"
        shutil.copytree(self._folder, image)
        self.images.append(image)

    @contextmanager
    def on(self, driver: Any) -> Iterator[None]:
        """Looks at one driver connection."""
        driver.set_trace_callback(self.take)
        try:
            yield
        finally:
            driver.set_trace_callback(None)


def images(store: Store, aside: Path, act: Callable[[], object], every: int = 1) -> list[Path]:
    """The folder as a kill would leave it before each statement of the act's writes, and after the act."""
    camera = Camera(store.folder, aside, every)
    borrowed = store._writer.raw_connection()
    driver = borrowed.driver_connection
    borrowed.close()
    with camera.on(driver):
        act()
    camera._every = 1
    camera.take()
    return camera.images
