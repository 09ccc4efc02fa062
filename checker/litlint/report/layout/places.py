"""Places of a source in the terms of other programs."""

from __future__ import annotations

from litlint.model.source import Source, Span


def last_line(span: Span) -> int:
    """Return the 1-based line of the last character, which is the first line of an empty place."""
    return span.source.position(max(span.end - 1, span.start))[0]


def byte_column(source: Source, offset: int) -> int:
    """Return the 1-based column of an offset in bytes of UTF-8."""
    line, _ = source.position(offset)
    return source.byte_offset(offset) - source.byte_offset(source.line_starts[line - 1]) + 1
