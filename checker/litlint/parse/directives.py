"""The directives of litlint: ``<!-- litlint: allow rule-name (reason) -->``, in a .bib file ``% litlint: allow …``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from litlint import regex as re
from litlint.model.document import Allowance, Comment, Document, Entry, Part
from litlint.model.nodes import Block
from litlint.model.source import Span

# The start of a comment that is meant for litlint: `litlint:`, or `litlint allow`. A comment that only mentions
# litlint is not a directive.
_DIRECTIVE = re.compile(r"\s*litlint(?:\s*:\s*|\s+(?=allow\b))", re.I)
# `allow RULE, RULE (reason)`; the names and the reason are judged later, so that each mistake gets its own message.
_ALLOW = re.compile(r"(?P<word>allow(?:-file)?)(?![\w-])(?P<names>[^(]*)(?:\((?P<reason>.*)\)\s*\Z)?", re.I | re.S)
# One name of a rule, up to a blank or comma.
_NAME = re.compile(r"[^\s,]+")
# What may be between a directive and the title of its entry: marks of lists, quotes, rows and headings.
_MARKS = re.compile(r"[\s>|*+#\d.)-]*")


def find_allowances(document: Document) -> tuple[Allowance, ...]:
    """Return the directives of a document, in order; one that litlint does not understand has no rules.

    Before an entry's first block a directive covers that entry; alone on its line elsewhere, the next block; after
    other text, the entry if this is a bullet, a row or the entry's first block, else the block that it is in. In a
    .bib file it covers the citation that it is in or before.
    """
    directives = [(comment, start.end()) for comment in document.comments if (start := _DIRECTIVE.match(comment.text))]
    if not directives:
        return ()
    places = _Citations(document) if document.kind == "bibtex" else _Blocks(document)
    return tuple(_allowance(comment, at, document, places) for comment, at in directives)


def _allowance(comment: Comment, at: int, document: Document, places: _Blocks | _Citations) -> Allowance:
    found = _ALLOW.match(comment.text, at)
    if found is None:
        return Allowance(comment.span, (), comment.span.sub(0, 0), "")
    origin = comment.span.text.index(comment.text)
    names = _NAME.finditer(comment.text, *found.span("names"))
    rules = tuple(Part(name[0], comment.span.sub(origin + name.start(), origin + name.end())) for name in names)
    reason = " ".join((found["reason"] or "").split())
    if found["word"].lower() == "allow-file":
        return Allowance(comment.span, rules, document.source.whole, reason, whole_file=True)
    return Allowance(comment.span, rules, places.scope(comment.span), reason)


class _Citations:
    """The citations of a .bib file, searched by place."""

    def __init__(self, document: Document) -> None:
        self.citations = document.citations
        self.ends = [citation.span.end for citation in self.citations]

    def scope(self, comment: Span) -> Span:
        """Return the citation that the comment is in or before, or nothing."""
        index = bisect_right(self.ends, comment.start)
        return self.citations[index].span if index < len(self.citations) else comment.sub(0, 0)


class _Blocks:
    """The blocks and entries of a Markdown document, searched by place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.gap_ends: dict[int, int] = {}
        for comment in reversed(document.comments):
            self.gap_ends[comment.span.start] = self._gap_end(comment.span.end)
        self.entries = sorted(document.entries, key=lambda entry: entry.span.start)
        self.entry_starts = [entry.span.start for entry in self.entries]
        self.blocks = [block for block in document.walk() if not self._is_remark(block)]
        self.block_starts = [block.span.start for block in self.blocks]

    def scope(self, comment: Span) -> Span:
        """Return the place that a directive at ``comment`` covers."""
        entry = self._entry_around(comment)
        if entry is not None and self._gap_end(entry.span.start) >= comment.start:
            return entry.span
        around = self._around(comment)
        if around and not around[-1].children and around[-1].kind != "item":
            return self._beside(around, entry)
        return self._after(comment)

    def _beside(self, around: list[Block], entry: Entry | None) -> Span:
        """Return what a directive covers that is written in a block with other text."""
        leaf = around[-1]
        if entry is None:
            outer = around[-2] if len(around) > 1 else leaf
            if outer.kind == "row":
                return outer.span
            # In an item, its marker too, so that a directive can allow its number; but not the items nested in it.
            is_own_line = outer.kind == "item" and outer.children[0] is leaf
            return leaf.span.source.span(outer.span.start, leaf.span.end) if is_own_line else leaf.span
        is_first = self._gap_end(entry.span.start) >= leaf.span.start
        in_row = any(block.kind in ("item", "row") and entry.span.contains(block.span) for block in around)
        return entry.span if is_first or in_row or not entry.span.contains(leaf.span) else leaf.span

    def _after(self, comment: Span) -> Span:
        """Return what a directive on a line of its own covers."""
        index = bisect_left(self.entry_starts, comment.end)
        if index < len(self.entries) and self._gap_end(comment.end) >= self.entry_starts[index]:
            return self.entries[index].span
        index = bisect_left(self.block_starts, comment.end)
        return self.blocks[index].span if index < len(self.blocks) else comment.sub(0, 0)

    def _around(self, comment: Span) -> list[Block]:
        """Return the blocks that a comment is in, the outermost first; none is just comments."""
        found: list[Block] = []
        blocks = self.document.blocks
        while blocks:
            index = bisect_right(blocks, comment.start, key=lambda block: block.span.start) - 1
            if index < 0 or not blocks[index].span.contains(comment) or self._is_remark(blocks[index]):
                break
            found.append(blocks[index])
            blocks = blocks[index].children
        return found

    def _entry_around(self, comment: Span) -> Entry | None:
        index = bisect_right(self.entry_starts, comment.start) - 1
        return self.entries[index] if index >= 0 and self.entries[index].span.contains(comment) else None

    def _gap_end(self, offset: int) -> int:
        """Return where the marks and comments end that begin at an offset; each is looked at once."""
        if offset not in self.gap_ends:
            marks = _MARKS.match(self.document.source.text, offset)
            end = marks.end() if marks else offset
            self.gap_ends[offset] = self.gap_ends.get(end, end)
        return self.gap_ends[offset]

    def _is_remark(self, block: Block) -> bool:
        """Say whether a block holds nothing but comments."""
        return block.kind == "html" and self._gap_end(block.span.start) >= block.span.end
