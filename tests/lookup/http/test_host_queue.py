"""Whose turn it is: the soonest first, and no queue looked at more often than its jobs call for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.lookup.http.host_queue import HostQueue, ReadyQueue
from litlint.lookup.settings import Pace


def filled(gaps: list[float], jobs: int) -> tuple[ReadyQueue[int], dict[str, HostQueue[int]]]:
    """Return queues with jobs, by name, and the ready that holds them."""
    ready: ReadyQueue[int] = ReadyQueue()
    queues: dict[str, HostQueue[int]] = {}
    for number, gap in enumerate(gaps):
        queue = queues[str(number)] = HostQueue(Pace(gap=gap, at_once=1))
        queue.waiting.extend(range(jobs))
        ready.add(str(number), queue)
    return ready, queues


def drained(ready: ReadyQueue[int]) -> list[tuple[float, str]]:
    """Start all jobs, each done at once; return when each began, and of which queue it was."""
    starts = []
    while (first := ready.first()) is not None:
        name, queue = first
        starts.append((queue.ready_at, name))
        queue.start(queue.ready_at)
        queue.running -= 1
        ready.add(name, queue)
    return starts


@given(st.lists(st.floats(0.0, 5.0), max_size=8), st.integers(0, 6))
def test_every_job_starts_in_the_order_of_time(gaps: list[float], jobs: int) -> None:
    ready, queues = filled(gaps, jobs)
    starts = drained(ready)
    assert starts == sorted(starts, key=lambda start: start[0])
    assert sorted(name for _, name in starts) == sorted([*queues] * jobs)


def test_a_lane_that_is_busy_or_empty_is_left_out() -> None:
    ready, queues = filled([1.0, 1.0], 1)
    queues["0"].start(0.0)
    assert ready.first() == ("1", queues["1"])
    queues["1"].start(0.0)
    assert ready.first() is None


def test_the_work_grows_with_the_jobs_and_not_with_the_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    may_start = HostQueue.may_start
    monkeypatch.setattr(HostQueue, "may_start", lambda queue: looks.append(1) or may_start(queue))
    ready, _ = filled([0.1] * 2000, 3)
    assert len(drained(ready)) == 6000
    assert len(looks) <= 5 * 6000
