"""The characters of a running text that render as themselves, line by line: what was meant as markup and is not.

All other characters are replaced, one for one, by a stand-in of their kind, so that offsets still fit the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from litlint import regex as re
from litlint.model.finding import Edit
from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Span
from litlint.values import remembered, value

LINK: Final = "\ue000"
BARE: Final = "\ue001"
IMAGE: Final = "\ue002"
CODE: Final = "\ue003"
TAG: Final = "\ue004"
ESCAPED: Final = "\ue005"
EMPHASIS: Final = "\ue006"

# Private characters that take the place of escaped signs while the text is searched.
_STAND_INS = re.compile("[\ue000-\ue006]")
# A backslash before a sign that Markdown lets escape (CommonMark: ASCII punctuation).
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
# A run of one character.
_RUN = re.compile(r"(.)\1*+", re.S)
_WIDTHS = {"strong": 2, "emphasis": 1}
_KINDS = {"code": CODE, "html": TAG, "break": TAG, "image": IMAGE}


@value
class LiteralLine:
    """One line of a running text.

    ``text`` has a stand-in for each character of a link (``BARE`` for a URL that is its own text), picture, code span,
    tag, mark of emphasis or backslash escape; ``place`` is the line, ``shown`` the links in it, in order.
    """

    place: Span
    text: str
    shown: tuple[Link, ...]

    @property
    def links(self) -> Mapping[int, Link]:
        """The links by the offset in ``text`` at which they begin."""
        return {link.span.start - self.place.start: link for link in self.shown}

    def span(self, start: int, end: int) -> Span:
        """Return the place of a stretch of ``text``."""
        return self.place.sub(start, end)

    def raw(self, start: int, end: int) -> str:
        """Return a stretch of the line as it is in the source."""
        return self.place.sub(start, end).text

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Return the edit that writes a text in place of a stretch."""
        return Edit(self.place.sub(start, end), text)

    def run_end(self, at: int) -> int:
        """Return where the run of one stand-in ends that begins at an offset."""
        found = _RUN.match(self.text, at)
        return found.end() if found else at


def has_literal(block: Block, characters: Iterable[str]) -> bool:
    """Say whether some of the characters, or strings, are text in a block's own running text."""
    text = _literal_text(block)
    return any(character in text for character in characters)


@remembered
def _literal_text(block: Block) -> str:
    """Return the texts of a block's own running text, links left out, each on a line."""
    texts = (
        inline.value for top in block.inlines if top.link is None for inline in top.walk() if inline.kind == "text"
    )
    return "\n".join(texts)


@remembered
def literal_lines(block: Block) -> tuple[LiteralLine, ...]:
    """Return the lines of a block's own running text that have any."""
    return tuple(_lines(block))


def _lines(block: Block) -> Iterator[LiteralLine]:
    pieces: list[tuple[Span, str]] = []
    links: list[Link] = []
    for inline in _leaves(block.inlines):
        if isinstance(inline, Span):
            pieces.append((inline, EMPHASIS * (inline.end - inline.start)))
        elif inline.kind == "break" and "\n" in inline.span.text:
            yield from _line(pieces, links)
            pieces, links = [], []
        else:
            if inline.link is not None:
                links.append(inline.link)
            pieces.append((inline.span, _shown(inline)))
    yield from _line(pieces, links)


def _line(pieces: list[tuple[Span, str]], links: Iterable[Link]) -> Iterator[LiteralLine]:
    if not pieces:
        return
    start = at = pieces[0][0].start
    texts = []
    for place, text in pieces:
        # What was left out between two pieces belongs to neither.
        texts.append(TAG * (place.start - at) + text)
        at = place.end
    place = Span(pieces[0][0].source, start, at)
    yield LiteralLine(place, "".join(texts), tuple(links))


def _leaves(inlines: Iterable[Inline]) -> Iterator[Inline | Span]:
    """Yield what a text is made of, in order; a mark of emphasis is just its place."""
    for inline in inlines:
        width = _WIDTHS.get(inline.kind)
        if width is None:
            yield inline
        else:
            yield inline.span.sub(0, width)
            yield from _leaves(inline.children)
            yield Span(inline.span.source, inline.span.end - width, inline.span.end)


def _shown(inline: Inline) -> str:
    raw = inline.span.text
    if inline.kind == "text":
        raw = _STAND_INS.sub(ESCAPED, raw)
        return _ESCAPE.sub(ESCAPED * 2, raw) if "\\" in raw else raw
    if inline.kind == "link" and inline.link is not None:
        return (BARE if inline.link.kind in ("bare", "autolink") else LINK) * len(raw)
    return _KINDS.get(inline.kind, TAG) * len(raw)
