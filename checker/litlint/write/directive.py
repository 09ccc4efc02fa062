"""Where a directive that allows a finding is written, so that the list around it stays what it is.

A comment on a line of its own ends a pipe table, and starts a new list between two items. So a directive goes to the end
of a row or of an item's line; only before a heading, a fence or a citation does it get a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from litlint import regex as re
from litlint.model.document import Document
from litlint.model.finding import Edit
from litlint.model.nodes import Block
from litlint.model.source import Source, Span

# What may end a line of Markdown and must stay its end: spaces or a backslash that break the line, and its line end.
_LINE_TAIL = re.compile(r"(?<![ \t\r])(?:[ \t]*+\\)?[ \t\r]*+\Z")
# The pipe that closes a row; a pipe after a backslash is text.
_CLOSING_PIPE = re.compile(r"(?<!\\)\|[ \t\r]*\Z")
_INDENT = re.compile(r"[ \t>]*")
_ON_A_LINE_OF_ITS_OWN = frozenset({"heading", "fence", "indented"})


def directive(rules: Sequence[str], reason: str, *, bibtex: bool = False) -> str:
    """Return the text of a directive that allows rules, for Markdown or for a ``.bib`` file."""
    # Two hyphens could end the comment early, and a bracket that closes would end the reason.
    words = " ".join(reason.split()).replace("--", "–")
    text = f"litlint: allow {', '.join(rules)} ({words})"
    return f"% {text}" if bibtex else f"<!-- {text} -->"


def directive_edits(document: Document, place: Span, rules: Sequence[str], reason: str) -> Iterator[Edit]:
    """Yield the edits that may allow what is found at a place, the most local first; each has to be tried."""
    source = document.source
    if document.kind == "bibtex":
        text = directive(rules, reason, bibtex=True)
        start = next((one.span.start for one in document.citations if one.span.contains(place)), place.start)
        yield line_before(source, start, text)
        return
    text = directive(rules, reason)
    around = _around(document.blocks, place)
    if around and around[-1].kind not in _ON_A_LINE_OF_ITS_OWN:
        yield end_of_line(source, place.start, text)
    for block in reversed(around):
        if block.kind not in ("cell", "row", "item", "list", "table"):
            yield line_before(source, block.span.start, text)
    entry = next((one for one in document.entries if one.span.contains(place)), None)
    if entry is not None:  # a line before an entry below a heading; a row or an item has been tried above
        yield line_before(source, entry.span.start, text)
        yield end_of_line(source, entry.title.span.start, text)


def end_of_line(source: Source, offset: int, text: str) -> Edit:
    """Return the edit that writes a text at the end of a line, in a row of a table before the pipe that closes it."""
    line = source.position(offset)[0]
    start, content = source.offset(line, 1), source.line_text(line)
    pipe = _CLOSING_PIPE.search(content)
    tail = pipe or _LINE_TAIL.search(content)
    at = tail.start() if tail else len(content)
    before = content[:at]
    gap = "" if before.endswith((" ", "\t")) or not before else " "
    return Edit(source.span(start + at, start + at), f"{gap}{text}{' ' if pipe else ''}")


def line_before(source: Source, offset: int, text: str) -> Edit:
    """Return the edit that writes a text on a line of its own before the line of an offset, as far indented."""
    line = source.position(offset)[0]
    start = source.offset(line, 1)
    indent = _INDENT.match(source.line_text(line))
    return Edit(source.span(start, start), f"{indent[0] if indent else ''}{text}{source.newline}")


def _around(blocks: Sequence[Block], place: Span) -> list[Block]:
    """Return the blocks that a place lies in, the outermost first."""
    found = []
    inside = next((block for block in blocks if block.span.start <= place.start < max(block.span.end, place.end)), None)
    while inside is not None:
        found.append(inside)
        inside = next((one for one in inside.children if one.span.start <= place.start < one.span.end), None)
    return found
