"""What an index knows of the works of some documents: facts that need neither a lock nor a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from litlint import regex as re
from litlint.identifiers import doi
from litlint.identifiers.identifier import Identifier
from litlint.lookup.index.records import IndexedPaper
from litlint.lookup.index.store import IndexedVolume, PaperIndex
from litlint.matching.work_references import cited_work, listed_work
from litlint.metadata.dates import YEAR
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import Person, is_same_person, split_authors
from litlint.metadata.titles import alike_titles, compare_titles, differ_by_a_slip, letters_alike
from litlint.metadata.venues import compare_venues, read_venue
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.facts import UNIDENTIFIED, Absence, Facts, Missing, Paper, TitleQuery

# A title of so many words names one work; of a shorter one the first author must agree.
_TELLING_WORDS: Final = 5
# A title this alike to one of a volume (0 to 100) may be it, cut, extended or misspelt, so that it counts as there.
_MAY_BE_IT: Final = 72.0
# Titles this alike letter by letter (0 to 100) differ by a slip or two, whoever is named as their author.
_MISSPELT: Final = 88.0
# So many papers of a volume must be there to say that the authors who are named have another paper in it.
_LARGE_VOLUME: Final = 100
# Two papers of one volume by exactly the same three or more people are rare: 1 in 50 of DBLP's conferences in computing.
# By two people it is 1 in 20, so that the titles must be alike as well.
_TELLING_AUTHORS: Final = 3
# An index of fewer DOIs knows too few of those who register them.
_MANY_DOIS: Final = 10_000
# ``ACL (1)``: a volume in parts; one of them alone proves nothing.
_PART: Final = re.compile(r"\((\d{1,2})\)\s*$")


def index_facts(documents: Iterable[Document], index: PaperIndex, facts: Facts) -> Facts:
    """Return facts with what an index adds: papers by identifier and by title, and volumes known whole that lack a work.

    What ``facts`` knows already stays as it is.

    Raises:
        LitlintError: the index is damaged.
    """
    papers: dict[Identifier, Paper | Absence] = dict(facts.papers)
    works: dict[str, Paper | Absence] = dict(facts.works)
    missing: dict[str, Missing] = dict(facts.missing_from)
    strange: dict[Identifier, str] = dict(facts.strange_dois)
    matches: dict[str, IndexedPaper] = {}
    volumes = _Volumes(index)
    for claim in _claims(documents):
        for identifier in claim.identifiers:
            if identifier not in papers and identifier.scheme in ("arxiv", "doi"):
                found = next(index.papers_of(identifier.scheme, identifier.value), None)
                if found is not None:
                    papers[identifier] = _paper(found, identifier)
        key = claim.query.key
        if key not in works:
            match = _match(claim.query, index.papers_titled(claim.query.title))
            match = match or volumes.nearly(claim)
            if match is not None:
                works[key] = _paper(match, None)
                matches[key] = match
            elif claim.venue and claim.year and (lacking := volumes.lacking(claim)):
                missing[key] = lacking
        if key in matches:
            strange.update(
                (identifier, of)
                for identifier in claim.identifiers
                if identifier not in papers and (of := _strange(identifier, claim, matches[key], index))
            )
    return replace(facts, papers=papers, works=works, missing_from=missing, strange_dois=strange)


def _strange(identifier: Identifier, claim: _Claim, match: IndexedPaper, index: PaperIndex) -> str:
    """Return what an index is, in words, if no paper in it has a DOI of the registrant whose DOI a work is given.

    The index must know that very publication of the work: a journal that it does not have may print the work again.
    """
    if identifier.scheme != "doi" or doi.is_for_any_venue(identifier.value):
        return ""
    count = sum(index.registrants.values())
    if count < _MANY_DOIS or doi.registrant(identifier.value) in index.registrants:
        return ""
    if not claim.venue or compare_venues(claim.venue, match.venue) != "same":
        return ""
    names = " and ".join(dict.fromkeys(f"{source.name} of {source.date}" for source in index.sources))
    return f"the {count:,} DOIs in {names}"


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a citation or an entry says of a work: its words, its identifiers, and where it appeared."""

    query: TitleQuery
    identifiers: tuple[Identifier, ...] = ()
    venue: str = ""
    year: int | None = None
    people: tuple[Person, ...] = ()
    """All authors of a citation; of an entry's byline it is not known whether it is whole."""


