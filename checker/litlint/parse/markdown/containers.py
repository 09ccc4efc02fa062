"""The content of list items, block quotes and tabs, cut out of the text that holds them line by line.

CommonMark 0.31.2, 5.1 and 5.2; tabs and admonitions as Material for MkDocs writes them.
Each line of the content is the end of one line of that text, so that its place is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mistune.helpers import BLOCK_TAGS, PRE_TAGS

from litlint import regex as re

# Columns of a tab stop, by CommonMark.
_TAB = 4
# A list item's marker; CommonMark allows nine digits.
_MARKER = re.compile(r" {0,3}(?P<bullet>[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
# The mark of a block quote.
_QUOTE = re.compile(r" {0,3}>")
# A thematic break: three or more of one mark, blanks between them allowed.
_THEMATIC = re.compile(r" {0,3}(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)$")
# A heading of one to six `#`.
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
# A fence of backticks, in whose line no backtick may follow, or of tildes.
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
# Starts of an HTML block of CommonMark's kinds 1 to 6.
_HTML = re.compile(
    rf" {{0,3}}<(?:!--|\?|![A-Z]|!\[CDATA\[|/?(?:{'|'.join(BLOCK_TAGS)})(?:[ \t]|/?>|$)|(?:{'|'.join(PRE_TAGS)})(?:[ \t]|>|$))",
    re.IGNORECASE,
)
# So many marks may be one after another in a line; deeper ones are text.
_DEEPEST = 20
_INNER_MARKER = re.compile(r"[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))")


@dataclass
class Content:
    """The lines cut out, line feeds left out.

    ``lazy`` are the numbers of those that only continue a paragraph, ``end`` is where the rest of the text begins.
    """

    lines: list[str] = field(default_factory=list)
    lazy: set[int] = field(default_factory=set)
    end: int = 0

    @property
    def text(self) -> str:
        """The content."""
        return "".join(line + "\n" for line in self.lines)

    @property
    def lazy_starts(self) -> set[int]:
        """The offsets in ``text`` at which lines begin that only continue a paragraph."""
        starts, at = set(), 0
        for index, line in enumerate(self.lines if self.lazy else ()):
            if index in self.lazy:
                starts.add(at)
            at += len(line) + 1
        return starts


@dataclass(frozen=True)
class Marker:
    """What begins an item: its ``bullet``, the column at which its content begins, and the content in its line."""

    bullet: str
    column: int
    text: str

    @classmethod
    def read(cls, line: str) -> Marker | None:
        """Read the marker that a line begins with."""
        found = _MARKER.match(line)
        if found is None or _THEMATIC.match(line):
            return None
        rest = line[found.end() :]
        blanks = _width(rest, found.end())
        blanks = blanks if blanks <= _TAB and rest.strip() else 1
        return cls(found["bullet"], found.end() + blanks, _dedented(rest, blanks, found.end()))

    @property
    def kind(self) -> str:
        """What the markers of one list share."""
        return self.bullet[-1]

    @property
    def may_interrupt(self) -> bool:
        """Whether the item may be right below a paragraph that it does not end by its indentation."""
        return bool(self.text.strip()) and self.bullet[:-1] in ("", "1")


def read_item(src: str, start: int, marker: Marker, lazy: set[int]) -> Content:
    """Cut out the content of the item that begins at an offset; ``lazy`` are the lines' offsets that begin no block."""
    content = Content(lines=[marker.text])
    tip = _Tip()
    tip.take(marker.text)
    at = _next_line(src, start)
    while at < len(src):
        end = _next_line(src, at)
        line = src[at:end].rstrip("\n")
        if not line.strip():
            if len(content.lines) == 1 and not marker.text.strip():
                break
            content.lines.append("")
            tip.take("")
        elif at not in lazy and _width(line) >= marker.column:
            content.lines.append(_dedented(line, marker.column))
            tip.take(content.lines[-1])
        elif tip.is_paragraph and (at in lazy or not _interrupts(line)):
            content.lazy.add(len(content.lines))
            content.lines.append(line)
        else:
            break
        at = end
    content.end = at
    return content


def read_quote(src: str, start: int, lazy: set[int]) -> Content:
    """Cut out the content of the block quote that begins at an offset; ``lazy`` are the lines' offsets that begin no block."""
    content, tip, at = Content(), _Tip(), start
    while at < len(src):
        end = _next_line(src, at)
        line = src[at:end].rstrip("\n")
        mark = None if at in lazy else _QUOTE.match(line)
        if mark:
            content.lines.append(_dedented(line[mark.end() :], 1, mark.end()))
            tip.take(content.lines[-1])
        elif line.strip() and tip.is_paragraph and (at in lazy or not _interrupts(line)):
            content.lazy.add(len(content.lines))
            content.lines.append(line)
        else:
            break
        at = end
    content.end = at
    return content


def read_tab(src: str, start: int) -> Content:
    """Cut out the indented lines below the title of a tab or admonition; ``start`` is where the line after it begins."""
    content, at = Content(end=start), start
    while at < len(src):
        end = _next_line(src, at)
        line = src[at:end].rstrip("\n")
        if line.strip() and _width(line) < _TAB:
            break
        content.lines.append(_dedented(line, _TAB) if line.strip() else "")
        at = end
        if line.strip():
            content.end = at
    return content


class _Tip:
    """Follows the lines of a container to know whether the last one may be continued lazily: it must be of a paragraph."""

    def __init__(self) -> None:
        self.is_paragraph = False
        self.fence = ""
        self.column = 0

    def take(self, line: str) -> None:
        """Look at the next line of the content."""
        blank = not line.strip()
        if self.fence and not blank and _width(line) < self.column:
            self.fence = ""
        if self.fence:
            if line.strip().strip(self.fence[0]) == "" and line.strip().startswith(self.fence):
                self.fence = ""
            return
        at = _inner_start(line)
        rest = line[at:].lstrip(" \t") if at else line
        fence = _FENCE.match(rest)
        if fence:
            self.fence, self.column = fence["fence"], at
        self.is_paragraph = not (
            blank
            or not rest.strip()
            or fence
            or _HEADING.match(rest)
            or _THEMATIC.match(rest)
            or _HTML.match(rest)
            or (not self.is_paragraph and _width(line) >= _TAB)
        )


def _inner_start(line: str) -> int:
    """Return where the text begins after the markers of the containers that a line begins."""
    at = 0
    for _ in range(_DEEPEST):
        inner = None if _THEMATIC.match(line, at) else _INNER_MARKER.match(line, at)
        if inner is None:
            break
        at = inner.end()
    return at


def _interrupts(line: str) -> bool:
    """Say whether a line begins a block of its own rather than continues a paragraph that it is not indented for."""
    return Marker.read(line) is not None or any(
        pattern.match(line) for pattern in (_QUOTE, _HEADING, _FENCE, _HTML, _THEMATIC)
    )


def _next_line(src: str, at: int) -> int:
    end = src.find("\n", at)
    return len(src) if end < 0 else end + 1


def _width(line: str, column: int = 0) -> int:
    """Return how many columns of blanks a line begins with, itself beginning at a column."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in blanks:
        return len(blanks)
    shift = column % _TAB
    return len((" " * shift + blanks).expandtabs(_TAB)) - shift


def _dedented(line: str, columns: int, column: int = 0) -> str:
    """Return a line, itself beginning at a column, without so many columns of blanks; a tab that is cut leaves blanks."""
    width = _width(line, column)
    bare = line.lstrip(" \t")
    if "\t" not in line[: len(line) - len(bare)]:
        return line[min(columns, width) :]
    return " " * max(width - columns, 0) + bare
