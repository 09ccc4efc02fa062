"""What entries and citations say of a paper against what a registry says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from litlint.matching.description import Description, describe_paper
from litlint.matching.evidence import Evidence, Judgement, Verdict, weigh
from litlint.matching.listings import ListedEntry, Listings, Part
from litlint.matching.vocabulary import Vocabulary
from litlint.matching.work_references import citation_references, cited_work, paper_references
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.document import Workspace
from litlint.model.facts import UNIDENTIFIED, Facts, Paper

# The titles of a part of a list are not those of papers (a translation, a digest, a column of criteria) if at least so
# many differ from the registry's, and more of them than agree. Single differences may be errors, each for itself.
_LEAST_DIFFERENCES = 2
# A title of so few words is a name, which a registry's title need not have.
_NAME_WORDS = 2
# So many words of a title, and so much of their weight, found anywhere in an entry, are that title, however it is cut.
_LEAST_FOUND, _FOUND = 3, 0.7
# A title of fewer words may be that of several works.
_LEAST_PROOF = 4
# A title that more entries have is no proof of one of them, and each is weighed.
_MOST_HOLDERS = 20
_PROVEN = ("the title is that of another paper", "the registry's title is that of another entry")


@dataclass(frozen=True)
class Comparison:
    """How an entry or citation relates to a registry's record of the identifier that it gives.

    ``proof`` is a further place that shows whose title is whose: another entry with the record's title, or the record
    that has the entry's title. ``is_certain`` says that enough is known of the record to call the two different works.
    """

    judgement: Judgement
    paper: Paper
    is_certain: bool
    proof: ListedEntry | Paper | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the entry presents the paper of the record."""
        return self.judgement.verdict


