"""Running text as the reader sees it, with the way back to its places in the source."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from litlint import regex as re
from litlint.model.document import Part
from litlint.model.nodes import Inline, Link
from litlint.model.source import Source, Span
from litlint.values import value

QUOTES = {pair[0]: pair[1] for pair in """ "" “” „“ ‘’ «» ‹› ”” »« 「」 『』 《》 〈〉 ＂＂ '' """.split()}
"""Quotation marks that open, each with the one that closes, as the languages of the world have them (CLDR)."""


@value
class Region:
    """A stretch of a visible text, from ``start`` up to ``end``; of a link with the link."""

    start: int
    end: int
    link: Link | None = None

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end


def ending_after(regions: list[Region], offset: int) -> Iterator[Region]:
    """Return the regions that end after an offset, from regions in the order of their ends, as they are read."""
    return islice(regions, bisect_right(regions, offset, key=lambda region: region.end), None)


# What shows one or two characters and is written with more: an entity, a character after a backslash.
_WRITTEN_LONGER = re.compile(r"&(?:#\w{1,8}|[A-Za-z][A-Za-z0-9]{1,31});|\\[!-/:-@\[-`{-~]")


def _aligned(inline: Inline) -> Iterator[tuple[int, int, int]]:
    """Yield the places that the parts of a text come from, each with its length in the text; all of it if unclear."""
    begin, end, value = inline.span.start, inline.span.end, inline.value
    raw = inline.span.text
    pieces: list[tuple[int, int, int]] = []
    shown: list[str] = []
    at = 0
    if len(raw) != len(value) and inline.kind == "text":
        for found in _WRITTEN_LONGER.finditer(raw):
            meant = html.unescape(found[0]) if found[0][0] == "&" else found[0][1]
            pieces += [(begin + at, begin + found.start(), found.start() - at)] if found.start() > at else []
            pieces.append((begin + found.start(), begin + found.end(), len(meant)))
            shown += [raw[at : found.start()], meant]
            at = found.end()
        pieces += [(begin + at, end, len(raw) - at)] if at < len(raw) else []
        shown.append(raw[at:])
    yield from pieces if pieces and "".join(shown) == value else [(begin, end, len(value))]


@dataclass
class VisibleText:
    """What the reader sees of some inlines; line breaks are line feeds, pictures are empty."""

    source: Source
    text: str = ""
    links: list[Region] = field(default_factory=list)
    images: list[Link] = field(default_factory=list)
    strong: list[Region] = field(default_factory=list)
    emphasis: list[Region] = field(default_factory=list)
    code: list[Region] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _places: list[tuple[int, int, bool]] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, inlines: Iterable[Inline]) -> VisibleText:
        """Read inlines in order."""
        visible = cls(source)
        pieces: list[str] = []
        visible._add(inlines, pieces, 0)
        visible.text = "".join(pieces)
        return visible

    def _add(self, inlines: Iterable[Inline], pieces: list[str], at: int) -> int:
        for inline in inlines:
            start = at
            if inline.kind == "image":
                self.images += [inline.link] if inline.link else []
                continue
            if inline.children:
                at = self._add(inline.children, pieces, at)
            elif inline.value:
                pieces.append(inline.value)
                span, width = inline.span, len(inline.value)
                # Nearly all texts are written as they are shown.
                exact = span.end - span.start == width
                for begin, end, length in ((span.start, span.end, width),) if exact else _aligned(inline):
                    self._starts.append(at)
                    self._places.append((begin, end, end - begin == length))
                    at += length
            if inline.kind == "link":
                self.links.append(Region(start, at, inline.link))
            elif inline.kind in ("strong", "emphasis", "code"):
                getattr(self, inline.kind).append(Region(start, at))
        return at

    def place(self, start: int, end: int) -> Span:
        """Return where a stretch of the visible text is in the source, the marks within it included."""
        if not self._starts:
            return Span(self.source, 0, 0)
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, max(start, end - 1)) - 1, 0)
        begin = self._offset(first, start)[0]
        stop = self._offset(last, end)[1]
        return Span(self.source, min(begin, stop), max(begin, stop))

    def _offset(self, index: int, at: int) -> tuple[int, int]:
        """Return where an offset of one piece lies, as a begin and as an end; marks around a code span count to its ends."""
        begin, stop, exact = self._places[index]
        start = self._starts[index]
        if exact:
            return begin + at - start, begin + at - start
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        inner = self.source.text.find(self.text[start:end], begin, stop)
        return (begin if at == start or inner < 0 else inner + at - start), (
            stop if at == end or inner < 0 else inner + at - start
        )

    def part(self, start: int, end: int) -> Part[str]:
        """Return a stretch of the text, blanks around it left out, as a part of an entry."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        return Part(" ".join(self.text[start:end].split()), self.place(start, max(start, end)))

    def link_at(self, offset: int) -> Region | None:
        """Return the link that covers an offset."""
        return next((region for region in ending_after(self.links, offset) if offset in region), None)

    def has_words(self, offset: int) -> bool:
        """Say whether two words or more are after an offset."""
        return offset < self._end_of_last_but_one

    @cached_property
    def _end_of_last_but_one(self) -> int:
        before = self.text.rsplit(None, 1)[:-1]
        return len(before[0]) if before else 0

    def gaps(self, start: int) -> list[tuple[int, int]]:
        """Return the stretches outside links from an offset on; a code span is a stretch of its own.

        What is left of a link that the offset lies in counts too.
        """
        found, at = [], start
        for region in sorted([*self.links, *self.code], key=lambda region: region.start):
            if region.link is not None and region.start < start < region.end:
                found.append((start, region.end))
            if region.start > at:
                found.append((at, region.start))
            if region.link is None and region.start >= start:
                found.append((region.start, region.end))
            at = max(at, region.end)
        if at < len(self.text):
            found.append((at, len(self.text)))
        return found
