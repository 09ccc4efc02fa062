"""Answers a set of questions: first from the lock, then from the cache, then from the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from litlint.identifiers.identifier import Identifier
from litlint.lookup.cache import Cache
from litlint.lookup.fallback import Batch, RegistryFallback
from litlint.lookup.http.clock import Clock
from litlint.lookup.http.messages import Exchange
from litlint.lookup.http.session import Session
from litlint.lookup.http.ssrf_guard import Guard
from litlint.lookup.http.transport import Transport, host_of
from litlint.lookup.known_answers import ALIKE, FORMER, PUBLISHED, UNRECOGNISED, Freshness, KnownAnswers
from litlint.lookup.lockfile import Answer, LockFile, key_of, search_key
from litlint.lookup.merge_records import PaperSources, RecordMerger, keep_archived_flag, keep_unreported_fields
from litlint.lookup.pages.link_check import SERVICE as PAGES
from litlint.lookup.pages.link_check import LinkCheck, check_link, update_page_record
from litlint.lookup.progress_counts import Progress, ProgressCounter, Queue
from litlint.lookup.questions import Questions
from litlint.lookup.registries import RegistrySet
from litlint.lookup.registries.registry import TITLES, FormerTitles, Registry, Replies
from litlint.lookup.search import Found, look_up
from litlint.lookup.settings import Settings
from litlint.metadata.titles import compare_titles
from litlint.model.facts import ABSENT, Absence, Page, Paper, Repository, TitleQuery
from litlint.model.finding import Unchecked

# HTTP's status for too many requests (RFC 6585).
_TOO_MANY: Final = 429
# Dead links for which an archive is asked in one run: it soon asks to be left alone, and the next run goes on.
_MOST_CAPTURES: Final = 20


@dataclass(frozen=True)
class _Published:
    registry: Registry
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True)
class _Former:
    registry: FormerTitles
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class _Capture:
    page: Page


_Name: TypeAlias = Batch | str | TitleQuery | _Published | _Former | _Capture
"""What a question is called while it is under way; a link by its URL."""


class Resolver:
    """One run of questions. ``rows`` are the answers so far, ``blocked`` the links whose sites refuse robots.

    ``added`` says when the lists first had a URL, None where that is not known.
    """

    def __init__(
        self,
        settings: Settings,
        lock: LockFile,
        clock: Clock | None = None,
        guard: Guard | None = None,
        tell: Callable[[Progress], None] = lambda progress: None,
        added: Callable[[str], date | None] = lambda url: None,
    ) -> None:
        self._added = added
        self._captures = 0
        self.rows: dict[str, Answer] = {}
        self.blocked: set[str] = set()
        self._clock = clock or Clock()
        self._settings = settings
        self._lock = lock
        self._tell = tell
        self._routes = RegistrySet(settings)
        self._chain = RegistryFallback(self._routes.route)
        self._cache = Cache(settings.cache, self._clock.epoch())
        self._session: Session[_Name] = Session(
            settings, self._clock, Transport.open(settings, guard), self._cache, self._routes.queues
        )
        self._records = RecordMerger(lock.rows, {})
        self._memory = KnownAnswers(lock.rows, self._cache, self._clock, settings.max_age, Freshness.LACKING)
        self._unfinished: list[Identifier] = []
        self._links: Mapping[str, frozenset[str]] = {}
        self._progress = ProgressCounter()

    @property
    def services(self) -> tuple[Progress, ...]:
        """How far each service is that had a question or a request, in the order in which they came up."""
        return self._progress.services(self._session.counts)

    @property
    def longest(self) -> Queue | None:
        """The queue that bounds the time of the run, None if nothing was asked."""
        return self._session.longest

    @property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """The questions that had no answer, by service and reason."""
        return self._progress.unchecked()

    def run(self, questions: Questions, want: Freshness) -> Iterator[Mapping[str, Answer]]:
        """Ask, and yield the rows as they come; a row may come again when more of it is known."""
        self._links = questions.links
        self._records = RecordMerger(self._lock.rows, questions.said)
        self._memory = KnownAnswers(self._lock.rows, self._cache, self._clock, self._settings.max_age, want)
        try:
            yield self._noted(self._begin(questions))
            for service in self.services:
                self._tell(service)
            for name, result in self._session.results():
                yield self._noted(self._take(name, result))
        finally:
            self._session.close()
            self._cache.close()

    def _noted(self, rows: Mapping[str, Answer]) -> Mapping[str, Answer]:
        self.rows.update(rows)
        return rows

    def _begin(self, questions: Questions) -> dict[str, Answer]:
        """Start all that must be asked; return the rows that need no asking."""
        known: dict[str, Answer] = {}
        unknown = []
        for identifier in (*questions.identifiers, *questions.optional):
            rows = self._remembered(identifier)
            if rows is not None:
                known.update(rows)
            elif self._memory.row(UNRECOGNISED + key_of(identifier)) is not None:
                continue
            elif self._routes.route(identifier):
                unknown.append(identifier)
                self._progress.ask(self._service(identifier))
        self._start_batches(self._chain.begin(unknown))
        for work in questions.works:
            key = search_key(work.key)
            row = self._memory.row(key)
            if row is not None:
                known[key] = row
            elif self._memory.row(ALIKE + key) is None:
                self._start(TITLES, work, look_up(work, self._routes.indexes))
        for url, fragments in questions.links.items():
            row = self._memory.page(url, fragments)
            if row is None:
                self._start(PAGES, url, check_link(url, fragments, self._settings))
            else:
                known[url] = row
        self._start_rest()
        return known

    def _remembered(self, identifier: Identifier) -> Mapping[str, Answer] | None:
        """Return the record that needs no asking; one whose parts are not all there is asked for those alone."""
        key = key_of(identifier)
        parts = self._memory.parts(identifier)
        row = self._records.put(parts) if parts is not None else None
        known = self._memory.row(key) if row is None else self._memory.agreed(key, row)
        if known is None:
            return None
        if known is not row:
            return {key: known}
        self._unfinished.append(identifier)
        return self._told(identifier)

    def _told(self, identifier: Identifier) -> dict[str, Answer]:
        """Return the record of a paper, none while an earlier version may have had the title that the lists give."""
        doubtful = self._records.is_doubtful(identifier)
        return {} if doubtful else {key_of(identifier): self._records.row(identifier)}

    def _service(self, identifier: Identifier) -> str:
        return self._routes.route(identifier)[0].name

    def _start(self, service: str, name: _Name, exchange: Exchange[object]) -> None:
        self._progress.ask(service)
        self._session.start(name, exchange)

    def _start_batches(self, batches: Iterable[Batch]) -> None:
        for batch in batches:
            self._session.start(batch, batch.registry.ask(batch.identifiers))

    def _start_rest(self) -> None:
        """Once all preprints are known, ask where they were published, and for titles that they had before."""
        if any(self._chain.unsettled[scheme] for scheme in self._routes.preprint_schemes):
            return
        unfinished, self._unfinished = self._unfinished, []
        former = [self._records.row(one) for one in unfinished if self._records.lacks_former_titles(one)]
        for history in self._routes.histories:
            papers = tuple(one for one in former if one.identifier.scheme in history.versioned)
            if papers:
                self._session.start(_Former(history, papers), history.former_titles(papers))
        if self._memory.want is Freshness.LACKING:
            return
        lacking = [identifier for identifier in unfinished if self._records.lacks_publication(identifier)]
        for registry in self._routes.publications:
            wanted = [one for one in lacking if one.scheme in registry.publishes]
            self._progress.ask(registry.name, len(wanted))
            for start in range(0, len(wanted), registry.batch):
                batch = tuple(wanted[start : start + registry.batch])
                self._session.start(_Published(registry, batch), registry.ask(batch))

    def _take(self, name: _Name, result: object) -> dict[str, Answer]:
        """Return the rows that a result makes."""
        if isinstance(name, Batch) and isinstance(result, Replies):
            return self._take_batch(name, result)
        if isinstance(name, _Published) and isinstance(result, Replies):
            return self._take_published(name, result)
        if isinstance(name, _Former) and isinstance(result, dict):
            return self._take_former(name, result)
        if isinstance(name, TitleQuery) and isinstance(result, Found):
            return self._take_found(name, result)
        if isinstance(name, str) and isinstance(result, LinkCheck):
            return self._take_seen(name, result)
        if isinstance(name, _Capture):
            return {name.page.url: replace(name.page, capture=result)} if isinstance(result, str) else {}
        raise TypeError(f"no result of {name!r}: {result!r}")

    def _take_batch(self, batch: Batch, replies: Replies) -> dict[str, Answer]:
        settled, batches = self._chain.take(batch, replies)
        self._start_batches(batches)
        rows: dict[str, Answer] = {}
        for identifier, outcome in settled.items():
            self._through(self._service(identifier))
            if outcome.answer is None and outcome.service:
                self._progress.leave(outcome.service, outcome.reason)
            elif outcome.answer is None:
                self._memory.keep(UNRECOGNISED + key_of(identifier), ABSENT)
            else:
                rows |= self._settled(identifier, outcome.answer, outcome.tells)
        self._start_rest()
        return rows

    def _settled(
        self, identifier: Identifier, answer: Paper | Repository | Absence, tells: frozenset[str]
    ) -> dict[str, Answer]:
        key = key_of(identifier)
        before = self._lock.rows.get(key)
        if isinstance(answer, Paper):
            answer = keep_unreported_fields(answer, tells, before)
        elif isinstance(answer, Repository):
            answer = keep_archived_flag(answer, tells, before)
        self._memory.keep(key, answer)
        if not isinstance(answer, Paper):
            return {key: answer}
        self._unfinished.append(identifier)
        self._records.put(PaperSources(answer))
        return self._told(identifier)

    def _take_published(self, name: _Published, replies: Replies) -> dict[str, Answer]:
        service = name.registry.name
        rows: dict[str, Answer] = {}
        for identifier in name.identifiers:
            self._through(service)
            answer = replies.answers.get(identifier)
            if not isinstance(answer, Paper | Absence):
                self._progress.leave(service, replies.unanswered.get(identifier, "did not answer"))
                continue
            parts = self._records.parts(identifier)
            if isinstance(answer, Paper):
                alike = compare_titles(answer.title, parts.paper.title) != "different"
                answer = Paper(identifier, "", doi=answer.doi, venue=answer.venue) if alike else ABSENT
            self._records.put(replace(parts, published=answer))
            rows |= self._told(identifier)
            self._memory.keep(PUBLISHED + key_of(identifier), answer)
        return rows

    def _take_former(self, name: _Former, found: Mapping[Identifier, tuple[str, ...]]) -> dict[str, Answer]:
        rows: dict[str, Answer] = {}
        for identifier in (paper.identifier for paper in name.papers):
            if identifier in found:
                former = Paper(identifier, "", former_titles=found[identifier])
                self._records.put(replace(self._records.parts(identifier), former=former))
                self._memory.keep(FORMER + key_of(identifier), former)
                rows |= self._told(identifier)
            elif self._records.is_doubtful(identifier):
                self._progress.leave(name.registry.history_name, "did not give the titles of earlier versions")
        return rows

    def _take_found(self, work: TitleQuery, found: Found) -> dict[str, Answer]:
        self._through(TITLES)
        if found.unanswered:
            service, reason = found.unanswered[0]
            self._progress.leave(TITLES, f"{service} {reason}")
        key = search_key(work.key)
        if found.alike is not None and not found.unanswered:
            self._memory.keep(ALIKE + key, found.alike)
        if found.answer is None:
            return {}
        self._memory.keep(key, found.answer)
        return {key: found.answer}

    def _take_seen(self, url: str, seen: LinkCheck) -> dict[str, Answer]:
        self._through(PAGES)
        if seen.verdict == "blocked":
            self.blocked.add(url)
        elif seen.verdict == "unknown":
            self._progress.leave(PAGES, seen.reason, host_of(url))
        before = self._lock.rows.get(url)
        row = update_page_record(url, before if isinstance(before, Page) else None, seen, self._clock.today())
        if row is None:
            return {}
        if seen.verdict == "alive" or (seen.verdict == "blocked" and seen.status != _TOO_MANY):
            self._memory.keep_page(row, self._links[url])
        self._seek_copy(row)
        return {url: row}

    def _seek_copy(self, page: Page) -> None:
        """Ask an archive for a copy of a page that is gone for certain; silence says nothing."""
        archive = next(iter(self._routes.archives), None)
        if archive is None or not page.dead or page.capture or self._captures >= _MOST_CAPTURES:
            return
        self._captures += 1
        self._session.start(_Capture(page), archive.capture(page.url, self._added(page.url)))

    def _through(self, service: str) -> None:
        self._tell(self._progress.settle(service, self._session.counts[service]))
