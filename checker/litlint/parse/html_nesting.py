"""HTML elements in Markdown as a browser nests them: which are open where nothing closes them.

Markdown makes elements too: the end of a list item closes what was opened in it, as `</li>` does. Formatting elements such
as `<b>` go on after it, up to the end of the page or of the cell of a table.

Source: the HTML Standard, 13.2.6 "Tree construction", https://html.spec.whatwg.org/multipage/parsing.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from litlint.metadata.data_files import read_table
from litlint.model.nodes import Block, Inline
from litlint.model.source import Span
from litlint.parse.html import Tag, tags
from litlint.values import value

# The elements that Markdown's blocks become; what is opened in them ends with them.
_CONTAINERS = {"item": "li", "quote": "blockquote", "cell": "td", "paragraph": "p", "heading": "p", "list": "ul"}
# Start tags that close an element of the same kind, and the element at which the search for it ends.
_CLOSED_BY_NEXT = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table"})),
    "th": (frozenset({"td", "th"}), frozenset({"table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "p": (frozenset({"p"}), frozenset({"table", "li", "td", "th", "div", "details", "blockquote"})),
}
# No list of papers nests deeper; without a limit hostile text would be searched again and again.
_DEEPEST = 200


@dataclass(frozen=True)
class Elements:
    """The names of the elements by what a missing end tag does; ``known`` are all of them."""

    void: frozenset[str]
    optional_end: frozenset[str]
    formatting: frozenset[str]
    inline: frozenset[str]
    block: frozenset[str]
    known: frozenset[str]


@cache
def elements() -> Elements:
    """Return the elements of HTML, read when a document has tags."""
    table = read_table("html")
    kinds = {name: frozenset(names) for name, names in table.items()}
    known = frozenset().union(*kinds.values())
    return Elements(kinds["void"], kinds["optional_end"], kinds["formatting"], kinds["inline"], kinds["block"], known)


@value
class _Open:
    """An element that is open; ``place`` is its tag, None for one that Markdown made."""

    name: str
    place: Span | None


def unclosed_elements(blocks: Iterable[Block]) -> list[tuple[str, Span]]:
    """Return the elements of a document that nothing closes as meant, by name, each with its start tag."""
    reader = _Reader()
    for block in blocks:
        reader.read(block)
    reader.close_all()
    return sorted(reader.unclosed, key=lambda found: found[1].start)


def tags_of(inlines: Iterable[Inline]) -> Iterator[tuple[Tag, Span]]:
    """Yield the tags of a running text in order; the two of a link that has both are left out."""
    for inline in inlines:
        if inline.kind in ("html", "break") and inline.span.text.startswith("<"):
            tag = next(tags(inline.span.text), None)
            if tag is not None:
                yield tag, inline.span
        if inline.link is not None and inline.link.kind == "html" and not inline.span.text.lower().endswith("</a>"):
            tag = next(tags(inline.span.text), None)
            if tag is not None:
                yield tag, inline.span.sub(tag.start, tag.end)
        yield from tags_of(inline.children)


class _Reader:
    """Follows the elements of a document."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.names: Counter[str] = Counter()
        self.formatting: dict[str, list[Span]] = {}
        self.unclosed: list[tuple[str, Span]] = []

    def read(self, block: Block) -> None:
        """Read a block and all below it."""
        container = _CONTAINERS.get(block.kind)
        marker = _Open(container, None) if container else None
        if marker is not None:
            self._push(marker)
        for tag, place in tags_of(block.inlines):
            self._take(tag, place)
        for child in block.children:
            self.read(child)
        if marker is not None and any(element is marker for element in self.open[-_DEEPEST:]):
            self._end_container(marker, block)

    def close_all(self) -> None:
        """End the document."""
        for element in self.open:
            self._report(element)
        for name, places in self.formatting.items():
            self.unclosed += ((name, place) for place in places)

    def _take(self, tag: Tag, place: Span) -> None:
        kinds, name = elements(), tag.name
        if name not in kinds.known or name in kinds.void or place.text.endswith("/>"):
            return
        if tag.closing:
            self._end(name)
        elif name in kinds.formatting:
            self.formatting.setdefault(name, []).append(place)
        else:
            if name in _CLOSED_BY_NEXT:
                self._close_sibling(*_CLOSED_BY_NEXT[name])
            self._push(_Open(name, place))

    def _push(self, element: _Open) -> None:
        self.open.append(element)
        self.names[element.name] += 1

    def _pop(self) -> _Open:
        element = self.open.pop()
        self.names[element.name] -= 1
        return element

    def _end(self, name: str) -> None:
        """Take an end tag: it closes its element and all that were opened in it."""
        if self.formatting.get(name):
            self.formatting[name].pop()
        elif self.names[name]:
            while (element := self._pop()).name != name:
                if element.name == "summary":
                    self._report(element)

    def _close_sibling(self, names: frozenset[str], limits: frozenset[str]) -> None:
        if not any(self.names[name] for name in names):
            return
        for depth, element in enumerate(reversed(self.open[-_DEEPEST:]), 1):
            if element.name in limits or element.place is None:
                return
            if element.name in names:
                for _ in range(depth):
                    self._pop()
                return

    def _end_container(self, marker: _Open, block: Block) -> None:
        """End an element of Markdown: what was opened in it ends too, or goes on in what the line of text is in."""
        kinds = elements() if self.open[-1] is not marker else None
        kept: list[_Open] = []
        while (element := self._pop()) is not marker:
            if kinds is None:
                continue
            if marker.name == "p" and element.name in kinds.block:
                kept.append(element)
            elif element.name == "summary" or (element.name in kinds.inline and _text_follows(element, block)):
                self._report(element)
        for element in reversed(kept):
            self._push(element)
        if marker.name == "td":
            # Formatting ends with its cell.
            for name, places in self.formatting.items():
                while places and places[-1].start >= block.span.start:
                    self.unclosed.append((name, places.pop()))

    def _report(self, element: _Open) -> None:
        if element.place is not None and element.name not in elements().optional_end:
            self.unclosed.append((element.name, element.place))


def _text_follows(element: _Open, block: Block) -> bool:
    """Say whether a block goes on with text after a tag, which is then inside the element."""
    if element.place is None or not element.place.start < block.span.end:
        return False
    return bool(element.place.source.text[element.place.end : block.span.end].strip())
