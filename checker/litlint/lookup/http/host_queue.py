"""The queue of one host: how many requests at once, how far apart, and how long to stay away after a refusal."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from heapq import heappop, heappush, heapreplace
from itertools import count
from typing import Final, Generic, TypeVar

from litlint.lookup.http.messages import THROTTLES, Failure, HttpResult, Request, describe_failure
from litlint.lookup.settings import Pace

T = TypeVar("T")

# Seconds between two requests to a host at most, whatever it does.
_LONGEST: Final = 60.0
# Refusals and failures in a row after which a host is left for this run.
_MOST_FAILURES: Final = 5
# Failures in all after which a host is left if it has answered less often than that: it is flaky, and costs others time.
_MOST_IN_ALL: Final = 10
# A host that has never answered is left when so many requests have had no answer in their time: each costs all of it.
_MOST_SILENCES: Final = 2
# Seconds before a request that failed is tried again, where no other waits; twice that after the next failure.
_PATIENCE: Final = 1.0
# A server that is down or overloaded; only with a time to wait does it ask for something.
_UNAVAILABLE: Final = 503
_MAY_PASS: Final = frozenset({500, 502, 504, 520, 521, 522, 523, 524})
_MAY_PASS_KINDS: Final = frozenset({"timeout", "reset", "proxy", "cut"})


def retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for, from its number or its date; ``now`` counts from 1970.

    Source: RFC 9110, section 10.2.3.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an outcome calls for another try later.

    ``asks`` says that the host wants fewer requests, ``seconds`` for how long it wants none, if it says that; else the
    request failed in a way that may pass.
    """

    why: str
    asks: bool = False
    seconds: float | None = None


def trouble_of(outcome: HttpResult, request: Request, epoch: float) -> Trouble | None:
    """Return why an outcome calls for another try later; None if it does not.

    Sources: RFC 9110 and RFC 6585 for the statuses; GitHub's documentation of rate limits for 403 with nothing
    remaining.
    """
    if isinstance(outcome, Failure):
        return Trouble(outcome.reason) if outcome.kind in _MAY_PASS_KINDS else None
    headers = outcome.headers
    if outcome.status in THROTTLES or (outcome.status == 403 and headers.get("x-ratelimit-remaining") == "0"):
        asked = _asked(headers, epoch)
        return Trouble(describe_failure(outcome), outcome.status != _UNAVAILABLE or asked is not None, asked)
    if outcome.status in _MAY_PASS:
        asked = retry_after(headers.get("retry-after"), epoch)
        return Trouble(describe_failure(outcome), asked is not None, asked)
    if outcome.status == 200 and request.throttled is not None:
        asked = request.throttled(outcome)
        return None if asked is None else Trouble("asks to be left alone", True, _asked(headers, epoch) or asked)
    return None


def _asked(headers: Mapping[str, str], epoch: float) -> float | None:
    """Return the seconds that a server asks for, by ``Retry-After`` or by the header that says when a limit begins anew.

    Sources: GitHub's ``x-ratelimit-reset``, an epoch; Hugging Face's ``RateLimit``, with seconds as ``t``.
    """
    asked = retry_after(headers.get("retry-after"), epoch)
    if asked is not None:
        return asked
    # `RateLimit: "api";r=0;t=55`: nothing remains, and the window ends in 55 seconds.
    window = re.search(r";\s*t=(\d{1,6})", headers.get("ratelimit", ""), re.A)
    if window:
        return float(window[1])
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdecimal():
        return max(0.0, float(reset[:12]) - epoch)
    return None


class HostQueue(Generic[T]):
    """Jobs that wait for one host, oldest first.

    Concurrency grows by one for each round of successes and halves when the host asks for fewer requests; the gap between
    two starts then doubles, and shrinks back. A failure without such a wish delays its own job alone. After several
    refusals or failures the queue closes for the rest of the run, so that a host in trouble is left alone; ``closed`` then
    says why.
    """

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.waiting: deque[T] = deque()
        self.running = 0
        self.started = 0
        self.ready_at = 0.0
        self.closed = ""
        self._limit = min(2.0, pace.at_once)
        self._gap = pace.gap
        self._failures = self._failed = self._silent = self._answered = 0

    def may_start(self) -> bool:
        """Say whether there is a job and room for it, ``ready_at`` apart."""
        return bool(self.waiting) and self.running < int(self._limit)

    def start(self, now: float) -> T:
        """Take the next job."""
        self.running += 1
        self.started += 1
        in_burst = self.started <= self.pace.burst and self._gap <= self.pace.gap
        self.ready_at = max(self.ready_at, now) + (0.0 if in_burst else self._gap)
        return self.waiting.popleft()

    def succeed(self) -> None:
        """Note that the host answered."""
        self._answered += 1
        self._failures = self._silent = 0
        self._limit = min(float(self.pace.at_once), self._limit + 1 / self._limit)
        self._gap = max(self.pace.gap, self._gap * 0.8)

    def fail(self, job: T, now: float, chance: float, why: str, *, silent: bool, again: bool) -> None:
        """Note that a job failed and the host asks for nothing; with ``again`` it is tried after those that wait.

        ``silent`` says that no answer came in the time that a request has; a host that has never answered is then asked
        for one thing at a time, and for none while others are under way, which may be in vain as well.
        """
        self._failures += 1
        self._failed += 1
        self._silent += silent
        is_flaky = self._failed >= _MOST_IN_ALL and self._failed > self._answered
        if self._failures >= _MOST_FAILURES or is_flaky or (self._silent >= _MOST_SILENCES and not self._answered):
            self.closed = why
        elif again:
            if silent and not self._answered:
                self._limit = 1.0
            if not self.waiting:
                wait = min(_LONGEST, _PATIENCE * 2.0 ** (self._failures - 1))
                self.ready_at = max(self.ready_at, now + wait * (0.5 + chance))
            self.waiting.append(job)

    def back_off(self, now: float, asked: float | None, chance: float, why: str, max_retry_after: float) -> None:
        """Note that the host asks for time, ``asked`` seconds if it says; wait longer each time."""
        self._failures += 1
        self._limit = max(1.0, self._limit / 2)
        self._gap = min(_LONGEST, max(0.5, self._gap * 2))
        wait = min(_LONGEST, 2.0 ** (self._failures - 1)) * (0.5 + chance)
        if asked is not None:
            wait = asked + chance
        self.ready_at = max(self.ready_at, now + wait)
        if asked is not None and asked > max_retry_after:
            self.closed = f"asks for {round(asked)} s of patience"
        elif self._failures >= _MOST_FAILURES:
            self.closed = why


class ReadyQueue(Generic[T]):
    """Whose turn it is: the queues that may start something, the one whose time comes first in front.

    Each step costs the logarithm of the number of queues, however many wait.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, str]] = []
        self._queues: dict[str, HostQueue[T]] = {}
        self._numbers = count()

    def add(self, name: str, queue: HostQueue[T]) -> None:
        """Take up a queue if it may start something; it is left out again once it may not."""
        if name not in self._queues and queue.may_start():
            self._queues[name] = queue
            heappush(self._heap, (queue.ready_at, next(self._numbers), name))

    def first(self) -> tuple[str, HostQueue[T]] | None:
        """Return the queue that is ready first, None if none may start anything. A queue's time only moves back."""
        while self._heap:
            at, number, name = self._heap[0]
            queue = self._queues[name]
            if not queue.may_start():
                heappop(self._heap)
                del self._queues[name]
            elif queue.ready_at > at:
                heapreplace(self._heap, (queue.ready_at, number, name))
            else:
                return name, queue
        return None
