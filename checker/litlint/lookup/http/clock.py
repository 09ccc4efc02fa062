"""Time and chance, in one place, so that a test can replace both; and how long an exchange may take."""

from __future__ import annotations

import random
import socket
import threading
import time
from contextlib import suppress
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


class Deadline:
    """Ends an exchange for good after some seconds, wherever it hangs: in a handshake, in headers, in a body.

    A socket's own timeout bounds only each wait for the next byte, so a server that drips could hold an exchange for
    ever.
    """

    _current = threading.local()

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._handle: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        Deadline._current.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        Deadline._current.deadline = None
        self._hold(None)

    @classmethod
    def watch(cls, handle: socket.socket | None) -> None:
        """Put a socket under the deadline of the exchange that this thread is in."""
        deadline: Deadline | None = getattr(cls._current, "deadline", None)
        if deadline is not None:
            deadline._hold(handle)

    def _hold(self, handle: socket.socket | None) -> None:
        with self._lock:
            if self._handle is not None:
                self._handle.close()
            # A handle of its own: the connection may be closed to new requests while its last body is still read.
            self._handle = handle.dup() if handle is not None else None
            self._shut()

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            self._shut()

    def _shut(self) -> None:
        if self.passed and self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)
