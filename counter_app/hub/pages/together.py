"""Who asks while a question is under way is asked for with the next one: a crowd costs one look, not many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from counter_app.hub.pages.few import Few

K = TypeVar("K")
V = TypeVar("V")

MOST = 32
"""Keys of one look."""


class Together(Generic[K, V]):
    """Answers keys from one look at a time, in a thread; nothing is remembered. Used in one event loop.

    ``ask`` answers every key that it is given. What it raises, everybody hears who asked for that look.
    """

    def __init__(self, ask: Callable[[Sequence[K]], Mapping[K, V]], few: Few) -> None:
        self._ask = ask
        self._few = few
        self._waiting: list[tuple[K, asyncio.Future[V]]] = []
        self._looking: asyncio.Task[None] | None = None

    async def get(self, key: K) -> V:
        """What a look that begins from now on says of this key."""
        answer: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, answer))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await answer

    async def _look(self) -> None:
        try:
            while self._waiting:
                asked, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._answer(asked)
        finally:
            self._looking = None

    async def _answer(self, asked: Sequence[tuple[K, asyncio.Future[V]]]) -> None:
        keys = tuple(dict.fromkeys(key for key, _answer in asked))
        try:
            answers = await self._few.run(partial(self._ask, keys))
        except Exception as error:  # noqa: BLE001  handed over to those who asked
            for answer in _open(asked):
                answer.set_exception(error)
            return
        for key, answer in asked:
            if not answer.done():
                answer.set_result(answers[key])


def _open(asked: Sequence[tuple[K, asyncio.Future[V]]]) -> list[asyncio.Future[V]]:
    """Who still waits: a phone may have gone meanwhile."""
    return [answer for _key, answer in asked if not answer.done()]
