"""The fragments that a rendered document offers, by the rules of GitHub.

The rules were read off the fragments that GitHub itself gave to the headings in the test data of github-slugger
(https://github.com/Flet/github-slugger, test/fixtures.json).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from litlint import regex as re
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source, Span
from litlint.parse.html import Tag, tags

_RAW_KINDS = frozenset({"html", "break", "link", "image"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# The fragment that a heading names itself, `## Ants {#ants}`, as Pandoc, kramdown, MkDocs and Hugo read it.
_OWN_ID = re.compile(r"\s*\{:?\s?#([\w:.-]++)[^{}]*\}\s*\Z")
# Letters in circles and squares are symbols that count as alphabetic (Unicode, PropList.txt, Other_Alphabetic).
_ROUND_LETTERS = (range(0x24B6, 0x24EA), range(0x1F130, 0x1F14A), range(0x1F150, 0x1F16A), range(0x1F170, 0x1F18A))


def slug(title: str) -> str:
    """Return the fragment that GitHub gives a heading whose text is this, repeats not counted.

    Letters, marks, decimal digits, connectors (the underscore is one), hyphens and plain blanks stay, in lower case, the
    blanks as hyphens; all else goes, line ends too. A shortcode as ``:rocket:`` keeps its name: it becomes a picture later.
    """
    return "".join(map(_kept, title.lower()))


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    if character in " -":
        return "-"
    category = unicodedata.category(character)
    stays = category[0] in "LM" or category in ("Nd", "Nl", "Pc") or any(ord(character) in r for r in _ROUND_LETTERS)
    return character if stays else ""


def read_anchors(source: Source, blocks: Iterable[Block]) -> dict[str, Span]:
    """Return every fragment of a document with its place: headings, repeated ones with ``-1``, ``id`` and ``name``, footnotes.

    ``blocks`` are all blocks at any depth, in order. Fragments are as they are written; GitHub finds them whatever the case.
    """
    reader = _Reader(source)
    for block in blocks:
        reader.take(block)
    return reader.anchors


class _Reader:
    """Gathers the fragments of a document, block by block."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.anchors: dict[str, Span] = {}
        self.seen: dict[str, int] = {}
        # The text of a heading that is written as HTML and not closed yet, and its place.
        self.raw_heading: tuple[list[str], Span] | None = None

    def take(self, block: Block) -> None:
        """Look at the next block."""
        if block.kind == "heading":
            self.raw_heading = None
            self._add_heading("".join(map(_heading_text, block.inlines)), block.span)
        for inline in block.inlines:
            self._take_inline(inline, top=block.kind != "heading")
        if block.kind == "paragraph":
            self._add_footnote(block)

    def _take_inline(self, inline: Inline, *, top: bool) -> None:
        """Look at a piece of running text; ``top`` says that it may be text of a heading that is written as HTML."""
        if inline.kind in _RAW_KINDS and self.source.text.startswith("<", inline.span.start):
            is_anchor = inline.kind == "link"
            for tag in tags(
                self.source.text,
                inline.span.start,
                inline.children[0].span.start if is_anchor and inline.children else inline.span.end,
            ):
                self._take_tag(tag, inline.span)
        if top and self.raw_heading is not None:
            self.raw_heading[0].append(_heading_text(inline))
        for child in inline.children:
            self._take_inline(child, top=False)

    def _take_tag(self, tag: Tag, place: Span) -> None:
        for attribute in ("id", "name"):
            value = tag.attributes.get(attribute)
            if value is not None and value.value:
                self.anchors.setdefault(value.value, Span(self.source, value.start, value.end))
        if tag.name in _HEADINGS and not tag.closing:
            self.raw_heading = ([], place)
        elif tag.name in _HEADINGS and self.raw_heading is not None:
            texts, opened = self.raw_heading
            self.raw_heading = None
            self._add_heading("".join(texts), opened)

    def _add_heading(self, text: str, place: Span) -> None:
        if own := _OWN_ID.search(text):
            self.anchors.setdefault(own[1], place)
        base = slug(text)
        name = base
        while name in self.seen:
            self.seen[base] += 1
            name = f"{base}-{self.seen[base]}"
        self.seen[name] = 0
        self.anchors.setdefault(name, place)

    def _add_footnote(self, block: Block) -> None:
        text = self.source.text
        if text.startswith("[^", block.span.start):
            end = text.find("]:", block.span.start, block.span.end)
            if end > 0:
                name = text[block.span.start + 2 : end]
                self.anchors.setdefault(f"fn-{name}", block.span)
                self.anchors.setdefault(f"fnref-{name}", block.span)


def _heading_text(inline: Inline) -> str:
    """What a heading's fragment is made of: its text, pictures and tags left out."""
    if inline.kind in ("image", "html", "break"):
        return ""
    if inline.children:
        return "".join(map(_heading_text, inline.children))
    return inline.value
