"""How what several registries say, and what the lock said before, becomes one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields, replace
from typing import Final

from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import Answer, key_of
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import TitleMatch, compare_titles
from litlint.model.facts import Absence, Paper, Repository

_BY_NEARNESS: Final[tuple[TitleMatch, ...]] = ("same", "close", "unknown", "different")
_JOINED: Final = frozenset({"identifier", "doi", "venue", "former_titles"})


@dataclass(frozen=True, slots=True)
class PaperSources:
    """What is known of one paper: by its registry, by who knows where it was published, by its earlier versions.

    ``published`` and ``former`` are None as long as no source has said so.
    """

    paper: Paper
    published: Paper | Absence | None = None
    former: Paper | Absence | None = None


class RecordMerger:
    """The papers of a run, each put together from its parts and from the rows that the lock had before."""

    def __init__(self, before: Mapping[str, Answer], said: Mapping[Identifier, Set[str]]) -> None:
        self._before = before
        self._said = said
        self._parts: dict[Identifier, PaperSources] = {}

    def put(self, parts: PaperSources) -> Paper:
        """Take the parts of a paper and return its record."""
        self._parts[parts.paper.identifier] = parts
        return self.row(parts.paper.identifier)

    def parts(self, identifier: Identifier) -> PaperSources:
        """Return the parts of a paper that was put."""
        return self._parts[identifier]

    def row(self, identifier: Identifier) -> Paper:
        """Return a paper's record: its registry goes first, then who published it; what was not asked stays."""
        parts, before = self._parts[identifier], self._before.get(key_of(identifier))
        old = before if isinstance(before, Paper) else None
        publication = (
            parts.published if isinstance(parts.published, Paper) else old if parts.published is None else None
        )
        titles = [*(old.former_titles if old else ()), *([old.title] if old else [])]
        titles += parts.former.former_titles if isinstance(parts.former, Paper) else ()
        return replace(
            parts.paper,
            doi=parts.paper.doi or (publication.doi if publication else None),
            venue=parts.paper.venue or (publication.venue if publication else None),
            former_titles=_distinct(titles, parts.paper.title),
        )

    def lacks_publication(self, identifier: Identifier) -> bool:
        """Say whether it is worth asking where a preprint was published."""
        parts = self._parts[identifier]
        complete = parts.paper.doi and parts.paper.venue
        return identifier.scheme == "arxiv" and parts.published is None and not complete

    def lacks_former_titles(self, identifier: Identifier) -> bool:
        """Say whether the lists give a title that an earlier version may have had, which is not known yet."""
        return any(found != "same" for found in self._relations(identifier))

    def is_doubtful(self, identifier: Identifier) -> bool:
        """Say whether the lists give another title, which an earlier version may have had, which is not known yet."""
        return "different" in self._relations(identifier)

    def _relations(self, identifier: Identifier) -> list[TitleMatch]:
        """Return how each title in the lists relates to the nearest that is known; none if all versions are known."""
        parts, row = self._parts[identifier], self.row(identifier)
        if parts.former is not None or identifier.scheme != "arxiv" or row.version == 1:
            return []
        return [_nearest(title, (row.title, *row.former_titles)) for title in self._said.get(identifier, ())]


def keep_unreported_fields(paper: Paper, tells: Set[str], before: Answer | None) -> Paper:
    """Return a paper with the fields that its registry does not give as the lock had them."""
    if not isinstance(before, Paper):
        return paper
    silent = [part.name for part in fields(Paper) if part.name not in _JOINED and part.name not in tells]
    return replace(paper, **{name: getattr(paper, name) or getattr(before, name) for name in silent})


def keep_archived_flag(answer: Repository, tells: Set[str], before: Answer | None) -> Repository:
    """Return a repository's record; where it does not give the archive mark and the spelling, they stay as they were."""
    if not isinstance(before, Repository) or "archived" in tells:
        return answer
    name = before.name if before.name.casefold() == answer.name.casefold() else answer.name
    return Repository(name, before.archived if answer.archived is None else answer.archived)


def _nearest(title: str, known: Iterable[str]) -> TitleMatch:
    found = {compare_titles(title, other) for other in known}
    return min(found, key=_BY_NEARNESS.index)


def _distinct(titles: list[str], title: str) -> tuple[str, ...]:
    """Return the titles that differ from the present one, and from each other, in more than marks and case."""
    seen = {normalize_title(title), ""}
    kept_titles = []
    for former in titles:
        if normalize_title(former) not in seen:
            seen.add(normalize_title(former))
            kept_titles.append(former)
    return tuple(kept_titles)
