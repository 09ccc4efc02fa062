"""What looks like an entry and could not be read as one, so that it can be counted and said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from litlint.model.document import Entry, Section
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import leads_out, names_work, own_blocks, runs_into_a_link
from litlint.parse.entries.fields import is_field
from litlint.parse.entries.html_blocks import html_blocks
from litlint.parse.entries.lists import begins_with_link
from litlint.parse.entries.plain_works import ends_in_work, reads_as_work
from litlint.parse.entries.sections import is_about_the_list
from litlint.parse.entries.text import VisibleText

_LEAST_ENTRIES = 3
"""So many bullets of a list, and half of them, must be entries, or look like ones, before the others are missed."""
# A bullet of fewer words is a label or a link, not a work that was missed.
_LEAST_WORDS = 3


def find_unread(
    source: Source, sections: Sequence[tuple[Section, Sequence[Block]]], entries: Sequence[Entry]
) -> tuple[Span, ...]:
    """Return the bullets and rows that look like works and are no entries, where most beside them are or look so too."""
    finder = _Finder(source, entries)
    found = [
        place
        for section, blocks in sections
        if not is_about_the_list(section)
        for place in (*finder.unread_paragraphs(blocks), *(each for block in blocks for each in finder.unread(block)))
    ]
    return tuple(found)


class _Finder:
    def __init__(self, source: Source, entries: Sequence[Entry]) -> None:
        self.source = source
        spans = sorted((entry.span.start, entry.span.end) for entry in entries)
        self.starts = [start for start, _ in spans]
        # Up to where the entries that begin before each one reach.
        self.reach = [0]
        for _, end in spans:
            self.reach.append(max(self.reach[-1], end))

    def unread(self, block: Block) -> Iterator[Span]:
        """Yield what is unread in a block, at any depth."""
        if block.kind == "html":
            for inner in html_blocks(self.source, block):
                yield from self.unread(inner)
        if block.kind == "list":
            lines = [[inline for own in own_blocks(item)[0] for inline in own.inlines] for item in block.children]
            yield from self._unread_lines(block.children, lines)
        elif block.kind == "table":
            rows = block.children[1:]
            yield from self._unread_lines(rows, [[i for cell in row.children for i in cell.inlines] for row in rows])
        for child in block.children if block.kind in ("list", "item", "quote") else ():
            yield from self.unread(child)

    def unread_paragraphs(self, blocks: Sequence[Block]) -> Iterator[Span]:
        """Yield the paragraphs of a section that are references or titles with one link, if most of its paragraphs are such."""
        paragraphs = [block for block in blocks if block.kind == "paragraph"]
        missed = [
            block.span
            for block in paragraphs
            if not self._is_read(block.span) and _is_reference(VisibleText.of(self.source, block.inlines))
        ]
        if len(missed) >= _LEAST_ENTRIES and len(missed) * 2 >= len(paragraphs):
            yield from missed

    def _unread_lines(self, blocks: Sequence[Block], lines: Sequence[Sequence[Inline]]) -> Iterator[Span]:
        is_read = [self._is_read(block.span) for block in blocks]
        leaves = [all(child.kind != "list" for child in block.children) for block in blocks]
        count = sum(is_read)
        missed: list[Span] = []
        for block, line, read, leaf in zip(blocks, lines, is_read, leaves, strict=True):
            if not read and leaf and self._looks_like_work(VisibleText.of(self.source, line), among_entries=count > 0):
                missed.append(block.span)
        most = count or len(missed)
        if most >= _LEAST_ENTRIES and most * 2 >= len(blocks):
            yield from missed

    def _is_read(self, span: Span) -> bool:
        """Say whether a place lies in an entry or holds one."""
        before = bisect_right(self.starts, span.start)
        return self.reach[before] > span.start or bisect_left(self.starts, span.end) > before

    @staticmethod
    def _looks_like_work(visible: VisibleText, *, among_entries: bool) -> bool:
        if len(visible.text.split()) < _LEAST_WORDS or runs_into_a_link(visible):
            return False
        links = [region.link for region in visible.links if region.link is not None]
        if not links:
            return reads_as_work(visible)
        if is_field(visible):
            return False
        return any(map(names_work, links)) or (among_entries and any(map(leads_out, links)))


def _is_reference(visible: VisibleText) -> bool:
    return reads_as_work(visible) if not visible.links else ends_in_work(visible) or begins_with_link(visible)
