"""The queue of one host: how many requests at once, how far apart, and how long to stay away after a refusal."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final, Generic, TypeVar

from litlint.lookup.http.messages import THROTTLES, Failure, HttpResult, Request, describe_failure
from litlint.lookup.settings import Pace

T = TypeVar("T")

# Seconds between two requests to a host at most, whatever it does.
_LONGEST: Final = 60.0
# Failures in a row after which a host is left for this run.
_MOST_FAILURES: Final = 5
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


def throttling_of(outcome: HttpResult, request: Request, epoch: float) -> tuple[str, float | None] | None:
    """Return why an outcome asks for another try later, and the seconds that the server asks for; None if it does not.

    Sources: RFC 9110 and RFC 6585 for the statuses; GitHub's documentation of rate limits for 403 with nothing
    remaining.
    """
    if isinstance(outcome, Failure):
        return (outcome.reason, None) if outcome.kind in _MAY_PASS_KINDS else None
    headers = outcome.headers
    if outcome.status in THROTTLES or (outcome.status == 403 and headers.get("x-ratelimit-remaining") == "0"):
        return describe_failure(outcome), _asked(headers, epoch)
    if outcome.status in _MAY_PASS:
        return describe_failure(outcome), None
    if outcome.status == 200 and request.throttled is not None:
        asked = request.throttled(outcome)
        return None if asked is None else ("asks to be left alone", _asked(headers, epoch) or asked)
    return None


def _asked(headers: Mapping[str, str], epoch: float) -> float | None:
    """Return the seconds that a server asks for, by ``Retry-After`` or by what tells when a limit begins anew.

    Sources: GitHub's ``x-ratelimit-reset``, an epoch; Hugging Face's ``RateLimit``, with seconds as ``t``.
    """
    asked = retry_after(headers.get("retry-after"), epoch)
    if asked is not None:
        return asked
    window = re.search(r";\s*t=(\d{1,6})", headers.get("ratelimit", ""), re.A)
    if window:
        return float(window[1])
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdecimal():
        return max(0.0, float(reset[:12]) - epoch)
    return None


class HostQueue(Generic[T]):
    """Jobs that wait for one host, oldest first.

    Concurrency grows by one for each round of successes and halves at a refusal; the gap between two starts doubles at
    a refusal and shrinks back. After several refusals in a row the queue closes for the rest of the run, so that a host
    in trouble is left alone; ``closed`` then says why.
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
        self._failures = 0

    def may_start(self) -> bool:
        """Say whether there is a job and room for it, ``ready_at`` apart."""
        return bool(self.waiting) and self.running < int(self._limit)

    def start(self, now: float) -> T:
        """Take the next job."""
        self.running += 1
        self.started += 1
        self.ready_at = max(self.ready_at, now) + self._gap
        return self.waiting.popleft()

    def succeed(self) -> None:
        """Note that the host answered."""
        self._failures = 0
        self._limit = min(float(self.pace.at_once), self._limit + 1 / self._limit)
        self._gap = max(self.pace.gap, self._gap * 0.8)

    def back_off(self, now: float, asked: float | None, chance: float, why: str, max_retry_after: float) -> None:
        """Note that the host asks for time (``asked`` seconds, if it says), or fails; wait longer each time."""
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
