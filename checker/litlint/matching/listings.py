"""Entries in their documents, with the works that they claim to present: what tells where a work is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from litlint.matching.work_references import WorkReference, referenced_work
from litlint.metadata.normalize import normalize_title
from litlint.model.document import Document, Entry, Workspace


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry in its document, with the work that it claims to present."""

    document: Document
    entry: Entry
    claim: WorkReference | None

    @property
    def key(self) -> str:
        """What two listings of one work have in common: the work's identifier, else where the title leads."""
        if self.claim is not None:
            return self.claim.work
        title = self.entry.title.span
        links = (link for link in self.entry.links if link.is_outside and not link.is_image)
        return next((link.url for link in links if title.start < link.span.end and link.span.start < title.end), "")


@lru_cache(maxsize=1)
def listings(workspace: Workspace) -> tuple[ListedEntry, ...]:
    """Return every entry of a collection with its claim, in order."""
    return tuple(ListedEntry(document, entry, referenced_work(entry)) for document, entry in workspace.entries())


Mark = tuple[object, ...]


class FirstListings:
    """The listings of one work that stand before another, and which of them is nearest to it.

    The nearest is the first of those that share its key or its title, else of all; among these of those in its section,
    else in its document.
    """

    def __init__(self) -> None:
        self._first: dict[Mark, tuple[int, ListedEntry]] = {}
        self._count = 0

    def add(self, listing: ListedEntry) -> None:
        """Take a listing for one that stands before those to come."""
        for mark in (*_words(listing), ("any",)):
            for place in _places(listing):
                self._first.setdefault((*mark, *place), (self._count, listing))
        self._count += 1

    def nearest(self, listing: ListedEntry) -> ListedEntry | None:
        """Return the nearest that was added before, None if there is none."""
        for marks in (_words(listing), [("any",)]):
            for place in _places(listing):
                found = [first for mark in marks if (first := self._first.get((*mark, *place)))]
                if found:
                    return min(found, key=lambda first: first[0])[1]
        return None


def _words(listing: ListedEntry) -> list[Mark]:
    return [("key", listing.key), ("title", normalize_title(listing.entry.title.value))]


def _places(listing: ListedEntry) -> Iterator[Mark]:
    path = listing.document.path
    yield path, listing.entry.section.span.start
    yield (path,)
    yield ()
