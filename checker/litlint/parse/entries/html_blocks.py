"""HTML as the blocks that it means: lists, paragraphs and folds, so that entries in it are read like those in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from litlint import regex as re
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source, Span

# Tags that begin or end a block, a cell or a summary; all others are inline.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>table|ul|ol|li|p|div|dt|dd|center|details|summary|h[1-6])\b", re.IGNORECASE)
# Lists and folds within one another are followed so far; deeper ones are read as part of the one around them.
_DEEPEST = 10


def html_blocks(source: Source, block: Block) -> list[Block]:
    """Return the blocks that a block of HTML means, tables left out.

    A fold becomes a list of one item: its summary is the item's text, what it hides is quoted below.
    """
    return _Builder(source).build(block.inlines)


@dataclass
class _Open:
    """An element that is not closed yet."""

    kind: str
    name: str
    blocks: list[Block] = field(default_factory=list)
    first: int = 0


@dataclass
class _Builder:
    source: Source
    open: list[_Open] = field(default_factory=lambda: [_Open("", "")])
    text: list[Inline] = field(default_factory=list)
    tables: int = 0

    def build(self, inlines: Sequence[Inline]) -> list[Block]:
        """Read the pieces of a block in order."""
        for inline in inlines:
            tag = _TAG.match(inline.span.text) if inline.kind in ("break", "html") else None
            name = tag["name"].lower() if tag else ""
            if name == "table":
                self._end_text()
                self.tables += -1 if tag and tag["close"] else 1
            elif self.tables > 0:
                continue
            elif tag is None:
                self.text.append(inline)
            else:
                self._end_text()
                self._take(inline, name, closes=bool(tag["close"]))
        self._end_text()
        while len(self.open) > 1:
            self._close(self.open[-1].name)
        return self.open[0].blocks

    def _take(self, inline: Inline, name: str, *, closes: bool) -> None:
        if name == "li" and not closes and any(each.name == "li" for each in self._inner_list()):
            self._close("li")
        if name not in ("ul", "ol", "li", "details", "summary"):
            return
        if closes:
            if any(each.name == name for each in self.open):
                while self.open[-1].name != name:
                    self._close(self.open[-1].name)
                self._close(name)
        elif len(self.open) <= 3 * _DEEPEST:
            kind = {"li": "item", "ul": "list", "ol": "list"}.get(name, name)
            self.open.append(_Open(kind, name, first=inline.span.start))

    def _inner_list(self) -> list[_Open]:
        """Return the elements that are open below the innermost list."""
        at = max((index for index, each in enumerate(self.open) if each.kind == "list"), default=-1)
        return self.open[at + 1 :]

    def _end_text(self) -> None:
        """Make a paragraph of the text since the last tag."""
        text, self.text = self.text, []
        if any(inline.value.strip() or inline.link for inline in text):
            while text and not (text[0].value.strip() or text[0].link):
                text.pop(0)
            while text and not (text[-1].value.strip() or text[-1].link):
                text.pop()
            place = Span(self.source, text[0].span.start, text[-1].span.end)
            self.open[-1].blocks.append(Block("paragraph", place, place, inlines=tuple(text)))

    def _close(self, name: str) -> None:
        """End the innermost element of a name, and those within it."""
        while self.open[-1].name != name:
            self._close(self.open[-1].name)
        element = self.open.pop()
        self.open[-1].blocks += self._block_of(element)

    def _block_of(self, element: _Open) -> list[Block]:
        if element.kind == "summary" or not element.blocks:
            return [replace(block, info="summary") for block in element.blocks]
        place = Span(self.source, element.blocks[0].span.start, element.blocks[-1].span.end)
        depth = sum(each.kind == "list" for each in self.open)
        if element.kind == "item":
            return [Block("item", place, place, level=max(depth - 1, 0), info="-", children=tuple(element.blocks))]
        if element.kind == "list":
            items = tuple(block for block in element.blocks if block.kind == "item")
            return [Block("list", place, place, level=depth, info="-", children=items)] if items else []
        shown = [block for block in element.blocks if block.info == "summary"]
        hidden = [block for block in element.blocks if block.info != "summary"]
        if not shown:
            return hidden
        below = (Block("quote", place, place, children=tuple(hidden)),) if hidden else ()
        item = Block("item", place, place, level=depth, info="-", children=(*shown, *below))
        return [Block("list", place, place, level=depth, info="details", children=(item,))]
