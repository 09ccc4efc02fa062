"""Brings a lock up to date, step by step, and says in words what changed.

It may be stopped at any moment, and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from litlint import regex as re
from litlint.lookup.http.clock import Clock
from litlint.lookup.http.ssrf_guard import Guard
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import Answer, LockFile, is_repository, is_search, key_of, load_lock, save_lock
from litlint.lookup.progress_counts import Progress, Queue
from litlint.lookup.questions import Questions
from litlint.lookup.resolver import Resolver
from litlint.lookup.settings import Settings
from litlint.metadata.normalize import normalize_title
from litlint.model.facts import ABSENT, Absence, Page, Paper, Repository
from litlint.model.finding import Unchecked

CHECKPOINT: Final = 3.0
"""Seconds between two rewrites of the lock while answers come in; the cache has each answer at once."""


@dataclass(frozen=True)
class Update:
    """What an update did.

    ``rows`` is how many there are now, ``changed`` how many came, went or differ, ``drift`` says so in words;
    ``unchecked`` are the questions without an answer, ``blocked`` the links whose sites refuse robots. It took
    ``seconds``, bounded by the ``longest`` queue of a host.
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

    ``added`` says when the lists first had a URL. Every ``checkpoint`` seconds the answers so far are written; each
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


_STAMP: Final = re.compile(r"(?:retracted|withdrawn|removed)(?: article)?: ", re.IGNORECASE)
"""What publishers put before the title of a work that they took back."""
_NAMES: Final = {"arxiv": "arXiv", "github": "GitHub", "huggingface": "Hugging Face"}


def drift(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> list[str]:
    """Return the sentences, in the order of the rows; a row that only came or went is mentioned if something is wrong."""
    found: list[str] = []
    for key in sorted(after):
        old, new = before.get(key), after[key]
        if old == new:
            continue
        if isinstance(new, Page):
            found += _of_page(old, new)
        elif isinstance(new, Repository):
            found += _of_repository(key, old, new)
        elif isinstance(new, Paper) and isinstance(old, Paper):
            found += _of_paper(key, old, new)
        elif isinstance(new, Paper):
            found += _grave(_short(new), None, new)
        elif not key.startswith("title:"):
            found += [_gone(key, old)]
    return found


def _of_paper(key: str, old: Paper, new: Paper) -> Iterator[str]:
    yield from _grave(_short(new), old, new)
    if normalize_title(old.title) != normalize_title(new.title) and old.title:
        yield f"{_shown(key)} was renamed: “{old.title}” is now “{new.title}”"
    if (new.doi or new.venue) and not (old.doi or old.venue):
        where = ", ".join(part for part in (new.venue, new.doi) if part)
        yield f"{_short(new)} was published: {where}"


def _grave(name: str, old: Paper | None, new: Paper) -> Iterator[str]:
    if new.withdrawn and not (old and old.withdrawn):
        yield f"{name} was withdrawn: {new.withdrawn}"
    if new.retracted and not (old and old.retracted):
        yield f"{name} was retracted: {new.retracted}"


def _of_repository(key: str, old: Answer | None, new: Repository) -> Iterator[str]:
    known = old.name if isinstance(old, Repository) else key.partition(":")[2]
    if known.casefold() != new.name.casefold():
        yield f"{known} is now {new.name}"
    if new.archived and not (isinstance(old, Repository) and old.archived):
        yield f"{new.name} is archived"
    if old is ABSENT:
        yield f"{new.name} is back"


def _of_page(old: Answer | None, new: Page) -> Iterator[str]:
    was = old if isinstance(old, Page) else None
    if new.dead and not (was and was.dead):
        yield f"{new.url} is gone ({new.status})"
    elif new.misses and not (was and was.misses):
        yield f"{new.url} did not answer as it should ({new.status}); it counts as gone after three misses"
    elif was is not None and was.misses and not new.misses:
        yield f"{new.url} is back"
    if new.moved and new.moved != (was.moved if was else None):
        yield f"{new.url} has moved to {new.moved}"
    if new.soft_404 and new.soft_404 != (was.soft_404 if was else None):
        yield f"{new.url} says that it is gone: {new.soft_404}"


def _gone(key: str, old: Answer | None) -> str:
    scheme, _, value = key.partition(":")
    if scheme == "doi":
        return f"no registry knows {key}"
    what = "repository" if is_repository(key) else "paper"
    again = " any more" if old is not None and not isinstance(old, Absence) else ""
    return f"{_NAMES.get(scheme, scheme)} knows no {what} {value}{again}"


def _short(paper: Paper) -> str:
    """Return what people call a paper: the name before its colon, or its title."""
    title = _STAMP.sub("", paper.title)
    name = title.partition(": ")[0]
    # A longer beginning is a clause of the title, not the name of a method.
    return name if 2 < len(name) <= 40 else f"“{title or paper.identifier}”"


def _shown(key: str) -> str:
    scheme, _, value = key.partition(":")
    return f"{_NAMES.get(scheme, scheme)}:{value}"
