"""Brings a lock up to date, step by step, so that it may be stopped at any moment and goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from litlint.lookup.drift import drift
from litlint.lookup.http.clock import Clock
from litlint.lookup.http.ssrf_guard import Guard
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import Answer, LockFile, is_search, key_of, load_lock, save_lock
from litlint.lookup.progress_counts import Progress, Queue
from litlint.lookup.questions import Questions
from litlint.lookup.resolver import Resolver
from litlint.lookup.settings import Settings
from litlint.model.finding import Unchecked

CHECKPOINT: Final = 3.0
"""Seconds between two rewrites of the lock while answers come in; the cache has each answer at once."""


@dataclass(frozen=True)
class Update:
    """What an update did.

    ``rows`` is how many there are now, ``changed`` how many came, went or differ, ``drift`` says so in words;
    ``unchecked`` is what nobody answered, ``blocked`` the links whose sites refuse robots. It took ``seconds``, bounded by
    the ``longest`` queue of a host.
    """

    rows: int
    changed: int
    drift: tuple[str, ...]
    unchecked: tuple[Unchecked, ...]
    blocked: frozenset[str]
    services: tuple[Progress, ...]
    seconds: float
    longest: Queue | None

    @property
    def requests(self) -> dict[str, int]:
        """How many requests went out, by service."""
        return {service.service: service.requests for service in self.services if service.requests}


@dataclass(frozen=True)
class Audit:
    """What a lock lacks, and what in it no list names: ids of rows, sorted."""

    missing: tuple[str, ...]
    orphans: tuple[str, ...]


def audit(lock: LockFile, questions: Questions, listed: AbstractSet[str]) -> Audit:
    """Compare a lock with the lists, offline; ``listed`` are all ids, ``questions`` those of the named lists.

    A search by words is not missed: one that ends in doubt leaves no row. Nor is an identifier that its registries need
    not know.
    """
    may_lack = {key_of(identifier) for identifier in questions.optional}
    missing = {key for key in questions.keys() - set(lock.rows) - may_lack if not is_search(key)}
    return Audit(tuple(sorted(missing)), tuple(sorted(set(lock.rows) - listed)))


def update_lock(
    path: Path,
    questions: Questions,
    listed: AbstractSet[str],
    settings: Settings,
    want: Freshness = Freshness.STALE,
    clock: Clock | None = None,
    guard: Guard | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
    checkpoint: float = CHECKPOINT,
    added: Callable[[str], date | None] = lambda url: None,
) -> Update:
    """Ask, and write the lock: what is new or stale is asked for, what no list names is dropped.

    ``added`` tells when the lists first had a URL. Every ``checkpoint`` seconds the answers so far are written; each
    write leaves a whole file. Raises LitlintError if the old lock cannot be read or the new one cannot be written.
    """
    clock = clock or Clock()
    before = load_lock(path)
    inquiry = Resolver(settings, before, clock, guard, tell, added)
    started = written = clock.now()
    try:
        for _ in inquiry.run(questions, want):
            if clock.now() - written >= checkpoint:
                _save(path, before, inquiry.rows, listed)
                written = clock.now()
    finally:
        after = _save(path, before, inquiry.rows, listed)
    gone_or_new = set(before.rows) ^ set(after)
    changed = sum(before.rows[key] != row for key, row in after.items() if key in before.rows)
    return Update(
        len(after),
        len(gone_or_new) + changed,
        tuple(drift(before.rows, after)),
        inquiry.unchecked,
        frozenset(inquiry.blocked),
        inquiry.services,
        clock.now() - started,
        inquiry.longest,
    )


def _save(path: Path, before: LockFile, answered: Mapping[str, Answer], listed: AbstractSet[str]) -> dict[str, Answer]:
    rows = {key: row for key, row in {**before.rows, **answered}.items() if key in listed}
    if rows or before.kept:
        save_lock(LockFile(rows, kept=True), path, before)
    return rows
