"""Whose turn it is: the queues that may start something, the one whose time comes first in front."""

from __future__ import annotations

from heapq import heappop, heappush, heapreplace
from itertools import count
from typing import Generic, TypeVar

from litlint.lookup.http.host_queue import HostQueue

T = TypeVar("T")


class ReadyQueue(Generic[T]):
    """Each step costs the logarithm of the number of queues, however many wait."""

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
