"""Texts that show how an entry is to be written rather than state one; what they name need not exist."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from checker.model.citation import Citation
from checker.model.document import Document
from checker.model.source import Span

_PATH = re.compile(r"(?:contribut|template|guideline|how[-_]entries|how[-_]to)|(?:^|/)\.github/", re.I)
_TITLE = re.compile(
    r"contribut|guideline|template|convention|how to (?:add|write|submit)"
    r"|add(?:ing)? (?:an? |your |new )*(?:paper|entr|item|work)"
    r"|(?:entry|paper|list|citation|item) (?:format|style)|^format|格式|模板|贡献|投稿",
    re.I,
)
_WORD = (
    r"arxiv|article|blog|code|demo|doi|github|here|homepage|href|image|img|insert|link|links|name|page|paper|path|pdf|project|put|repo"
    r"|repository|target|the|this|title|to|todo|tbd|tba|url|website|your|x{2,}|链接|论文|地址|网址"
)
_PLACEHOLDER = re.compile(rf"[\s<(\[]*(?:https?://)?[\s<(\[]*(?:{_WORD})(?:[\s_/-]*(?:{_WORD}))*[\s_/>)\]-]*", re.I)
_GAP = re.compile(r"x{4,}|\.\.\.|…|<[^<>]*>|\{[^{}]*\}|\$\w+|\bexample\.(?:com|org|net)\b|/your[-_]|[-_]here\b", re.I)


def shows_form(document: Document, place: Span) -> bool:
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


def stated_citations(document: Document) -> Iterator[Citation]:
    """Yield the citations of a document, less those that stand in no entry and only show contributors the form."""
    for citation in document.citations:
        if citation.span in document.entry_of_citation or not shows_form(document, citation.span):
            yield citation


def is_placeholder(url: str) -> bool:
    """Say whether a URL only keeps the place for one: ``url``, ``link-to-paper``, ``https://arxiv.org/abs/XXXX.XXXXX``."""
    return _PLACEHOLDER.fullmatch(url) is not None or _GAP.search(url) is not None
