"""Looks up works that carry no identifier; concludes only from a clear match of title and first author."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from litlint.lookup.http.messages import Exchange
from litlint.lookup.registries.registry import Index
from litlint.metadata.normalize import normalize_title
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

    A work that none knows is ``ABSENT`` only if all of them answered, and none had a work that may be it.
    """
    unanswered: list[tuple[str, str]] = []
    alike: Paper | None = None
    for index in indexes:
        papers = yield from index.search(work)
        if isinstance(papers, str):
            unanswered.append((index.name, papers))
            continue
        for paper in papers:
            if is_match(work, paper):
                return Found(paper)
            if alike is None and compare_titles(work.title, paper.title) != "different":
                alike = paper
    if unanswered:
        return Found(None, tuple(unanswered))
    return Found(None if alike or not indexes else ABSENT, alike=alike)


def is_match(work: TitleQuery, paper: Paper) -> bool:
    """Say whether a paper is certainly the work: the same title, but for a subtitle, and the same first author.

    Without an author the title must be long enough to name one work only.
    """
    mine, theirs = _titles(work.title), _titles(paper.title)
    if mine.isdisjoint(theirs):
        return False
    if not work.author:
        return len(normalize_title(work.title).split()) >= _TELLING
    return bool(paper.authors) and _family(work.author) == _family(paper.authors[0])


def _titles(title: str) -> set[str]:
    """Return a title's normal form, and that of what stands before its subtitle if that says enough."""
    head = normalize_title(title.partition(": ")[0])
    return {normalize_title(title), *([head] if len(head.split()) >= _TELLING else [])}


def _family(name: str) -> str:
    """Return a family name without accents, from ``Family, Given`` or ``Given Family``."""
    family = name.partition(",")[0] if "," in name else (name.split() or [""])[-1]
    plain = unicodedata.normalize("NFKD", family.casefold())
    return re.sub(r"[^\w]|_", "", "".join(character for character in plain if not unicodedata.combining(character)))
