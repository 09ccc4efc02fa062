"""Tables of contents inside a document: which section each item names, and which one its link leads to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from litlint import regex as re
from litlint.model.document import Document
from litlint.model.nodes import Block, Link
from litlint.model.source import Span

# A word without marks, to compare a line of the contents with a heading.
_WORD = re.compile(r"[^\W_]+")
# A section's number, such as `2.3`, at the start of its title.
_NUMBERED = re.compile(r"\s*(?P<number>\d+(?:\.\d+)*)[.)、:]?\s")
# A list is one of contents if nearly all its links lead to sections of the document; two are few, but enough to compare.
_FEWEST, _SHARE = 2, 0.8
# Words that a heading may have beside those of an item: the first three of a title name it.
_FEWEST_WORDS = 3

# Right above a heading: only the rest of an anchor's tag, and tags that close, are between them. No more than this is.
_RIGHT_ABOVE = re.compile(r"[^<>]*+>(?:\s|</\w++>)*+")
_NEAR = 80
# Attributes that a heading gives itself, `{#ants}`, as Pandoc, kramdown, MkDocs and Hugo read them.
_ATTRIBUTES = re.compile(r"\s*+\{[^{}]*+\}\s*+\Z")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading with its anchor; ``parent`` and ``below`` are the title that it is below, in words and as written."""

    words: Words
    title: str
    parent: Words
    below: str
    anchor: str
    place: Span


@dataclass(frozen=True)
class Item:
    """A link of a table of contents; ``parent`` is the text of the item that it is below, None where that is not known."""

    link: Link
    words: Words
    fragment: str
    parent: Words | None


@dataclass(frozen=True)
class Headings:
    """The headings of a document, by anchor and by words."""

    by_anchor: Mapping[str, Heading]
    by_words: Mapping[Words, Sequence[Heading]]
    by_beginning: Mapping[Words, Sequence[Heading]]

    @classmethod
    def of(cls, document: Document, anchors: Mapping[int, str]) -> Headings:
        """Gather the headings of a document, given the anchors by the place of their headings.

        Anchors that a heading has besides, in it or alone right above it, lead to it too.
        """
        own = _own_ids(document)
        by_anchor: dict[str, Heading] = {}
        by_words: dict[Words, list[Heading]] = {}
        by_beginning: dict[Words, list[Heading]] = {}
        for section in document.sections:
            block = section.heading
            anchor = anchors.get(block.span.start) if block is not None else None
            if block is None or anchor is None:
                continue
            below = section.path[-2] if len(section.path) > 1 else ""
            ids = own.get(block.span.start, [])
            title = _ATTRIBUTES.sub("", section.title)
            heading = Heading(_words(title), title, _words(below), below, (ids or [anchor])[0], block.span)
            for name in (anchor, *ids):
                by_anchor.setdefault(name.lower(), heading)
            by_words.setdefault(heading.words, []).append(heading)
            by_beginning.setdefault(heading.words[:_FEWEST_WORDS], []).append(heading)
        return cls(by_anchor, by_words, by_beginning)

    def named(self, words: Words) -> Sequence[Heading]:
        """Return the headings that words name: those with the same words, else the only one that begins with them."""
        same = self.by_words.get(words, ())
        if same or len(words) < _FEWEST_WORDS:
            return same
        longer = [
            known for known in self.by_beginning.get(words[:_FEWEST_WORDS], ()) if known.words[: len(words)] == words
        ]
        return longer if len(longer) == 1 else ()


