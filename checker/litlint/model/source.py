"""Texts and places in them: the only module that converts offsets, lines and columns."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from litlint.values import value

_UTF_16 = tuple(mark.decode("utf-8", "surrogateescape") for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
_BLOCK = 1024  # characters: offsets in bytes are kept for each block, so that one more is found in a moment
_LEAST_ZEROS = 20  # one byte in so many: text has none, programs and pictures have more


@dataclass(frozen=True)
class Source:
    """A text file as it is; two are equal if they have the same path and the same bytes.

    ``path`` is POSIX and relative to the collection's root. ``text`` is the file decoded as UTF-8, line ends untouched;
    bytes that are not UTF-8 are kept as lone surrogates (PEP 383). A byte order mark is no part of the text.
    """

    path: str
    text: str
    bom: bool = False

    def __hash__(self) -> int:
        return hash((self.path, len(self.text)))  # the whole text would take long, and distinguishes little more

    @classmethod
    def decode(cls, path: str, data: bytes) -> Source:
        """Make a Source of any bytes; ``encode`` is the exact inverse."""
        bom = data.startswith(codecs.BOM_UTF8)
        body = data[len(codecs.BOM_UTF8) :] if bom else data
        return cls(path, body.decode("utf-8", "surrogateescape"), bom)

    def encode(self) -> bytes:
        """Return the bytes that ``decode`` was given."""
        return (codecs.BOM_UTF8 if self.bom else b"") + self.text.encode("utf-8", "surrogateescape")

    @cached_property
    def foreign(self) -> str | None:
        """What the bytes are if they are no text in UTF-8 at all, by their byte order mark or by their many zeros."""
        if self.text.startswith(_UTF_16):
            return "text in UTF-16"
        return "no text" if self.text.count("\0") * _LEAST_ZEROS > len(self.text) else None

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which the lines begin; a line ends after its line feed."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    @cached_property
    def _editor_line_starts(self) -> list[int]:
        """Offsets at which an editor begins its lines: to it a carriage return alone ends one too."""
        if self.text.count("\r") == self.text.count("\r\n"):
            return self.line_starts
        text = self.text
        lone = [at + 1 for at, sign in enumerate(text) if sign == "\r" and text[at + 1 : at + 2] != "\n"]
        return sorted({*self.line_starts, *lone})

    @cached_property
    def newline(self) -> str:
        """The line end that this text uses: that of its first line, or a line feed."""
        at = self.text.find("\n")
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both 1-based, the column in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    @cached_property
    def _byte_starts(self) -> list[int]:
        """The offset in bytes of UTF-8 of every 1,024th character."""
        starts = [0]
        for at in range(0, len(self.text), _BLOCK):
            starts.append(starts[-1] + len(self.text[at : at + _BLOCK].encode("utf-8", "surrogateescape")))
        return starts

    def byte_offset(self, offset: int) -> int:
        """Return the offset of a character in bytes of UTF-8, a byte order mark left out."""
        if self.text.isascii():
            return offset
        block = offset // _BLOCK
        return self._byte_starts[block] + len(self.text[block * _BLOCK : offset].encode("utf-8", "surrogateescape"))

    def byte_column(self, offset: int) -> int:
        """Return the 1-based column of an offset in bytes of UTF-8."""
        line, _ = self.position(offset)
        return self.byte_offset(offset) - self.byte_offset(self.line_starts[line - 1]) + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and column."""
        return self.line_starts[line - 1] + column - 1

    def utf16_position(self, offset: int) -> tuple[int, int]:
        r"""Return the line and the character of an offset as editors count: both from 0, in units of UTF-16.

        Source: https://microsoft.github.io/language-server-protocol/specification (Position).

        >>> Source("a.md", "a\n\U0001f600b").utf16_position(3)
        (1, 2)
        """
        starts = self._editor_line_starts
        line = bisect_right(starts, offset) - 1
        return line, _utf16_length(self.text[starts[line] : offset])

    def offset_of_utf16(self, line: int, character: int) -> int:
        """Return the offset of an editor's position; one beyond the end of its line, or of the text, is that end."""
        starts, text = self._editor_line_starts, self.text
        if line >= len(starts):
            return len(text)
        at = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        end -= 2 if text.endswith("\r\n", at, end) else 1 if text.endswith(("\n", "\r"), at, end) else 0
        if text[at : at + character].isascii():
            return min(at + character, end)
        while character > 0 and at < end:
            character -= 2 if text[at] > "\uffff" else 1
            at += 1
        return at

    def line_text(self, line: int) -> str:
        """Return a 1-based line without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """Return the place between two offsets."""
        return Span(self, start, end)

    @cached_property
    def whole(self) -> Span:
        """The place that is all of the text."""
        return Span(self, 0, len(self.text))


def _utf16_length(text: str) -> int:
    """Return how many units of UTF-16 a text takes: two for what lies beyond the first plane."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


@value
class Span:
    """A place in a source: the characters from offset ``start`` up to, not including, ``end``."""

    source: Source = field(repr=False, hash=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters at this place."""
        return self.source.text[self.start : self.end]

    @property
    def path(self) -> str:
        """The path of the source."""
        return self.source.path

    @property
    def line(self) -> int:
        """The 1-based line of the first character."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The 1-based column of the first character, in code points."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """The 1-based line of the end, which is exclusive."""
        return self.source.position(self.end)[0]

    @property
    def last_line(self) -> int:
        """The 1-based line of the last character, which is the first line of an empty place."""
        return self.source.position(max(self.end - 1, self.start))[0]

    @property
    def end_column(self) -> int:
        """The 1-based column of the end, which is exclusive."""
        return self.source.position(self.end)[1]

    def contains(self, other: Span) -> bool:
        """Say whether another place lies within this one."""
        return self.source == other.source and self.start <= other.start and other.end <= self.end

    def sub(self, start: int, end: int) -> Span:
        """Return the place between two offsets that count from the start of this one."""
        return Span(self.source, self.start + start, self.start + end)

    def lines(self) -> Iterator[Span]:
        """Yield the part of this place in each line, line ends left out."""
        at = self.start
        for piece in self.text.splitlines(keepends=True) if self.start < self.end else ():
            yield Span(self.source, at, at + len(piece.rstrip("\r\n")))
            at += len(piece)
