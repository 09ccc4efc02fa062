"""The fragments that a rendered document offers, by the rules of GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.model.markup import Block, Inline
from checker.model.source import Source, Span
from checker.parse.html import tags

# github.com drops from a heading all but letters, marks, digits, connectors, blanks and hyphens; emoji go, CJK letters stay.
_DROPPED = re.compile(r"[^\w\- ]")
_SHORTCODE = re.compile(r":([a-z0-9_+-]+):")
_HEADING_TAG = re.compile(r"<h[1-6][\s>]", re.IGNORECASE)


def slug(title: str) -> str:
    """Return the fragment that GitHub gives a heading with this visible text (github-slugger describes the rules)."""
    return _DROPPED.sub("", title.strip().lower()).replace(" ", "-")


def read_anchors(source: Source, blocks: Iterable[Block]) -> dict[str, Span]:
    """Return every fragment of a document with its place: headings, repeated ones with ``-1``, ``id`` and ``name``."""
    anchors: dict[str, Span] = {}
    seen: dict[str, int] = {}
    for block in blocks:
        if block.kind == "heading":
            _add_heading(anchors, seen, block.inlines, block.span)
        elif block.kind == "html":
            _add_tags(anchors, block.span, source)
            if _HEADING_TAG.search(block.span.text):
                for level_block in _html_headings(block):
                    _add_heading(anchors, seen, level_block, block.span)
        for inline in (i for own in block.inlines for i in own.walk()):
            if inline.kind in ("html", "link") and inline.span.text.startswith("<"):
                _add_tags(anchors, inline.span, source)
    return anchors


def _add_heading(anchors: dict[str, Span], seen: dict[str, int], inlines: Iterable[Inline], place: Span) -> None:
    base = slug("".join(_heading_text(inline) for inline in inlines).replace("\n", " "))
    name = base
    while name in seen:
        seen[base] += 1
        name = f"{base}-{seen[base]}"
    seen[name] = 0
    anchors.setdefault(name, place)


def _heading_text(inline: Inline) -> str:
    """What a heading's fragment is made of: its text, pictures left out, emoji shortcodes gone as their emoji."""
    if inline.kind == "image" or inline.kind == "html":
        return ""
    if inline.children:
        return "".join(_heading_text(child) for child in inline.children)
    return inline.value if inline.kind == "code" else _SHORTCODE.sub("", inline.value)


def _html_headings(block: Block) -> list[list[Inline]]:
    headings: list[list[Inline]] = []
    inside = False
    for inline in block.inlines:
        raw = inline.span.text
        if inline.kind in ("break", "html") and _HEADING_TAG.match(raw):
            headings.append([])
            inside = True
        elif inline.kind in ("break", "html") and raw.lower().startswith("</h"):
            inside = False
        elif inside:
            headings[-1].append(inline)
    return headings


def _add_tags(anchors: dict[str, Span], place: Span, source: Source) -> None:
    for tag in tags(source.text, place.start, place.end):
        for attribute in ("id", "name"):
            value = tag.attributes.get(attribute)
            if value is not None and value.value:
                anchors.setdefault(value.value, Span(source, value.start, value.end))
