"""Family A: a heading that is a title, with labelled lines and a citation below it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.document import Section
from checker.model.labels import is_label
from checker.model.markup import Block, Link
from checker.model.source import Source, Span
from checker.parse.entries.candidates import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    is_field,
    is_named,
    own_blocks,
)
from checker.parse.entries.parts import read_parts
from checker.parse.entries.text import VisibleText
from checker.parse.entries.title import read_title


def heading_candidate(
    source: Source, section: Section, outer: Section, blocks: Sequence[Block], citations: CitationsByFence
) -> Candidate | None:
    """Read a section as one entry of the ``outer`` one, if its heading is a title and only fields stand below it."""
    heading = section.heading
    while blocks and blocks[-1].kind == "break":
        blocks = blocks[:-1]
    if heading is None or not blocks or (len(section.title.split()) < 2 and not section.heading.links()):
        return None
    cited = block_citations(blocks, citations)
    if len(cited) > 2 or any(block.kind in ("table", "break") for block in blocks):
        return None
    if any(block.kind in ("fence", "indented") and not citations.get(block.span) for block in blocks):
        return None
    links = list(block_links(blocks))
    lines = [line for line in blocks if line.kind == "paragraph"]
    if not _fields_only(source, lines, blocks, cited=bool(cited)):
        return None
    visible = VisibleText.of(source, heading.inlines)
    title = read_title(visible, whole=True)
    if title is None or is_label(title.title.value):
        return None
    end = max(block.span.end for block in blocks)
    span = Span(source, heading.span.start, end)
    candidate = Candidate("A", span, outer, visible, title, [*heading.links(), *links], cited)
    if heading.level == 1 and not candidate.proven:
        return None
    for line in lines:
        below = read_parts(VisibleText.of(source, line.inlines), 0)
        candidate.tags += below.tags
        candidate.venue = candidate.venue or below.venue
        candidate.year = candidate.year or below.year
        candidate.date = candidate.date or below.date
    return candidate


def _fields_only(source: Source, lines: Sequence[Block], blocks: Sequence[Block], *, cited: bool) -> bool:
    """Say whether labelled links stand below a heading, in paragraphs or bullets, and no other works."""
    labelled = 0
    for block in blocks:
        if block.kind == "list":
            for item in block.children:
                own, nested = own_blocks(item)
                visible = VisibleText.of(source, [i for b in own for i in b.inlines])
                if not is_field(visible) or (not visible.links and any(block_links(nested)) and not is_named(visible)):
                    return False
                labelled += sum(_is_field_link(link) for link in block_links([item]))
    for line in lines:
        labelled += sum(_is_field_link(link) for link in line.links())
        if _is_bold_title(line):
            return False
    return labelled > 0 or cited


def _is_field_link(link: Link) -> bool:
    return is_label(link.label) and not link.is_image and link.badge is None and not link.url.startswith("#")


def _is_bold_title(line: Block) -> bool:
    """Say whether the first line of a paragraph is bold words and little else: a title below the heading."""
    first = line.inlines[0] if line.inlines else None
    if first is None or first.kind != "strong" or first.value.rstrip().endswith((":", "：")):
        return False
    return len(first.value.split()) > 2 and len(first.value) * 2 > len(line.text.partition("\n")[0])
