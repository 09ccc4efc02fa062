"""A clock for tests: waiting costs no time, it only moves the hands."""

from __future__ import annotations

import threading

from litlint.lookup.http.clock import Clock


class FakeClock(Clock):
    """Moves on when nothing is under way, by just the time that is waited for."""

    def __init__(self, start: float = 1_790_000_000.0) -> None:
        super().__init__()
        self.start = start
        self.passed = 0.0

    def now(self) -> float:
        return self.passed

    def epoch(self) -> float:
        return self.start + self.passed

    def wait(self, condition: threading.Condition, seconds: float, idle: bool) -> None:
        if idle:
            self.passed += seconds
        else:
            condition.wait(5.0)

    def chance(self) -> float:
        return 0.5

    def days(self, number: float) -> None:
        """Let days go by."""
        self.passed += number * 86_400