class Records:
    """The records that registries gave for the works of a workspace, to compare entries and citations with."""

    def __init__(self, workspace: Workspace, listings: Listings, facts: Facts) -> None:
        self._workspace, self._listings, self._facts = workspace, listings, facts

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary([*self._own_titles(), *(paper.title for paper in self._papers)])

    @cached_property
    def _papers(self) -> list[Paper]:
        return [paper for paper in self._facts.papers.values() if isinstance(paper, Paper) and paper.title]

    def _own_titles(self) -> Iterable[str]:
        yield from (listing.entry.title.value for listing in self._listings.entries)
        citations = (citation for document in self._workspace.documents for citation in document.citations)
        yield from (citation.title.value for citation in citations if citation.title is not None)

    def compare(self, description: Description, paper: Paper, listing: ListedEntry | None = None) -> Comparison:
        """Weigh whether something presents the paper that its identifier names; ``listing`` is the entry, if it is one."""
        judgement = self._weigh(description, paper)
        is_certain = _is_well_known(paper)
        if judgement.verdict == "same" or judgement.titles in ("same", "close"):
            return Comparison(judgement, paper, is_certain)
        proof = self._proof(description, paper, listing)
        if proof is not None:
            words = _PROVEN[isinstance(proof, ListedEntry)]
            judgement = replace(judgement, evidence=(*judgement.evidence, Evidence("different", 4, words)))
            return Comparison(judgement, paper, True, proof)
        return Comparison(judgement, paper, is_certain)

    def gives_titles(self, listing: ListedEntry) -> bool:
        """Say whether the part of the list that an entry is in calls papers by their titles."""
        alike, unlike = self._agreements.get(listing.part, (0, 0))
        return unlike < _LEAST_DIFFERENCES or unlike <= alike

    def paper_of_title(self, title: str) -> Paper | None:
        """Return the one known paper that has a title."""
        found = self._by_title.get(normalize_title(title), [])
        return found[0] if len(found) == 1 and len(normalize_title(title).split()) >= _LEAST_PROOF else None

    def is_found_by_title(self, title: str, paper: Paper) -> bool:
        """Say whether a search for a title found the very paper whose registry has another title: the sources disagree."""
        return any(found.identifier == paper.identifier for found in self._found.get(normalize_title(title), ()))

    @cached_property
    def _found(self) -> Mapping[str, list[Paper]]:
        """What searches for titles found, by the titles that were searched."""
        found: dict[str, list[Paper]] = {}
        for key, paper in self._facts.works.items():
            if isinstance(paper, Paper):
                found.setdefault(normalize_title(key.rpartition(" / ")[0] or key), []).append(paper)
        return found

    def _weigh(self, description: Description, paper: Paper) -> Judgement:
        judgement = weigh(description, describe_paper(paper), self._vocabulary)
        if judgement.titles in ("same", "close") or not self._has_words(description, paper):
            return judgement
        return replace(judgement, evidence=(Evidence("same", 6, "its words are in the entry"), *judgement.evidence))

    def _has_words(self, description: Description, paper: Paper) -> bool:
        """Say whether an entry has nearly all telling words of a title or a former title, wherever they are."""
        words = set(description.text.split())
        for title in (paper.title, *paper.former_titles):
            telling = self._vocabulary.telling(title)
            if len(telling) >= _LEAST_FOUND and sum(word in words for word in telling) >= _FOUND * len(telling):
                return True
        return False

    def _proof(self, description: Description, paper: Paper, listing: ListedEntry | None) -> ListedEntry | Paper | None:
        """Return what shows that a record is of another work than a description: whose title either of them has."""
        other = self.paper_of_title(description.title)
        if other is not None and other.identifier != paper.identifier:
            return other
        if listing is None or len(normalize_title(paper.title).split()) < _LEAST_PROOF:
            return None
        for entry in self._listings_by_title.get(normalize_title(paper.title), ())[:_MOST_HOLDERS]:
            if entry.part == listing.part and entry.entry is not listing.entry:
                own = self._listings.judge(listing, entry)
                if own.balance > 0 or entry.claim is None or entry.claim.work != paper.identifier.canonical_work:
                    return entry
        return None

    @cached_property
    def _by_title(self) -> Mapping[str, list[Paper]]:
        found: dict[str, list[Paper]] = {}
        for paper in self._papers:
            found.setdefault(normalize_title(paper.title), []).append(paper)
        return found

    @cached_property
    def _listings_by_title(self) -> Mapping[str, list[ListedEntry]]:
        found: dict[str, list[ListedEntry]] = {}
        for listing in self._listings.entries:
            found.setdefault(normalize_title(listing.entry.title.value), []).append(listing)
        return found

    @cached_property
    def _agreements(self) -> Mapping[Part, tuple[int, int]]:
        """How many entries of each part have the registry's title, and how many another long one."""
        alike: Counter[Part] = Counter()
        unlike: Counter[Part] = Counter()
        for listing in self._listings.entries:
            for reference in paper_references(listing.entry)[:1]:
                paper = self._facts.paper(reference.identifier)
                if paper is None or not paper.title:
                    continue
                judgement = weigh(listing.description, describe_paper(paper), self._vocabulary)
                if judgement.titles in ("same", "close"):
                    alike[listing.part] += 1
                elif len(listing.entry.title.value.split()) > _NAME_WORDS:
                    unlike[listing.part] += 1
        return {part: (alike[part], unlike[part]) for part in alike.keys() | unlike.keys()}


@dataclass(frozen=True)
class KnownPaper:
    """The record of a work that a citation names, and ``source``: how it was found, for a message."""

    paper: Paper
    source: str


def known_paper(citation: Citation, facts: Facts) -> KnownPaper | None:
    """Return the record of the work that a citation names: by an identifier, else as a search for its title found it."""
    references = citation_references(citation)
    for reference in references:
        paper = facts.paper(reference.identifier)
        if paper is not None:
            return KnownPaper(paper, str(reference.identifier))
    query = cited_work(citation)
    found = facts.works.get(query.key) if query is not None else None
    if not isinstance(found, Paper) or citation.title is None:
        return None
    if compare_titles(citation.title.value, found.title) not in ("same", "close"):
        return None
    known = "the work" if found.identifier == UNIDENTIFIED else str(found.identifier)
    return KnownPaper(found, f"{known} that was found by its title")


def _is_well_known(paper: Paper) -> bool:
    """Say whether more than a title is known of a paper, so that it could have spoken for the entry and did not."""
    return bool(paper.authors or paper.former_titles or paper.version == 1)
