"""Answers for one check: what the lock lacks is asked for and links are looked at; nothing but the cache is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.model.finding import Unchecked
from checker.resolve.inquiry import Inquiry
from checker.resolve.lock import LockFile
from checker.resolve.memory import Want
from checker.resolve.questions import Questions
from checker.resolve.settings import Settings
from checker.resolve.tally import Progress
from checker.resolve.web.clock import Clock
from checker.resolve.web.guard import Guard


@dataclass(frozen=True)
class Answers:
    """The lock with what was answered beside it, what nobody answered, and how much each service was asked."""

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
    """Ask, and return the answers. ``tell`` hears how far each service is, from the thread that calls."""
    inquiry = Inquiry(settings, lock, clock, guard, tell)
    for _ in inquiry.run(questions, Want.LACKING):
        pass
    return Answers(LockFile({**lock.rows, **inquiry.rows}, lock.kept), inquiry.unchecked, inquiry.services)
