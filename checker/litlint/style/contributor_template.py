"""Where a document shows its contributors how an entry is written; what is named there need not exist.

A title alone does not decide: a paper may be called "Template Matching", a list may be of medical guidelines. A part is
about contributing if its heading says nothing else, or if it holds an example with gaps to be filled in, and if it is
no list: hardly any entries are below it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from litlint import regex as re
from litlint.metadata.placeholders import is_placeholder
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.source import Span

# Files that say to contributors what to do, by the name of the file; folders may be called anything.
_PATH = re.compile(r"(?:contribut|template|guideline|how[-_ ]?entries|how[-_ ]?to)[^/]*\Z|(?:^|/)\.github/", re.I)
# Instructions show a few examples; a file or a section with more entries than this is a list, whatever it is called.
_MOST_EXAMPLES = 6
_MARKS = re.compile(r"[^\w一-鿿]+")
_WHAT = (
    r"(?:a |an |the |your |new |more )*(?:bibtex |list |paper |reading )?"
    r"(?:articles?|citations?|entr(?:y|ies)|items?|links?|papers?|resources?|works?)"
)
# Headings that are about contributing as a whole.
_ABOUT = re.compile(
    r"(?:how (?:to|can i|do i|you can) |please )?contribut(?:e|ing|ions?|ors?)"
    r"(?: (?:guide(?:lines?)?s?|rules?|template|here|to .*|are .*))?|(?:contributor|contribution)s? .*"
    r"|guidelines?(?: (?:for|to) contribut.*)?|guides? (?:for|to) contribut.*"
    r"|conventions?|templates?|(?:issue|pull request|pr) template"
    rf"|how to (?:add|submit|write)(?: .*)?|add(?:ing)? {_WHAT}(?: .*)?|submi(?:t|tting|ssion)(?: .*)?|pull requests?"
    rf"|{_WHAT} (?:formats?|styles?|templates?|conventions?)|(?:formats?|formatting)(?: (?:of|for) .*)?"
    r"|[^ ]{0,8}(?:格式|模板|贡献|投稿)[^ ]{0,8}",
    re.I,
)
# Headings in which a word of contributing is among others: only an example with gaps shows what they are about.
_HINT = re.compile(r"contribut|guideline|template|convention|\bformat\b|格式|模板|贡献|投稿", re.I)
# The beginning of a line that shows the form itself: `Format: [short - full title](URL)`, `格式：…`.
_FORM_LINE = re.compile(
    rf"[\s>*_#-]*(?:(?:{_WHAT} )?(?:formats?|formatting|templates?)|[^\s:：]{{0,4}}(?:格式|模板))[\s*_]{{0,4}}[:：]",
    re.I,
)
_LONGEST_HEADING, _LONGEST_FORM = 80, 400
# Parts and links that instructions have at most; also the bound on what is looked at for one place.
_MOST_SECTIONS, _MOST_LINKS = 40, 40


def is_contributor_template(document: Document, place: Span) -> bool:
    """Say whether a place lies where a document shows its contributors how entries are written."""
    if _shows_form(place):
        return True
    if _is_guide(document.path):
        return document.path.startswith(".github/") or len(document.entries) <= _MOST_EXAMPLES
    index = bisect_right(document.sections, place.start, key=lambda section: section.span.start) - 1
    return index >= 0 and _is_guidance(document, index)


def is_example(document: Document, place: Span) -> bool:
    """Say whether a place lies in an entry that only shows contributors the form; a link in the text around it is real."""
    if _shows_form(place):
        return True
    if not is_contributor_template(document, place):
        return False
    at = bisect_right(document.entries, place.start, key=_start) - 1
    return at >= 0 and place.start < document.entries[at].span.end


def _shows_form(place: Span) -> bool:
    """Say whether the line of a place begins with words that announce a form: `Format:`."""
    text = place.source.text
    begin = text.rfind("\n", max(0, place.start - _LONGEST_FORM), place.start) + 1
    return _FORM_LINE.match(text, begin, place.start) is not None


def _start(entry: Entry) -> int:
    return entry.span.start


@lru_cache(maxsize=1024)
def _is_guide(path: str) -> bool:
    return _PATH.search(path) is not None


def _is_guidance(document: Document, index: int) -> bool:
    """Say whether a section, or one that it is part of, shows how entries are written."""
    section = document.sections[index]
    kinds = [_kind(title) for title in section.path]
    for depth, kind in enumerate(kinds, 1):
        # The top heading is the list's own name: "Conventional Commits" is what it is about.
        if kind is None or (depth == 1 and len(kinds) > 1):
            continue
        first, entries = _part(document, index, section.path[:depth])
        heading = document.sections[first].heading
        is_title = heading is not None and any(heading.span.contains(entry.title.span) for entry in entries)
        if is_title or len(entries) > _MOST_EXAMPLES:
            continue
        if kind == "about" or _has_gaps(document, first, index):
            return True
    return False


@lru_cache(maxsize=4096)
def _kind(title: str) -> str | None:
    """Return what a heading says of contributing: ``about`` it, a ``hint``, or None."""
    words = " ".join(_MARKS.sub(" ", title[:_LONGEST_HEADING]).split()).lstrip("0123456789 ")
    if _ABOUT.fullmatch(words):
        return "about"
    return "hint" if _HINT.search(words) else None


def _part(document: Document, index: int, path: tuple[str, ...]) -> tuple[int, tuple[Entry, ...]]:
    """Return the first section below the heading at a path, and the entries there, as far as they show that it is a list."""
    sections = document.sections
    first = last = index
    while first > 0 and index - first < _MOST_SECTIONS and sections[first - 1].path[: len(path)] == path:
        first -= 1
    while last - first < _MOST_SECTIONS and last + 1 < len(sections) and sections[last + 1].path[: len(path)] == path:
        last += 1
    begin = bisect_left(document.entries, sections[first].span.start, key=_start)
    end = bisect_left(document.entries, sections[last].span.end, key=_start)
    return first, document.entries[begin:end]


def _has_gaps(document: Document, first: int, last: int) -> bool:
    """Say whether the links of some sections have one to be filled in."""
    begin, end = document.sections[first].span.start, document.sections[last].span.end
    at = bisect_left(document.links, begin, key=lambda link: link.span.start)
    some = document.links[at : at + _MOST_LINKS]
    return any(is_placeholder(link.url) for link in some if link.span.start < end)


def real_citations(document: Document) -> Iterator[Citation]:
    """Yield the citations of a document, less those that are in no entry and only show contributors the form."""
    for citation in document.citations:
        if citation.span in document.entry_of_citation or not is_contributor_template(document, citation.span):
            yield citation
