"""A line that is too slow for what was asked of it. Apart from the client, whose HTTP no start waits for."""

from __future__ import annotations


class SlowLineError(Exception):
    """No answer in time, or the way refuses the size: ask for less at once."""
