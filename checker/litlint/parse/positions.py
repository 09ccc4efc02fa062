"""Finds again a text that a Markdown parser cut out, stripped and normalised, in the untouched source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from litlint import regex as re
from litlint.model.source import Source, Span

UNDECODED = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which replace bytes that are no UTF-8 (PEP 383)."""

# The line ends that Markdown knows; others, such as U+2028, end no line.
_LINE_END = re.compile(r"\r\n?|\n")


class LineMap:
    """Maps offsets in a text to offsets in the source that it was cut from, line by line.

    A line of the ``text`` is the end of a line of the source (its indentation and its container's marks are gone), so one
    distance per line maps all of it.
    """

    __slots__ = ("deltas", "source", "starts", "text")

    def __init__(self, source: Source, text: str, starts: list[int], deltas: list[int]) -> None:
        self.source = source
        self.text = text
        self.starts = starts
        self.deltas = deltas

    @classmethod
    def of_source(cls, source: Source, start: int) -> LineMap:
        """Map the text of a source from an offset on, with line feeds for line ends, one at its end too.

        A byte that is no UTF-8 is a replacement character there: a parser may want to encode what it reads.
        """
        raw = UNDECODED.sub("\ufffd", source.text[start:] if start else source.text)
        if "\r" not in raw:
            return cls(source, _ended(raw), _line_starts(raw), [start]).widened()
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        starts, deltas = [], []
        at = start
        offset = 0
        for line in _lines(raw):
            starts.append(offset)
            deltas.append(at - offset)
            at += len(line)
            offset += len(line) - (1 if line.endswith("\r\n") else 0)
        return cls(source, _ended(text), starts or [0], deltas or [start])

    def widened(self) -> LineMap:
        """Give every line the distance of the first."""
        self.deltas *= len(self.starts)
        return self

    def line_of(self, offset: int) -> int:
        """Return the 0-based line that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def at(self, offset: int) -> int:
        """Return the source's offset for an offset in the text."""
        return offset + self.deltas[bisect_right(self.starts, offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """Return the source's place for a place in the text."""
        if end <= start:
            here = self.at(start)
            return Span(self.source, here, here)
        stop = self.at(end - 1) + 1
        return Span(self.source, self.at(start), stop + self.source.text.startswith("\r\n", stop - 1))

    def child(self, text: str, line: int) -> LineMap:
        """Map a text each line of which is the end of one line of this map's text, from a 0-based line on."""
        starts = _line_starts(text)
        child = LineMap(self.source, text, starts, [])
        for index in range(len(starts)):
            above = line + index
            child.deltas.append(self._line_end(above) - child._line_end(index) + self.deltas[above])
        return child

    def _line_end(self, line: int) -> int:
        """Return where a 0-based line of the text ends, its line feed left out."""
        if line + 1 < len(self.starts):
            return self.starts[line + 1] - 1
        return len(self.text) - self.text.endswith("\n")

    def next_line(self, offset: int) -> int:
        """Return where the line after that of an offset begins, or the text ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1


def _ended(text: str) -> str:
    """Return a text with a line feed at its end: mistune takes only what ends in one for the definition of a reference."""
    return text if text.endswith("\n") else text + "\n"


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while 0 <= at < len(text) - 1:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _lines(text: str) -> Iterator[str]:
    # str.splitlines also splits at form feeds and Unicode separators, which Markdown does not.
    begin = 0
    for end in _LINE_END.finditer(text):
        yield text[begin : end.end()]
        begin = end.end()
    if begin < len(text):
        yield text[begin:]