def _claims(documents: Iterable[Document]) -> Iterator[_Claim]:
    for document in documents:
        for citation in document.citations:
            query = cited_work(citation)
            if query is not None:
                yield _of_citation(query, citation)
        for entry in document.entries:
            if len(entry.title.value.split()) > 1:
                yield _of_entry(entry)


def _of_citation(query: TitleQuery, citation: Citation) -> _Claim:
    venue = citation.get("booktitle", "journal", "journaltitle")
    year = YEAR.search(citation.year.value) if citation.year else None
    identifiers = tuple(identifier for identifier, _ in citation.identifiers())
    author = citation.get("author")
    people = tuple(split_authors(author.resolved)) if author else ()
    return _Claim(query, identifiers, venue.value if venue else "", int(year[0]) if year else None, people)


def _of_entry(entry: Entry) -> _Claim:
    query = listed_work(entry)
    identifiers = tuple(identifier for identifier, _ in entry.works)
    return _Claim(
        query, identifiers, entry.venue.value if entry.venue else "", entry.year.value if entry.year else None
    )


def _match(query: TitleQuery, papers: Iterator[IndexedPaper]) -> IndexedPaper | None:
    """Return the one work of a title: by the whole title, and by the first author where the title is short or not alone."""
    wanted = normalize_title(query.title)
    alike = [paper for paper in papers if normalize_title(paper.title) == wanted]
    if not alike:
        return None
    author = next(iter(split_authors(query.author)), None) if query.author else None
    if author is not None:
        same = [
            paper
            for paper in alike
            if any(
                is_same_person(author, name) is not False for each in paper.authors[:1] for name in split_authors(each)
            )
        ]
        if same:
            return _best(same)
    is_one = len({paper.authors for paper in alike}) == 1
    return _best(alike) if is_one and len(wanted.split()) >= _TELLING_WORDS else None


def _best(papers: list[IndexedPaper]) -> IndexedPaper:
    """Return the record that says most: one with a volume, before a preprint."""
    return max(papers, key=lambda paper: (bool(paper.volume), bool(paper.doi), paper.year or 0))


def _paper(found: IndexedPaper, identifier: Identifier | None) -> Paper:
    own = identifier or (
        Identifier("doi", found.doi) if found.doi else Identifier("arxiv", found.arxiv) if found.arxiv else UNIDENTIFIED
    )
    return Paper(
        own,
        found.title,
        found.authors,
        published=str(found.year) if found.year else None,
        doi=found.doi or None,
        venue=found.venue or None,
    )


class _Volumes:
    """The volumes of an index, and the papers in them."""

    def __init__(self, index: PaperIndex) -> None:
        self._index = index
        self._known: dict[tuple[str, int], _Conference | None] = {}

    @cached_property
    def _dates(self) -> Mapping[str, str]:
        return {source.name: source.date for source in self._index.sources}

    def lacking(self, claim: _Claim) -> Missing | None:
        """Return the volume that has no such work, None if it may have it.

        A volume that is not known whole may have any work, unless it has another by exactly the same people. In a whole one
        a title that is alike is the work's, cut or rewritten, unless it says something else and its authors are certainly
        other people.
        """
        conference = self._conference(claim)
        if conference is None:
            return None
        title = claim.query.title
        instead = conference.paper_instead(claim)
        if instead is not None:
            return Missing(conference.words, instead.title)
        if not conference.is_whole:
            return None
        there = any(
            _may_be_by(claim.people, paper)
            or compare_titles(title, paper.title) in ("same", "close")
            or letters_alike(title, paper.title) >= _MISSPELT
            for paper in conference.alike(title)
        )
        return None if there else Missing(conference.words)

    def nearly(self, claim: _Claim) -> IndexedPaper | None:
        """Return the paper of the named volume that a title with a slip means: by most of its authors.

        In a volume that is known whole it is that paper whoever is named: the volume has no other of that title.
        """
        conference = self._conference(claim) if claim.people else None
        if conference is None:
            return None
        for paper in conference.alike(claim.query.title):
            shared = sum(_may_be_by([person], paper) for person in claim.people)
            is_it = shared * 2 > len(claim.people) or conference.is_whole
            if is_it and compare_titles(claim.query.title, paper.title) in ("same", "close"):
                return paper
        return None

    def _conference(self, claim: _Claim) -> _Conference | None:
        venue = read_venue(claim.venue) if claim.venue else None
        if venue is None or venue.kind not in ("conference", "journal"):
            return None
        if venue.part or len(venue.names) != 1 or claim.year is None:
            return None
        key = (next(iter(venue.names)), claim.year)
        if key not in self._known:
            self._known[key] = self._read(*key)
        return self._known[key]

    def _read(self, name: str, year: int) -> _Conference | None:
        """Return a conference with its papers, workshops and other parts included; None if the index has none of it."""
        volumes = self._index.volumes_of(name, year)
        main = [volume for volume in volumes if _is_main(volume)]
        if not main:
            return None
        papers = [self._index.paper(number) for volume in volumes for number in volume.papers]
        count = len({number for volume in main for number in volume.papers})
        source = main[0].source
        words = f"{name} {year} ({count:,} papers in {source} of {self._dates.get(source, '?')})"
        is_whole = all(volume.coverage == "whole" for volume in main) and _has_all_parts(main)
        is_partial = any(volume.coverage == "partial" for volume in main)
        return _Conference(papers, words, is_whole, is_partial)


