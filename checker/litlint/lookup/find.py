"""Finds out what works are: by the lock, the cache, the registries, their own pages, or a search for their titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from litlint.identifiers.identifier import Identifier
from litlint.identifiers.urls import without_user
from litlint.lookup.cache import Cache
from litlint.lookup.http.clock import Clock
from litlint.lookup.http.messages import Exchange
from litlint.lookup.http.session import Session
from litlint.lookup.http.ssrf_guard import Guard
from litlint.lookup.http.transport import Transport
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import Answer, LockFile, key_of
from litlint.lookup.pages.landing import GITHUB, Description, read_citation_file, read_landing
from litlint.lookup.questions import Questions
from litlint.lookup.registries import RegistrySet
from litlint.lookup.registries.registry import Index
from litlint.lookup.resolver import Resolver
from litlint.lookup.search import is_match
from litlint.lookup.settings import Settings
from litlint.metadata.titles import compare_titles
from litlint.model.facts import ABSENT, Paper, TitleQuery

# Works that a message names for a title that is not clear.
_MOST_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True)
class PaperQuery:
    """A work that is looked for: by identifier, by the URL of a page, or by its title."""

    identifier: Identifier | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class FindResult:
    """What is known of a work, or in ``why`` the reason why nothing is; ``candidates`` are works that it may be."""

    found: Description | None = None
    why: str = ""
    candidates: tuple[Description, ...] = ()


@dataclass(frozen=True)
class Findings:
    """The outcome for each work, in order, and the rows that prove them, for the lock."""

    outcomes: tuple[FindResult, ...]
    rows: Mapping[str, Answer] = field(default_factory=dict)


def find(
    sought: Sequence[PaperQuery],
    also: Sequence[Identifier],
    settings: Settings,
    lock: LockFile,
    clock: Clock | None = None,
    guard: Guard | None = None,
) -> Findings:
    """Find works; ``also`` are identifiers, of repositories, whose rows are wanted beside theirs."""
    clock = clock or Clock()
    routes = RegistrySet(settings)
    described = _ask(
        {index: exchange for index, one in enumerate(sought) if (exchange := _exchange(one, routes, settings, lock))},
        settings,
        clock,
        guard,
    )
    known = [_first_outcome(one, described.get(index), lock, routes) for index, one in enumerate(sought)]
    wanted = [identifier for outcome in known if (identifier := _asked_for(outcome, routes)) is not None]
    served = tuple(dict.fromkeys((*wanted, *(one for one in also if routes.serves(one)))))
    inquiry = Resolver(settings, lock, clock, guard)
    for _ in inquiry.run(Questions(identifiers=served), Freshness.LACKING):
        pass
    silent = "; ".join(f"{one.service}: {one.reason}" for one in inquiry.unchecked)
    return Findings(tuple(_proven(outcome, inquiry.rows, silent, routes) for outcome in known), inquiry.rows)


def _ask(
    exchanges: Mapping[int, Exchange[object]], settings: Settings, clock: Clock, guard: Guard | None
) -> dict[int, object]:
    """Ask all at once and return what came of each."""
    if not exchanges:
        return {}
    cache = Cache(settings.cache, clock.epoch())
    session: Session[int] = Session(
        settings, clock, Transport.open(settings, guard), cache, RegistrySet(settings).queues
    )
    try:
        for index, exchange in exchanges.items():
            session.start(index, exchange)
        return dict(session.results())
    finally:
        session.close()
        cache.close()


def _exchange(one: PaperQuery, routes: RegistrySet, settings: Settings, lock: LockFile) -> Exchange[object] | None:
    """Return the question that must come before a registry can be asked, None if there is none."""
    if one.identifier is not None and one.identifier.scheme == "github":
        pages = settings.registry("github-pages").base_url or GITHUB
        return _by_repository(one.identifier, pages, routes.indexes)
    if one.identifier is not None and one.identifier.is_work and routes.serves(one.identifier):
        return None
    if one.title is not None:
        return None if _in_lock(one.title, lock) else _by_title(TitleQuery(one.title), routes.indexes)
    url = _page(one)
    return read_landing(url) if url else None


def _page(one: PaperQuery) -> str | None:
    """Return the address of the page that describes a work, which is where its scheme has it: a PDF has no tags to read."""
    if one.identifier is None or not one.identifier.is_work:
        url = one.url or (one.identifier.url if one.identifier else None)
        return without_user(url) if url else None
    canonical = one.identifier.url
    is_canonical = one.url is not None and urlsplit(one.url)[1:4] == urlsplit(canonical)[1:4]
    return one.url if is_canonical else canonical


def _in_lock(title: str, lock: LockFile) -> Paper | None:
    papers = (row for row in lock.rows.values() if isinstance(row, Paper))
    return next((paper for paper in papers if compare_titles(paper.title, title) == "same"), None)


def _by_title(work: TitleQuery, indexes: Sequence[Index]) -> Exchange[FindResult]:
    """Search for a title; a work is found only if an index has it by that very title."""
    candidates: dict[Identifier, Paper] = {}
    unanswered = []
    for index in indexes:
        papers = yield from index.search(work)
        if isinstance(papers, str):
            unanswered.append(f"{index.name}: {papers}")
            continue
        for paper in papers:
            if is_match(work, paper):
                return FindResult(_described(paper))
            if compare_titles(work.title, paper.title) != "different":
                candidates.setdefault(paper.identifier, paper)
    shown = tuple(_described(paper) for paper in list(candidates.values())[:_MOST_CANDIDATES])
    why = "; ".join(unanswered) or (
        "no index has a work of just that title" if indexes else "no index is set to be asked"
    )
    return FindResult(None, why, shown)


def _by_repository(
    repository: Identifier, pages: str, indexes: Sequence[Index]
) -> Exchange[Description | FindResult | str]:
    """Read which paper a repository asks to be cited, and search for it where the file gives its words alone."""
    described = yield from read_citation_file(repository, pages)
    if isinstance(described, str) or described.identifier is not None:
        return described
    return (
        yield from _by_title(TitleQuery(described.title, described.authors[0] if described.authors else ""), indexes)
    )


def _described(paper: Paper) -> Description:
    identifier = paper.identifier if paper.identifier.scheme else None
    return Description(paper.title, paper.authors, identifier, paper.published, paper.venue, paper)


def _asked_for(outcome: FindResult, routes: RegistrySet) -> Identifier | None:
    """Return the identifier that a registry is asked for: one that it serves, or one that no page described."""
    found = outcome.found
    if found is None or found.identifier is None:
        return None
    asked = routes.serves(found.identifier) or (not found.title and bool(routes.route(found.identifier)))
    return found.identifier if asked else None


def _first_outcome(one: PaperQuery, described: object, lock: LockFile, routes: RegistrySet) -> FindResult:
    """Return what is known before any registry is asked by identifier."""
    if isinstance(described, FindResult):
        return described
    if isinstance(described, str):
        host = urlsplit(one.url or "").hostname
        why = f"{host}: {described}" if host else described
        if one.identifier is not None and one.identifier.is_work and routes.route(one.identifier):
            return FindResult(Description("", identifier=one.identifier), why)
        return FindResult(None, why)
    if isinstance(described, Description):
        if one.identifier is not None and one.identifier.is_work and described.identifier is None:
            return FindResult(
                Description(described.title, described.authors, one.identifier, described.published, described.venue)
            )
        return FindResult(described)
    if one.title is not None:
        paper = _in_lock(one.title, lock)
        return FindResult(_described(paper)) if paper else FindResult(None, "it cannot be searched for")
    return (
        FindResult(Description("", identifier=one.identifier))
        if one.identifier
        else FindResult(None, "it names no work")
    )


def _proven(outcome: FindResult, rows: Mapping[str, Answer], silent: str, routes: RegistrySet) -> FindResult:
    """Return an outcome with the record of its registry in place of what was known before."""
    found = outcome.found
    if found is None or found.identifier is None or _asked_for(outcome, routes) is None:
        return outcome if found is None or found.title else FindResult(None, "nobody says what it is called")
    row = rows.get(key_of(found.identifier))
    if isinstance(row, Paper) and row.title:
        return FindResult(_described(row))
    if found.title:
        return outcome
    if row is ABSENT:
        return FindResult(None, f"no registry knows {found.identifier}")
    return FindResult(None, outcome.why or silent or "its registry tells no title")
