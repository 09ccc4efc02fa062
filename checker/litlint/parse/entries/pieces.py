"""The text of an entry cut into typed pieces, before anything is decided.

This is the first pass of the reading. It only says what a piece looks like: a link, bold words, a quotation, a date, a list
of people. Which piece is the title is decided in ``shapes`` for all entries of a list together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from litlint import regex as re
from litlint.metadata.labels import is_no_name
from litlint.metadata.venues import is_venue_name
from litlint.parse.entries.attributes import is_date, venue_alone
from litlint.parse.entries.names import is_names
from litlint.parse.entries.text import QUOTES, VisibleText
from litlint.values import value

PieceKind = Literal[
    "link", "label", "bold", "emphasis", "code", "quote", "bracket", "date", "venue", "people", "text"
]  # fmt: skip

# A quote that opens: not one inside a word, which is an apostrophe.
_OPENING = re.compile(rf"(?<![^\W_])[{''.join(map(re.escape, QUOTES))}]")
# No title is longer, and what follows so much text says nothing of an entry's shape.
_LONGEST_TEXT = 600
_LONGEST_QUOTE = 300
_LONGEST_VENUE = 60
# Where running text is cut: a line's end, a bar, a dash between blanks, a full stop after a whole word (not an initial).
_CUT = re.compile(
    r"(?P<joint>(?:(?<!\s)[^\S\n]++)?\n\s*+|(?:(?<!\s)\s++)?[|｜]\s*+|\s[–—-]{1,3}\s|(?:(?<=[^\W\d_]{3})|(?<=[\d)\]”\"]))\.\s|。\s?)"
    r"|(?P<bracket>[(\[（【［][^()\[\]（）【】［］\n]*[)\]）】］])"
)
_EDGES = " \t\n,.;:，。；：、()[]（）【】［］"
_COMMA = re.compile(r"[,，、]")


@value
class Piece:
    """A stretch of a visible text, from ``start`` up to ``end``; ``joint`` is what separates it from the piece before."""

    kind: PieceKind
    start: int
    end: int
    joint: str


_Stretch = tuple[PieceKind, int, int]  # a piece of which it is not known yet what separates it from the one before


def cut(visible: VisibleText) -> list[Piece]:
    """Cut the text of an entry into pieces, in order.

    A piece within another is left out: an emphasised word in a quotation, a link in bold words.
    """
    text = visible.text[:_LONGEST_TEXT]
    pieces: list[_Stretch] = []
    at = 0
    for start, end, kind in _outermost(visible, text):
        # The marks around a quotation belong to it, though not to what it says.
        marks = kind == "quote"
        pieces += _cut_running(text, at, start - marks)
        pieces.append((kind, start, end))
        at = end + marks
    pieces += _cut_running(text, at, len(text))
    before, joined = 0, []
    for kind, start, end in pieces:
        joined.append(Piece(kind, start, end, _joint(text, before, start)))
        before = end
    return joined


def _outermost(visible: VisibleText, text: str) -> Iterator[tuple[int, int, PieceKind]]:
    """Yield what is marked, by Markdown or quotation marks, and lies in nothing else that is."""
    marked: list[tuple[int, int, PieceKind]] = [(*place, "quote") for place in _quotations(text)]
    marked += [(region.start, region.end, "bold") for region in visible.strong]
    marked += [(region.start, region.end, "emphasis") for region in visible.emphasis]
    marked += [(region.start, region.end, "code") for region in visible.code]
    for region in visible.links:
        kind: PieceKind = "label" if is_no_name(text[region.start : region.end]) else "link"
        marked.append((region.start, region.end, kind))
    last = 0
    # Of two that begin together the longer holds the other; of equal ones a link and a quotation say more than bold.
    rank = {"label": 0, "link": 0, "quote": 1, "code": 2, "bold": 3, "emphasis": 4}
    for start, end, kind in sorted(marked, key=lambda each: (each[0], -each[1], rank[each[2]])):
        if start >= last and end > start and end <= len(text):
            quoted = kind != "quote" and text[start] in QUOTES
            inner = next(_quotations(text[start:end]), None) if quoted else None
            if inner is not None and inner[0] <= 1 and inner[1] >= len(text[start:end].rstrip(" .,")) - 1:
                yield start + inner[0], start + inner[1], "quote"
            else:
                yield start, end, kind
            last = end


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is between quotation marks that open before a word and close after one."""
    at = 0
    while found := _OPENING.search(text, at):
        at = found.start()
        closing = QUOTES[found[0]]
        end = text.find(closing, at + 1, at + _LONGEST_QUOTE)
        while end >= 0 and text[end + 1 : end + 2].isalnum() and closing in "'’":  # an apostrophe
            end = text.find(closing, end + 1, at + _LONGEST_QUOTE)
        at += 1
        if end >= 0 and "\n" not in text[at:end] and not text[end + 1 : end + 2].isalnum() and text[at:end].strip():
            yield at, end
            at = end + 1


def _cut_running(text: str, start: int, end: int) -> Iterator[_Stretch]:
    """Cut running text, which nothing marks, into its fields."""
    at = start
    if start >= end:
        return
    for found in _CUT.finditer(text, start, end):
        yield from _fields(text, at, found.start())
        if found["bracket"]:
            first, last = _trimmed(text, *found.span())
            if first < last:
                kind = _kind_of(text[first:last])
                yield "bracket" if kind == "text" else kind, first, last
        at = found.end()
    yield from _fields(text, at, end)


def _fields(text: str, start: int, end: int) -> Iterator[_Stretch]:
    """Take dates and venues off the end of a stretch of text, at its commas; the rest is one field."""
    taken_off: list[_Stretch] = []
    start, end = _trimmed(text, start, end)
    while start < end:
        commas = [found.start() for found in _COMMA.finditer(text, max(start, end - 80), end)]
        if not commas or (kind := _kind_of(text[commas[-1] + 1 : end].strip())) not in ("date", "venue"):
            break
        first, last = _trimmed(text, commas[-1] + 1, end)
        taken_off.insert(0, (kind, first, last))
        start, end = _trimmed(text, start, commas[-1])
    if start < end:
        yield _kind_of(text[start:end]), start, end
    yield from taken_off


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    shown = text[start:end]
    start += len(shown) - len(shown.lstrip(_EDGES))
    return start, max(start, end - (len(shown) - len(shown.rstrip(_EDGES))))


def _kind_of(text: str) -> PieceKind:
    if is_date(text):
        return "date"
    if len(text) < _LONGEST_VENUE and venue_alone(text):
        return "venue"
    if len(text) < _LONGEST_VENUE and is_venue_name(text):
        return "venue"
    return "people" if is_names(text) else "text"


def _joint(text: str, start: int, end: int) -> str:
    """Return what separates two pieces: its signs without blanks and quotation marks, all dashes as one."""
    between = text[start:end]
    if between in ("", " "):
        return ""
    signs = "".join(sign for sign in between if not (sign.isspace() and sign != "\n") and sign not in QUOTES)
    return re.sub("[–—-]+", "-", signs.replace("：", ":").replace("，", ","))[:4]
