"""Whose turn it is: the soonest first, and no lane looked at more often than its jobs call for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.lookup.http.host_queue import HostQueue
from litlint.lookup.http.ready_queue import ReadyQueue
from litlint.lookup.settings import Pace


def filled(gaps: list[float], jobs: int) -> tuple[ReadyQueue[int], dict[str, HostQueue[int]]]:
    """Return lanes with jobs, by name, and the agenda that holds them."""
    agenda: ReadyQueue[int] = ReadyQueue()
    lanes: dict[str, HostQueue[int]] = {}
    for number, gap in enumerate(gaps):
        lane = lanes[str(number)] = HostQueue(Pace(gap=gap, at_once=1))
        lane.waiting.extend(range(jobs))
        agenda.add(str(number), lane)
    return agenda, lanes


def drained(agenda: ReadyQueue[int]) -> list[tuple[float, str]]:
    """Start all jobs, each done at once; return when each began, and of which lane it was."""
    starts = []
    while (first := agenda.first()) is not None:
        name, lane = first
        starts.append((lane.ready_at, name))
        lane.start(lane.ready_at)
        lane.running -= 1
        agenda.add(name, lane)
    return starts


@given(st.lists(st.floats(0.0, 5.0), max_size=8), st.integers(0, 6))
def test_every_job_starts_in_the_order_of_time(gaps: list[float], jobs: int) -> None:
    agenda, lanes = filled(gaps, jobs)
    starts = drained(agenda)
    assert starts == sorted(starts, key=lambda start: start[0])
    assert sorted(name for _, name in starts) == sorted([*lanes] * jobs)


def test_a_lane_that_is_busy_or_empty_is_left_out() -> None:
    agenda, lanes = filled([1.0, 1.0], 1)
    lanes["0"].start(0.0)
    assert agenda.first() == ("1", lanes["1"])
    lanes["1"].start(0.0)
    assert agenda.first() is None


def test_the_work_grows_with_the_jobs_and_not_with_the_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    may_start = HostQueue.may_start
    monkeypatch.setattr(HostQueue, "may_start", lambda lane: looks.append(1) or may_start(lane))
    agenda, _ = filled([0.1] * 2000, 3)
    assert len(drained(agenda)) == 6000
    assert len(looks) <= 5 * 6000
