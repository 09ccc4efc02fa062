"""Time and chance, in one place, so that a test can replace both."""

from __future__ import annotations

import random
import threading
import time
from datetime import UTC, date, datetime


class Clock:
    """The machine's clock; ``day`` is what counts as today instead of the date that it shows."""

    def __init__(self, day: date | None = None) -> None:
        self._day = day

    def now(self) -> float:
        """Return the seconds of a clock that never goes back."""
        return time.monotonic()

    def epoch(self) -> float:
        """Return the seconds since 1970, by which several processes agree."""
        return time.time()

    def today(self) -> date:
        """Return the day in UTC, by which the dates in a lock go."""
        return self._day or datetime.fromtimestamp(self.epoch(), UTC).date()

    def wait(self, condition: threading.Condition, seconds: float, idle: bool) -> None:
        """Wait on a held condition for at most some seconds; ``idle`` says that no request is under way."""
        condition.wait(seconds)

    def chance(self) -> float:
        """Return a number from 0 up to 1, to spread what would else come at once."""
        return random.random()  # noqa: S311 - spreads requests, keeps no secret
