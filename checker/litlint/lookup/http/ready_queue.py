"""Whose turn it is: the lanes that may start something, the one whose time comes first in front."""

from __future__ import annotations

from heapq import heappop, heappush, heapreplace
from itertools import count
from typing import Generic, TypeVar

from litlint.lookup.http.host_queue import HostQueue

T = TypeVar("T")


class ReadyQueue(Generic[T]):
    """Each step costs the logarithm of the number of lanes, however many wait."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, str]] = []
        self._lanes: dict[str, HostQueue[T]] = {}
        self._numbers = count()

    def add(self, name: str, lane: HostQueue[T]) -> None:
        """Take up a lane if it may start something; it is left out again once it may not."""
        if name not in self._lanes and lane.may_start():
            self._lanes[name] = lane
            heappush(self._heap, (lane.ready_at, next(self._numbers), name))

    def first(self) -> tuple[str, HostQueue[T]] | None:
        """Return the lane that is ready first, None if none may start anything. A lane's time only moves back."""
        while self._heap:
            at, number, name = self._heap[0]
            lane = self._lanes[name]
            if not lane.may_start():
                heappop(self._heap)
                del self._lanes[name]
            elif lane.ready_at > at:
                heapreplace(self._heap, (lane.ready_at, number, name))
            else:
                return name, lane
        return None
