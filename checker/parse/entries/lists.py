"""Families B to E: bullets and numbered items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.document import Family, Section
from checker.model.markup import Block, Inline, Link
from checker.model.source import Source
from checker.parse.entries.candidates import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    is_field,
    names_work,
    own_blocks,
)
from checker.parse.entries.parts import read_parts
from checker.parse.entries.text import VisibleText
from checker.parse.entries.title import TitleRead, read_title

# Two names or more, or one of two words: `Ann Author, Bo Writer`, `Author, A. and Writer, B.`
_NAMES = re.compile(
    r"\s*[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){0,4}(?:\s*(?:,|&|\band\b|;)\s*[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){0,4})*[\s.]*\Z"
)


def list_candidates(source: Source, section: Section, block: Block, citations: CitationsByFence) -> Iterator[Candidate]:
    """Yield the entries among the items of a list, nested ones included."""
    for item in block.children:
        own, nested = own_blocks(item)
        visible = VisibleText.of(source, _lines(own))
        title = read_title(visible)
        lists = [child for child in nested if child.kind == "list"]
        below = [c for child in lists for c in list_candidates(source, section, child, citations)]
        below = [c for c in below if not is_field(c.visible)]
        links = [region.link for region in visible.links if region.link is not None] + visible.images
        if links and title is not None and _presents(visible, title, links, []):
            below = [c for c in below if c.proven]
        nested_links = [] if below else list(block_links(nested))
        if title is not None and _presents(visible, title, links, nested_links):
            family = _family(item, title, nested_links)
            cited = block_citations(nested, citations)
            candidate = Candidate(family, item.span, section, visible, title, links + nested_links, cited)
            _add_nested(source, candidate, [] if below else lists)
            yield candidate
        yield from below


def _lines(own: list[Block]) -> list[Inline]:
    """Join the text blocks of an item as lines of one text."""
    inlines: list[Inline] = []
    for block in own:
        if inlines:
            inlines.append(Inline("break", block.span.sub(0, 0), "\n"))
        inlines += block.inlines
    return inlines


def _presents(visible: VisibleText, title: TitleRead, links: list[Link], nested: list[Link]) -> bool:
    """Say whether a title with links presents a work, rather than prose that happens to have a link."""
    outside = [link for link in links if link.is_outside and not link.is_image]
    below = [link for link in nested if link.is_outside and not link.is_image]
    if not outside and not any(names_work(link) for link in below):
        return False
    if title.is_link or title.quoted:
        return bool(outside or below)
    if not outside:
        return len(title.title.value.split()) >= 3
    first = (
        min(region.start for region in visible.links if region.link is not None and region.link.is_outside)
        if visible.links
        else 0
    )
    if first < title.start:
        return False
    if any(names_work(link) for link in outside):
        return len(title.title.value.split()) >= 2 or any(link.badge is None for link in outside)
    return _ends_in_links(visible)


def _ends_in_links(visible: VisibleText) -> bool:
    """Say whether little follows the first link but other links: `T, V [code](U)`, not prose around a link."""
    rest = visible.text[visible.links[0].start :] if visible.links else ""
    shown = sum(region.end - region.start for region in visible.links)
    return len(rest) - shown <= 40


def _family(item: Block, title: TitleRead, nested: list[Link]) -> Family:
    if nested:
        return "B"
    if item.info[:1].isdigit():
        return "E"
    return "C" if title.is_link else "D"


def _add_nested(source: Source, candidate: Candidate, lists: list[Block]) -> None:
    """Read venue, year and tags off the bullets below an entry's own text."""
    for block in lists:
        for item in block.children:
            own, _ = own_blocks(item)
            visible = VisibleText.of(source, _lines(own))
            if not visible.links and candidate.authors is None and _NAMES.match(visible.text):
                candidate.authors = visible.part(0, len(visible.text))
                continue
            parts = read_parts(visible, 0)
            candidate.venue = candidate.venue or parts.venue
            candidate.year = candidate.year or parts.year
            candidate.date = candidate.date or parts.date
            candidate.tags += parts.tags
