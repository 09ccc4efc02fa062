"""What is known without asking: the lock, and the cache while it is fresh."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import Enum
from typing import Final

from litlint.identifiers.identifier import Identifier
from litlint.lookup.cache import Cache
from litlint.lookup.http.clock import Clock
from litlint.lookup.lockfile import Answer, is_link, is_search, key_of
from litlint.lookup.merge_records import PaperSources
from litlint.model.facts import Absence, Page, Paper

PUBLISHED: Final = "published:"
FORMER: Final = "former:"
"""What the cache calls the parts of a paper's record that other calls brought."""
ALIKE: Final = "alike:"
"""What the cache calls a work that a search found and that is not certainly the one: reason enough not to ask again."""
UNRECOGNISED: Final = "unrecognised:"
"""What the cache calls an identifier that no registry recognises and none can deny: reason enough not to ask again."""


class Freshness(Enum):
    """What is asked: what the lock lacks and all links; what is older than the cache may confirm; everything."""

    LACKING = "lacking"
    STALE = "stale"
    ALL = "all"


class KnownAnswers:
    """The lock and the cache together, as far as ``want`` lets them answer."""

    def __init__(
        self, locked: Mapping[str, Answer], cache: Cache, clock: Clock, max_age: float, want: Freshness
    ) -> None:
        self.want = want
        self._locked = locked
        self._cache = cache
        self._clock = clock
        self._max_age = max_age

    def row(self, key: str) -> Answer | None:
        """Return the row that needs no asking."""
        return self.agreed(key, self._cached(key))

    def agreed(self, key: str, cached: Answer | None) -> Answer | None:
        """Return the row that needs no asking, where the cache has this answer.

        What the cache and the lock say differently is asked again: it is not known which of the two is the later. The
        lock alone is enough for a work that was found by its words, and where only what it lacks is wanted; links are
        always looked at.
        """
        locked = self._locked.get(key)
        if self.want is Freshness.ALL:
            return None
        found = isinstance(locked, Paper) and is_search(key)
        if locked is not None and (found or (self.want is Freshness.LACKING and not is_link(key))):
            return locked
        return cached if locked is None or locked == cached else None

    def page(self, url: str, fragments: Collection[str]) -> Answer | None:
        """Return the row of a page that needs no look, for it was looked at for these fragments."""
        cached = self._cached(_looked_at(url, fragments))
        return self.agreed(url, replace(cached, url=url) if isinstance(cached, Page) else None)

    def keep_page(self, page: Page, fragments: Collection[str]) -> None:
        """Have the cache keep the row of a page that was looked at for some fragments."""
        key = _looked_at(page.url, fragments)
        self.keep(key, replace(page, url=key))

    def parts(self, identifier: Identifier) -> PaperSources | None:
        """Return what the cache has of a paper, None if it has nothing."""
        key = key_of(identifier)
        paper = self._cached(key)
        if not isinstance(paper, Paper):
            return None
        found = (self._cached(prefix + key) for prefix in (PUBLISHED, FORMER))
        published, former = (part if isinstance(part, Paper | Absence) else None for part in found)
        return PaperSources(paper, published, former)

    def keep(self, key: str, answer: Answer) -> None:
        """Have the cache keep an answer."""
        self._cache.keep({key: answer}, self._clock.epoch())

    def _cached(self, key: str) -> Answer | None:
        if self.want is Freshness.ALL:
            return None
        return self._cache.answer(key, self._clock.epoch(), self._max_age)


def _looked_at(url: str, fragments: Collection[str]) -> str:
    return "#".join((url, *sorted(fragments)))
