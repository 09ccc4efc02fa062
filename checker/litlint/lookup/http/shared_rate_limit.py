"""Turns that all processes of this user share, for services whose pace binds a user as a whole.

arXiv asks for one request in three seconds and one connection, over all machines of a user together:
https://info.arxiv.org/help/api/tou.html
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


class CrossProcessRateLimit:
    """Hands out turns through files of a folder; without a folder every turn is free."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._locks: dict[str, FileLock] = {}

    def take(self, host: str, now: float, gap: float) -> float:
        """Take the turn of a host and return 0, or return the seconds to wait before the next try.

        ``now`` counts from 1970. A turn that was taken must be given back by the same thread.
        """
        if self._folder is None:
            return 0.0
        lock = self._lock(host)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError) as error:
            return 0.25 if isinstance(error, Timeout) else 0.0
        wait = min(gap, self._next(host) - now)
        if wait > 0:
            lock.release()
            return wait
        return 0.0

    def give_back(self, host: str, now: float, gap: float) -> None:
        """Give a turn back; the next one begins after ``gap`` seconds."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._file(host).write_text(f"{now + gap:.3f}", encoding="ascii")
        self._lock(host).release()

    def _next(self, host: str) -> float:
        with suppress(OSError, ValueError):
            return float(self._file(host).read_text(encoding="ascii"))
        return 0.0

    def _file(self, host: str) -> Path:
        return (self._folder or Path()) / (re.sub(r"[^a-z0-9.-]", "_", host) + ".turn")

    def _lock(self, host: str) -> FileLock:
        if host not in self._locks:
            path = self._file(host).with_suffix(".lock")
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
            self._locks[host] = FileLock(path)
        return self._locks[host]