@dataclass
class _Conference:
    """The papers of a conference in one year, its name in words, and whether these papers are all, or certainly are not."""

    papers: list[IndexedPaper]
    words: str
    is_whole: bool
    is_partial: bool

    @cached_property
    def _titles(self) -> list[str]:
        return [normalize_title(paper.title) for paper in self.papers]

    def alike(self, title: str) -> list[IndexedPaper]:
        """Return the papers whose title may be this one, the most alike first."""
        return [self.papers[place] for place in alike_titles(title, self._titles, _MAY_BE_IT)]

    @cached_property
    def _by_surnames(self) -> Mapping[frozenset[str], list[IndexedPaper]]:
        found: dict[frozenset[str], list[IndexedPaper]] = {}
        for paper in self.papers:
            found.setdefault(_surnames(paper.authors), []).append(paper)
        return found

    def paper_instead(self, claim: _Claim) -> IndexedPaper | None:
        """Return a paper by exactly the people who are named for a work, if no title here can be the work's."""
        if self.is_partial or len(self.papers) < _LARGE_VOLUME or len(claim.people) < _TELLING_AUTHORS - 1:
            return None
        title = claim.query.title
        theirs = [
            paper
            for paper in self._by_surnames.get(_surnames(person.family for person in claim.people), ())
            if _are_the_authors(claim.people, paper)
        ]
        if not theirs:
            return None
        alike = self.alike(title)
        if any(
            compare_titles(title, paper.title) in ("same", "close") or _is_cut_or_misspelt(title, paper.title)
            for paper in alike
        ):
            return None
        near = [paper for paper in alike if paper in theirs]
        return next(iter(near), None) or (theirs[0] if len(claim.people) >= _TELLING_AUTHORS else None)


def _is_cut_or_misspelt(title: str, other: str) -> bool:
    """Say whether one of two titles has all words of the other, as one that is cut short has, but for a slip."""
    mine, theirs = set(normalize_title(title).split()), set(normalize_title(other).split())
    return mine <= theirs or theirs <= mine or differ_by_a_slip(title, other)


def _surnames(names: Iterable[str]) -> frozenset[str]:
    """Return the last words of names, by which those of two lists are alike."""
    return frozenset(words[-1] for name in names if (words := normalize_title(name).split()))


def _are_the_authors(people: Sequence[Person], paper: IndexedPaper) -> bool:
    """Say whether some people are all authors of a paper and no others, in any order."""
    authors = [person for author in paper.authors for person in split_authors(author)]
    return len(people) == len(authors) and all(
        any(is_same_person(one, other) is True for other in authors) for one in people
    )


def _may_be_by(people: Sequence[Person], paper: IndexedPaper) -> bool:
    """Say whether one of some people may be an author of a paper: true where no people are named."""
    if not people or not paper.authors:
        return True
    authors = [person for author in paper.authors for person in split_authors(author)]
    return any(is_same_person(one, other) is not False for one in people for other in authors)


def _is_main(volume: IndexedVolume) -> bool:
    venue = read_venue(volume.venue)
    title = read_venue(volume.title) if volume.title else None
    return venue is not None and not venue.part and (title is None or not title.part)


def _has_all_parts(volumes: Iterable[IndexedVolume]) -> bool:
    """Say whether of a conference in numbered volumes more than the first is there."""
    parts = {int(found[1]) for volume in volumes if (found := _PART.search(volume.venue))}
    return not parts or (len(parts) > 1 and parts == set(range(1, len(parts) + 1)))
