"""Where a document shows its contributors how an entry is written; what is named there need not exist."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from litlint.model.citation import Citation
from litlint.model.document import Document
from litlint.model.source import Span

_PATH = re.compile(r"(?:contribut|template|guideline|how[-_]entries|how[-_]to)|(?:^|/)\.github/", re.I)
_TITLE = re.compile(
    r"contribut|guideline|template|convention|how to (?:add|write|submit)"
    r"|add(?:ing)? (?:an? |your |new )*(?:paper|entr|item|work)"
    r"|(?:entry|paper|list|citation|item) (?:format|style)|^format|格式|模板|贡献|投稿",
    re.I,
)


def is_contributor_template(document: Document, place: Span) -> bool:
    """Say whether a place lies where a document tells its contributors how entries are written."""
    if _is_guide(document.path):
        return True
    index = bisect_right(document.sections, place.start, key=lambda section: section.span.start) - 1
    return index >= 0 and _is_guidance(document.sections[index].path)


@lru_cache(maxsize=1024)
def _is_guide(path: str) -> bool:
    return _PATH.search(path) is not None


@lru_cache(maxsize=1024)
def _is_guidance(titles: tuple[str, ...]) -> bool:
    """Say whether a section, given the titles from the top heading down to its own, tells how entries are written."""
    return any(_TITLE.search(title) for title in titles[1:] or titles)


def real_citations(document: Document) -> Iterator[Citation]:
    """Yield the citations of a document, less those that stand in no entry and only show contributors the form."""
    for citation in document.citations:
        if citation.span in document.entry_of_citation or not is_contributor_template(document, citation.span):
            yield citation
