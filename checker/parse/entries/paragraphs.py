"""Families A and G: a bold title with its lines, and paragraphs that are entries."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.document import Section
from checker.model.labels import is_label
from checker.model.markup import Block
from checker.model.source import Source, Span
from checker.parse.entries.candidates import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    is_field,
    own_blocks,
)
from checker.parse.entries.parts import read_parts
from checker.parse.entries.text import VisibleText
from checker.parse.entries.title import read_title


def paragraph_candidates(
    source: Source, section: Section, blocks: Sequence[Block], citations: CitationsByFence
) -> tuple[list[Candidate], int]:
    """Read the entry that begins with the first of some blocks; return it, if any, and how many blocks it takes."""
    visible = VisibleText.of(source, blocks[0].inlines)
    title = read_title(visible)
    if title is None or len(title.title.value.split()) < 2 or title.title.value.endswith((":", "：")):
        return [], 1
    if not any(r.start <= title.start < r.end for r in visible.strong):
        return _plain(source, section, blocks[0]), 1
    used = 1
    while used < len(blocks) and _continues(source, blocks[used]):
        used += 1
    unit = blocks[:used]
    links = list(block_links(unit))
    cited = block_citations(unit, citations)
    if not cited and not any(link.is_outside and not link.is_image for link in links):
        return [], 1
    if _is_prose(visible):
        return [], 1
    family = "A" if any(block.kind in ("list", "fence") for block in unit) else "G"
    span = Span(source, blocks[0].span.start, unit[-1].span.end)
    candidate = Candidate(family, span, section, visible, title, links, cited)
    for block in unit[1:]:
        parts = read_parts(VisibleText.of(source, [i for b in block.walk() for i in b.inlines]), 0)
        candidate.venue = candidate.venue or parts.venue
        candidate.year = candidate.year or parts.year
        candidate.date = candidate.date or parts.date
        candidate.tags += parts.tags
    return [candidate], used


def _continues(source: Source, block: Block) -> bool:
    """Say whether a block belongs to the bold title above it: a citation, fields, or text that is no title."""
    if block.kind in ("fence", "indented"):
        return True
    if block.kind == "list":
        return all(
            is_field(VisibleText.of(source, [i for b in own_blocks(item)[0] for i in b.inlines]))
            for item in block.children
        )
    if block.kind != "paragraph":
        return False
    visible = VisibleText.of(source, block.inlines)
    start = len(visible.text) - len(visible.text.lstrip())
    return not any(region.start <= start < region.end for region in visible.strong) and bool(visible.links)


def _is_prose(visible: VisibleText) -> bool:
    """Say whether bold words begin a sentence rather than stand as a title in their line."""
    line = visible.text.partition("\n")[0]
    bold = sum(min(region.end, len(line)) - region.start for region in visible.strong if region.start < len(line))
    linked = sum(min(region.end, len(line)) - region.start for region in visible.links if region.start < len(line))
    return len(line) - max(bold, linked) > 200


def _plain(source: Source, section: Section, block: Block) -> list[Candidate]:
    """Read a paragraph without a bold title: `T. A. V. [[pdf]](U)`, which ends in links of a paper."""
    visible = VisibleText.of(source, block.inlines)
    title = read_title(visible)
    links = [region.link for region in visible.links if region.link is not None]
    labelled = [link for link in links if link.is_outside and is_label(link.label)]
    if title is None or title.is_link or len(title.title.value.split()) < 3 or not labelled or len(visible.text) > 500:
        return []
    if visible.links[0].start < title.end or len(labelled) < len(links):
        return []
    if visible.text[: visible.links[0].start].rstrip()[-1:].isalnum():
        return []
    tail = visible.text[visible.links[-1].end :]
    candidate = Candidate("G", block.span, section, visible, title, links + visible.images)
    return [candidate] if candidate.proven and len(tail.split()) <= 6 else []
