"""Looks up works that carry no identifier; concludes only from a clear match of title and author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from litlint.lookup.http.messages import Exchange
from litlint.lookup.registries.registry import Index
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import is_same_person, split_authors
from litlint.metadata.titles import compare_titles
from litlint.model.facts import ABSENT, Absence, Paper, TitleQuery

_TELLING: Final = 6
"""So many words of a title name one work and no other."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: the work, ``ABSENT`` if every index has none like it, None if that is open.

    It is open while an index did not answer, or where what was found is ``alike`` and not certainly the work.
    """

    answer: Paper | Absence | None
    unanswered: tuple[tuple[str, str], ...] = ()
    alike: Paper | None = None


def look_up(work: TitleQuery, indexes: Sequence[Index]) -> Exchange[Found]:
    """Ask one index after the other until one knows the work.

    A work that none knows is ``ABSENT`` only if all of them answered, and none had a work that may be it. A work of the
    very same long title by other people is the answer if no index has it by the author that was asked for: the rules
    compare the authors.
    """
    unanswered: list[tuple[str, str]] = []
    alike: Paper | None = None
    namesake: Paper | None = None
    for index in indexes:
        papers = yield from index.search(work)
        if isinstance(papers, str):
            unanswered.append((index.name, papers))
            continue
        for paper in papers:
            if is_match(work, paper):
                return Found(paper)
            if namesake is None and paper.authors and _is_namesake(work, paper):
                namesake = paper
            if alike is None and compare_titles(work.title, paper.title) in ("same", "close"):
                alike = paper
    if unanswered:
        return Found(None, tuple(unanswered))
    if namesake is not None:
        return Found(namesake)
    return Found(None if alike or not indexes else ABSENT, alike=alike)


def is_match(work: TitleQuery, paper: Paper) -> bool:
    """Say whether a paper is certainly the work: the same title, but for a subtitle, and by the same author.

    Without an author the title must be long enough to name one work only.
    """
    mine, theirs = _titles(work.title), _titles(paper.title)
    if mine.isdisjoint(theirs):
        return False
    if not work.author:
        return len(normalize_title(work.title).split()) >= _TELLING
    asked = split_authors(work.author)[:1]
    known = [person for author in paper.authors for person in split_authors(author)]
    return any(is_same_person(one, other) is True or one.last == other.last for one in asked for other in known)


def _is_namesake(work: TitleQuery, paper: Paper) -> bool:
    """Say whether a paper has the very title of a work, so long a one that no two works share it by chance."""
    title = normalize_title(work.title)
    return len(title.split()) >= _TELLING and title == normalize_title(paper.title)


def _titles(title: str) -> set[str]:
    """Return a title's normal form, and that of what is before its subtitle if that says enough."""
    head = normalize_title(title.partition(": ")[0])
    return {normalize_title(title), *([head] if len(head.split()) >= _TELLING else [])}
