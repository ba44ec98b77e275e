"""A crowd costs one look at a time, and everybody hears what is true after they asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from counter_app.hub.pages.few import Few
from counter_app.hub.pages.together import MOST, Together


class Looks:
    """Looks that wait until they are let go, and remember what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.begun, self.may_end = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        self.asked.append(tuple(keys))
        self.begun.release()
        assert self.may_end.acquire(timeout=10)
        if "bad" in keys:
            raise LookupError
        return {key: f"{key}{len(self.asked)}" for key in keys}

    async def has_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.acquire, timeout=10)


async def _soon() -> None:
    await asyncio.sleep(0)


def test_who_asks_during_a_look_is_answered_by_the_next_one() -> None:
    async def story() -> tuple[list[str], list[tuple[str, ...]]]:
        looks = Looks()
        together = Together(looks, Few())
        first = asyncio.create_task(together.get("a"))
        await looks.has_begun()
        later = [asyncio.create_task(together.get(key)) for key in ("a", "b", "a")]
        await _soon()
        looks.may_end.release(2)
        return await asyncio.gather(first, *later), looks.asked

    answers, asked = asyncio.run(story())
    assert answers == ["a1", "a2", "b2", "a2"], "nobody hears of a look that began before they asked"
    assert asked == [("a",), ("a", "b")], "each key once"


def test_a_look_that_fails_is_heard_by_its_askers_only() -> None:
    async def story() -> str:
        looks = Looks()
        together = Together(looks, Few())
        bad = asyncio.create_task(together.get("bad"))
        await looks.has_begun()
        good = asyncio.create_task(together.get("good"))
        await _soon()
        looks.may_end.release(2)
        with pytest.raises(LookupError):
            await bad
        return await good

    assert asyncio.run(story()) == "good2"


def test_a_phone_that_goes_away_keeps_nobody_waiting() -> None:
    async def story() -> str:
        looks = Looks()
        together = Together(looks, Few())
        gone = asyncio.create_task(together.get("gone"))
        await looks.has_begun()
        gone.cancel()
        stays = asyncio.create_task(together.get("stays"))
        await _soon()
        looks.may_end.release(2)
        return await stays

    assert asyncio.run(story()) == "stays2"


def test_a_look_takes_no_more_than_so_many_keys() -> None:
    async def story() -> list[int]:
        looks = Looks()
        looks.may_end.release(9)
        together = Together(looks, Few())
        await asyncio.gather(*(together.get(f"{number}") for number in range(2 * MOST + 1)))
        return [len(keys) for keys in looks.asked]

    assert asyncio.run(story()) == [MOST, MOST, 1]
