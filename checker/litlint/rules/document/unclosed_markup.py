"""The rule unclosed-markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from litlint.model.document import Document
from litlint.model.finding import Edit, Finding, Fix, Related, Severity
from litlint.model.nodes import Block, Inline
from litlint.model.source import Span
from litlint.parse.html import Tag, tags
from litlint.rule import Bad, Context, Good, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.literal_text import LiteralLine, has_literal, literal_lines

_STARS = re.compile(r"(?<!\*)\*\*(?!\*)")
_TICKS = re.compile(r"`+")
# A quotation in the manner of TeX, and an accent or apostrophe inside a word, are no code.
_QUOTED = re.compile(r"``?[^`\n]{1,200}''?|(?<=\w)`(?=\w)")
_WORD_OR_PATH = re.compile(r"[\w/]")
_KEYWORDS = re.compile(r"\*\*(?:kwargs|kwds|kw|options|params|config)\b")
# Elements that hold what follows until they are closed: within a block, and across blocks
# (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags; the end of others may be left out).
_INLINE = frozenset("a abbr b code del em font i ins kbd mark q s small span strike strong sub sup tt u".split())
_BLOCKS = frozenset("blockquote center details div dl ol pre summary table ul".split())


# The places of the elements that are open, by their names.
Opened = dict[str, list[Span]]


class UnclosedMarkup(Rule):
    """Bold text, a code span, an HTML comment or element that is opened and never closed, or not as Markdown wants it.

    Readers see the asterisks or the backtick, or all that follows is in bold, folded away or gone. `**` closes nothing after
    a blank: `**Title **` is no bold text.

    Write the closing mark, right behind the text.
    """

    examples = (
        Bad("- **Sorting Lists ** by Doe\n", finds=" **", fixed="- **Sorting Lists** by Doe\n"),
        Bad("- **Sorting*8 by Doe\n", finds="**"),
        Bad("- [Sorting](https://gardens.org/a) `Towns\n", finds="`"),
        Bad("<!-- hidden\n\n## Sorting\n", finds="<!-- hidden"),
        Bad("<details>\n<summary>More</summary>\n\n- Sorting\n", finds="<details>"),
        Good("**Sorting** `a*b` 2**n `**` \\** ``Lists'' <!-- hidden --> a <br> b\n"),
        Good("<details>\n\n- <sub>Sorting</sub>\n\n</details>\n\n<p>Lists\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        opened: Opened = {}
        for block in document.walk():
            if block.kind == "html" and not block.closed:
                first = next(block.span.lines())
                message = "this comment is never closed: what follows is hidden"
                yield self.finding(first, message, help="write -->", severity=Severity.ERROR)
            elif has_literal(block, ("*", "`")) and block.kind != "html":
                for line in literal_lines(block):
                    if not is_contributor_template(document, line.place):
                        yield from self._stars(line)
                        yield from self._ticks(line)
            if any(inline.kind in ("html", "break", "link") for inline in block.inlines):
                yield from self._elements(block, opened)
        yield from self._unclosed(opened)

    def _stars(self, line: LiteralLine) -> Iterator[Finding]:
        """Find the asterisks of bold text that is none."""
        text = line.text
        places = [found.start() for found in _STARS.finditer(text) if not _is_operator(text, found.start())]
        index = 0
        while index < len(places):
            at, following = places[index], places[index + 1 : index + 2]
            opens = bool(text[at + 2 : at + 3].strip())
            if following and _is_pair(text, at, following[0], opens):
                yield self._pair(line, at, following[0], opens)
                index += 2
                continue
            if opens or text[at - 1 : at].strip():
                message = "these asterisks make no bold text"
                yield self.finding(line.span(at, at + 2), message, help="write ** right before and right behind it")
            index += 1

    def _pair(self, line: LiteralLine, opening: int, closing: int, opens: bool) -> Finding:
        text = line.text
        if not opens:
            end = closing - len(text[opening + 2 : closing].lstrip())
            place = line.span(opening, end)
            fix = Fix("take the blank out", (Edit(place, "**"),))
            return self.finding(place, "a blank behind the asterisks: they open no bold text", fix=fix)
        blanks = len(text[:closing]) - len(text[:closing].rstrip())
        if blanks:
            return self._blank(line, opening, closing, blanks)
        message = "these asterisks do not close the bold text: punctuation stands before them, and a letter behind"
        related = [Related(line.span(opening, opening + 2), "opened here")]
        return self.finding(line.span(closing, closing + 2), message, help="write a blank behind them", related=related)

    def _blank(self, line: LiteralLine, opening: int, closing: int, blanks: int) -> Finding:
        after = line.text[closing + 2 : closing + 3]
        moved = line.raw(closing - blanks, closing) if after and not after.isspace() else ""
        place = line.span(closing - blanks, closing + 2)
        fix = Fix("take the blank out of the bold text", (Edit(place, "**" + moved),))
        related = [Related(line.span(opening, opening + 2), "opened here")]
        return self.finding(
            place, "a blank before the asterisks: they do not close the bold text", fix=fix, related=related
        )

    def _ticks(self, line: LiteralLine) -> Iterator[Finding]:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line.text)
        found = _TICKS.search(text)
        if found:
            yield self.finding(
                line.span(*found.span()),
                "this backtick opens a code span that is never closed",
                help="write ` behind the code",
            )

    def _elements(self, block: Block, opened: Opened) -> Iterator[Finding]:
        """Follow the elements of a block; those that may be closed in another block stay open."""
        within: Opened = {}
        for tag, place in _tags(block.inlines):
            if tag.name not in _INLINE and tag.name not in _BLOCKS:
                continue
            if tag.closing:
                found = within.get(tag.name) or opened.get(tag.name)
                if found:
                    found.pop()
            elif not place.text.endswith("/>"):
                stays = tag.name in _BLOCKS or block.kind == "html"
                (opened if stays else within).setdefault(tag.name, []).append(place)
        yield from self._unclosed(within)

    def _unclosed(self, elements: Opened) -> Iterator[Finding]:
        for name, places in elements.items():
            for place in places:
                yield self.finding(place, f"<{name}> is never closed", help=f"write </{name}>")


def _is_pair(text: str, first: int, second: int, opens: bool) -> bool:
    """Say whether two pairs of asterisks, the first of which may touch the text behind it, were meant to enclose a text."""
    if not opens:
        return bool(text[second - 1].strip()) and not text[first - 1 : first].strip()
    return bool(text[second - 1].strip()) or not text[second + 2 : second + 3].isalnum()


def _is_operator(text: str, at: int) -> bool:
    """Say whether two asterisks are a power or part of a path rather than a mark of bold text."""
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    if "/" in (before, after) or _KEYWORDS.match(text, at):
        return True
    return bool(re.match(r"[A-Za-z0-9_)]", before)) and bool(re.match(r"[A-Za-z0-9_(]", after))


def _tags(inlines: Iterable[Inline]) -> Iterator[tuple[Tag, Span]]:
    """Yield the tags of a running text; a link's own are closed."""
    for inline in inlines:
        if inline.kind in ("html", "break") and inline.span.text.startswith("<"):
            tag = next(tags(inline.span.text), None)
            if tag is not None:
                yield tag, inline.span
        if inline.link is not None and inline.link.kind == "html" and not inline.span.text.lower().endswith("</a>"):
            tag = next(tags(inline.span.text), None)
            if tag is not None:
                yield tag, inline.span.sub(tag.start, tag.end)
        yield from _tags(inline.children)
