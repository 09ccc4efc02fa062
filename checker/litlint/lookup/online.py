"""Answers for one check: what the lock lacks is asked for and links are looked at; nothing but the cache is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from litlint.lookup.http.clock import Clock
from litlint.lookup.http.ssrf_guard import Guard
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import LockFile
from litlint.lookup.progress_counts import Progress
from litlint.lookup.questions import Questions
from litlint.lookup.resolver import Resolver
from litlint.lookup.settings import Settings
from litlint.model.finding import Unchecked


@dataclass(frozen=True)
class Answers:
    """The lock with what was answered beside it, which questions had no answer, and how much each service was asked."""

    lock: LockFile
    unchecked: tuple[Unchecked, ...]
    services: tuple[Progress, ...]


def resolve(
    questions: Questions,
    lock: LockFile,
    settings: Settings,
    clock: Clock | None = None,
    guard: Guard | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Answers:
    """Ask, and return the answers. ``tell`` is called with how far each service is, from the thread that calls."""
    inquiry = Resolver(settings, lock, clock, guard, tell)
    for _ in inquiry.run(questions, Freshness.LACKING):
        pass
    return Answers(LockFile({**lock.rows, **inquiry.rows}, lock.kept), inquiry.unchecked, inquiry.services)