def _own_ids(document: Document) -> dict[int, list[str]]:
    """Return the ids that headings have besides their slugs, by the place of the heading."""
    headings = sorted(
        (section.heading.span.start, section.heading.span.end) for section in document.sections if section.heading
    )
    starts = [start for start, _ in headings]
    slugs = {
        place.start: name for name, place in document.anchors.items()
    }  # of several the last: what it gave itself is before
    text = document.source.text
    found: dict[int, list[str]] = {}
    for name, place in document.anchors.items():
        at = bisect_right(starts, place.start)
        if at and place.end <= headings[at - 1][1]:
            if place.start != starts[at - 1] or slugs[place.start] != name:
                found.setdefault(starts[at - 1], []).append(name)
            continue
        near = at < len(starts) and starts[at] - place.end < _NEAR
        if near and _RIGHT_ABOVE.fullmatch(text, place.end, starts[at]):
            found.setdefault(starts[at], []).append(name)
    return found


def contents_items(document: Document) -> Iterator[list[Item]]:
    """Yield the items of each list, table or HTML block that is a table of contents."""
    for block in document.blocks:
        if block.kind not in ("list", "table", "html"):
            continue
        links = [link for inner in block.walk() for link in inner.links()]
        items = list(_items(block, None))
        if len(items) >= _FEWEST and len(items) >= _SHARE * len(links):
            yield items


def misdirected(items: Sequence[Item], headings: Headings) -> Iterator[tuple[Item, Heading | None, str]]:
    """Yield the items that lead elsewhere than they say, with the section that they name, and what is wrong in words."""
    right = {
        item.fragment for item in items if (led := headings.by_anchor.get(item.fragment)) and led.words == item.words
    }
    same_text: dict[Words, list[Item]] = {}
    for item in items:
        same_text.setdefault(item.words, []).append(item)
    for item in items:
        led = headings.by_anchor.get(item.fragment)
        named = headings.named(item.words)
        if led is None or not item.words:
            continue
        if led in named:
            meant = _same_titled(item, led, named, same_text[item.words])
            if meant is not None:
                where = f" below “{meant.below}”" if meant.parent != led.parent else ""
                yield (
                    item,
                    meant,
                    f"this item leads to another section “{led.title}” than the one{where or ' that is its own'}",
                )
            continue
        if set(item.words) <= set(led.words) or set(led.words) <= set(item.words):
            continue
        if len(named) == 1:
            yield item, named[0], f"this item leads to the section “{led.title}”, but names “{named[0].title}”"
        elif not named and item.fragment in right and not set(item.words) & set(led.words):
            yield (
                item,
                None,
                f"another item leads to the section “{led.title}” too, and no section has the text of this one",
            )


def _same_titled(item: Item, led: Heading, named: Sequence[Heading], items: Sequence[Item]) -> Heading | None:
    """Return which of several sections with one title an item means, if that is not the one that it leads to."""
    if len(named) == 1:
        return None
    if item.parent:
        below = [heading for heading in named if heading.parent == item.parent]
        if below:
            return below[0] if len(below) == 1 and below[0] is not led else None
    if len(items) != len(named) or len({other.fragment for other in items}) == len(items):
        return None
    meant = named[items.index(item)]
    return meant if meant is not led else None


def _items(block: Block, parent: Words | None) -> Iterator[Item]:
    own: Words | None = parent
    for inner in block.children or (block,):
        if inner.kind in ("list", "item", "table", "row") and inner is not block:
            below = own if inner.kind == "list" else parent
            yield from _items(inner, below)
            continue
        for link in inner.links():
            fragment = _fragment(link)
            # Of a line that says more than its link, the link need not name all.
            if fragment and (inner.kind == "html" or 2 * len(link.text.strip()) >= len(inner.text.strip())):
                words = _words(link.text)
                yield Item(link, words, fragment, None if inner.kind in ("html", "cell") else parent or ())
                own = words if block.kind == "item" else own


def _fragment(link: Link) -> str:
    head, _, fragment = link.url.partition("#")
    return fragment.lower() if head in ("", "./") else ""


@lru_cache(maxsize=4096)
def _words(text: str) -> Words:
    """Return the words of a title, case-folded, without a number before it."""
    numbered = _NUMBERED.match(text)
    return tuple(_WORD.findall(text[numbered.end() if numbered else 0 :].casefold()))
