"""The entries of a workspace by the work that they claim to present, and which of them are certainly of one work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from litlint.matching.description import Description, describe_entry
from litlint.matching.evidence import Evidence, Judgement, weigh
from litlint.matching.vocabulary import Vocabulary
from litlint.matching.work_references import WorkReference, referenced_work
from litlint.metadata.normalize import normalize_title, word_count
from litlint.metadata.titles import compare_titles
from litlint.model.document import Document, Entry, Workspace

# What is listed under more titles than this is a page that many entries refer to on purpose: a data set, a toolkit.
_MOST_TITLES = 12
# Two parts of a workspace call the same works by other titles if at least so many of their common works differ, and more
# than half: one of them translates, paraphrases, or its titles are no titles. A single difference may be an error.
_LEAST_DIFFERENCES = 2
# Where one in eight of more is worded otherwise, one part says in its own words what a paper is about.
_FEW_IN = 8
# So many different works have no common title: it is the topic, the venue or the task of each.
_TOPIC = 3
# A title of so few words is a name, which says nothing of the title that the other part has.
_NAME_WORDS = 2

Part = tuple[str, str]


@dataclass(frozen=True)
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
        link = next((one for one in links if title.start < one.span.end and one.span.start < title.end), None)
        if link is None:
            return ""
        return link.identifier.canonical_work if link.identifier is not None else url_key(link.url)

    @cached_property
    def description(self) -> Description:
        """All that the entry says of its work."""
        return describe_entry(self.entry)

    @property
    def part(self) -> Part:
        """The part of the workspace whose entries are written alike: a document's entries of one kind."""
        return self.document.path, self.entry.kind.value


def url_key(url: str) -> str:
    """Return a URL without what makes no other page: scheme, ``www.``, fragment, last slash, case of the host."""
    bare = url.strip().partition("#")[0].partition("://")[2] or url
    host, slash, path = bare.partition("/")
    return f"{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/").removesuffix(".git")


class Listings:
    """All entries of a workspace, which of them share a work, and how alike they describe it."""

    def __init__(self, workspace: Workspace) -> None:
        self.entries = tuple(
            ListedEntry(document, entry, referenced_work(entry)) for document, entry in workspace.entries()
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the titles, each with how many titles have it."""
        return Vocabulary(listing.entry.title.value for listing in self.entries)

    @cached_property
    def by_work(self) -> Mapping[str, Sequence[ListedEntry]]:
        """The listings of each work that an identifier names."""
        groups: dict[str, list[ListedEntry]] = {}
        for listing in self.entries:
            if listing.claim is not None:
                groups.setdefault(listing.claim.work, []).append(listing)
        return groups

    def is_titled(self, listing: ListedEntry) -> bool:
        """Say whether what was read as an entry's title is one: three works or more under one title have a topic there."""
        return self._works_by_title.get(normalize_title(listing.entry.title.value), 0) < _TOPIC

    @cached_property
    def _works_by_title(self) -> Mapping[str, int]:
        works: dict[str, set[str]] = {}
        for listing in self.entries:
            if listing.claim is not None:
                works.setdefault(normalize_title(listing.entry.title.value), set()).add(listing.claim.work)
        return {title: len(some) for title, some in works.items()}

    def judge(self, one: ListedEntry, other: ListedEntry) -> Judgement:
        """Weigh whether two entries present one work; parts that call the same works otherwise are not compared."""
        judgement = weigh(one.description, other.description, self.vocabulary)
        if judgement.verdict == "same" or one.part == other.part:
            return judgement
        if self.are_translations(one, other):
            return Judgement(judgement.titles, (Evidence("same", 4, "a translation or a paraphrase"),))
        alike, unlike = self._agreement(one.part, other.part)
        if unlike > _LEAST_DIFFERENCES and unlike * _FEW_IN >= alike:
            loose = Evidence("same", 2, "these two parts word the titles of some works differently")
            return Judgement(judgement.titles, (*judgement.evidence, loose))
        return judgement

    def works(self, group: Sequence[ListedEntry]) -> list[list[ListedEntry]]:
        """Divide the listings that share an identifier into those that are certainly of one work.

        Translations of a title are kept in groups of their own: of two translations one may have the wrong identifier.
        """
        if len(group) == 1:
            return [list(group)] if self.is_titled(group[0]) else []
        by_title: dict[str, list[ListedEntry]] = {}
        for listing in filter(self.is_titled, group):
            by_title.setdefault(normalize_title(listing.entry.title.value), []).append(listing)
        if len(by_title) > _MOST_TITLES:
            return []
        works: list[list[ListedEntry]] = []
        for listings in by_title.values():
            # What is of one work with two others makes those one work too: `mT0 && BLOOMZ` joins `mT0` and `BLOOMZ`.
            joined = [work for work in works if any(self._is_same_title(one, listings[0]) for one in work)]
            works = [work for work in works if work not in joined]
            works.append([listing for work in joined for listing in work] + listings)
        order = {id(listing): index for index, listing in enumerate(group)}
        for work in works:
            work.sort(key=lambda listing: order[id(listing)])
        return sorted(works, key=lambda work: order[id(work[0])])

    def _is_same_title(self, one: ListedEntry, other: ListedEntry) -> bool:
        return not self.are_translations(one, other) and self.judge(one, other).verdict == "same"

    def are_translations(self, one: ListedEntry, other: ListedEntry) -> bool:
        """Say whether two entries are in parts that call the same works by other titles: one translates, or describes."""
        if one.part == other.part:
            return False
        alike, unlike = self._agreement(one.part, other.part)
        return unlike >= _LEAST_DIFFERENCES and unlike > alike

    def _agreement(self, one: Part, other: Part) -> tuple[int, int]:
        return self._agreements.get(frozenset((one, other)), (0, 0))

    @cached_property
    def _agreements(self) -> Mapping[frozenset[Part], tuple[int, int]]:
        """How many common works two parts call by the same title, and how many by another."""
        alike: Counter[frozenset[Part]] = Counter()
        unlike: Counter[frozenset[Part]] = Counter()
        for group in self.by_work.values():
            first: dict[Part, ListedEntry] = {}
            for listing in group:
                if word_count(listing.entry.title.value) > _NAME_WORDS:
                    first.setdefault(listing.part, listing)
            parts = list(first.items())[:_MOST_TITLES]
            for index, (part, listing) in enumerate(parts):
                for another, other in parts[index + 1 :]:
                    same = compare_titles(listing.entry.title.value, other.entry.title.value) in ("same", "close")
                    (alike if same else unlike)[frozenset((part, another))] += 1
        pairs = alike.keys() | unlike.keys()
        return {pair: (alike[pair], unlike[pair]) for pair in pairs}


def listings_of(workspace: Workspace) -> Listings:
    """Return all entries of a workspace with the works that they claim to present."""
    return workspace.derived(Listings)


Mark = tuple[object, ...]


class FirstListings:
    """The listings of one work that come before another, and which of them is nearest to it.

    The nearest is the first of those that share its key or its title, else of all; among these of those in its section,
    else in its document.
    """

    def __init__(self, listings: Iterable[ListedEntry] = ()) -> None:
        self._first: dict[Mark, tuple[int, ListedEntry]] = {}
        self._count = 0
        for listing in listings:
            self.add(listing)

    def add(self, listing: ListedEntry) -> None:
        """Take a listing for one that comes before those to come."""
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
