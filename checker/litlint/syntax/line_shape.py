"""How a line of a list begins: with a linked title, bold text, a date in brackets, an emoji."""

from __future__ import annotations

import unicodedata
from typing import NewType

from litlint import regex as re
from litlint.metadata.labels import is_label
from litlint.syntax.literal_text import BARE, CODE, EMPHASIS, IMAGE, LINK, LiteralLine

# One or two letters: L a link that is a title, l one that is a label, S bold text, I a picture, C code, U a bare URL,
# d something short in brackets, e an emoji.
Shape = NewType("Shape", str)

_KINDS = {LINK: "L", IMAGE: "I", CODE: "C", BARE: "U"}
# Short words in brackets, which are a label rather than a clause.
_BRACKETED = re.compile(r"[\[【(](?P<inner>[^\[\]()【】]{1,24})[\]】)]")
# An emoji as GitHub writes it, `:star:`.
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,30}:")
_BOLD = 2  # marks of emphasis


def shape_of(line: LiteralLine, at: int = 0) -> Shape | None:
    """Return how a line goes on at an offset; None if with plain words, which say nothing."""
    first, end = _symbol(line, _after_blanks(line, at))
    if first in ("d", "e"):
        second, _ = _symbol(line, _after_blanks(line, end))
        return Shape(first + second) if second not in ("", "w") else None
    return Shape(first) if first in ("L", "S", "I", "C", "U") else None


def _after_blanks(line: LiteralLine, at: int) -> int:
    while at < len(line.text) and line.text[at] in " \t\u00a0":
        at += 1
    return at


def _symbol(line: LiteralLine, at: int) -> tuple[str, int]:
    """Return what is at an offset, as one letter, and where it ends."""
    text = line.text
    if at >= len(text):
        return "", at
    character = text[at]
    if character == LINK:
        link = line.links.get(at)
        if link is None:
            return "w", at
        end = link.span.end - line.place.start
        return ("I" if link.badge else "l" if is_label(link.text) else "L"), end
    if character in _KINDS:
        return _KINDS[character], line.run_end(at)
    if character == EMPHASIS:
        end = line.run_end(at)
        if end - at < _BOLD:
            return "w", end
        inner = _symbol(line, end)
        return (inner[0], inner[1]) if inner[0] == "L" else ("S", end)
    if found := _BRACKETED.match(text, at):
        return "d", found.end()
    if found := _SHORTCODE.match(text, at):
        return "e", found.end()
    if unicodedata.category(character) == "So":
        return "e", at + 1
    return "w", at
