"""Lines of a list as HTML: its text escaped, places in it marked, what a repair changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from litlint.model.finding import Fix
from litlint.model.source import Span
from litlint.report.layout.fixed_lines import hunks
from litlint.report.layout.safe_text import visible

# Lines of a repair that are shown, characters of a place and on each side of it.
_LINES, _MARKED, _AROUND = 30, 400, 160


def text(said: str) -> str:
    """Return a text that is no HTML, on one line."""
    return escape(visible(said))


def marked_line(spans: list[Span], primary: Span) -> str:
    """Return the line that holds the places, marked, without what is far from any of them."""
    source, line = spans[0].source, spans[0].line
    begin = source.line_starts[line - 1]
    end = begin + len(source.line_text(line))
    pieces, at = [], begin
    for span in sorted(spans, key=lambda span: span.start):
        start, stop = max(span.start, at), min(span.end, end, span.start + _MARKED)
        if start > span.start and start >= stop:
            continue
        pieces.append(_between(source.text[at:start], at > begin, True))
        tag = "mark" if span == primary else 'mark class="near"'
        pieces.append(f"<{tag}>{text(source.text[start:stop])}{'…' if stop < min(span.end, end) else ''}</mark>")
        at = max(start, stop)
    pieces.append(_between(source.text[at:end], True, False))
    return "".join(pieces)


def _between(said: str, has_left: bool, has_right: bool) -> str:
    """Return what is between marks, only its ends where it is long."""
    left, right = has_left * _AROUND, has_right * _AROUND
    if len(said) <= left + right:
        return text(said)
    return f"{text(said[:left])}…{text(said[len(said) - right :])}"


def repair(fix: Fix) -> Iterator[str]:
    """Yield what a fix does, its command, and the lines that it changes unless they are many."""
    command = "litlint check --fix" if fix.safe else "litlint check --fix --unsafe-fixes"
    yield f"<p>{text(fix.title)}: <code>{command}</code></p>"
    lines: list[str] = []
    for hunk in hunks(fix):
        lines += [f"<del>- {_changed(line, other)}</del>" for line, other in _beside(hunk.before, hunk.lines)]
        lines += [f"<ins>+ {_changed(line, other)}</ins>" for line, other in _beside(hunk.lines, hunk.before)]
    if len(lines) <= _LINES:
        yield f"<pre>{chr(10).join(lines)}</pre>"


def _beside(lines: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Pair each line with the one that took its place, None where that is not known."""
    known = others if len(others) == len(lines) else [None] * len(lines)
    return zip(lines, known, strict=True)


def _changed(line: str, other: str | None) -> str:
    """Return a line with the words marked that the other has not, from the first to the last of them."""
    if other is None:
        return _between(line, True, True)
    start = _shared(line, other)
    end = len(line) - min(_shared(line[::-1], other[::-1]), min(len(line), len(other)) - start)
    while 0 < start < len(line) and line[start - 1].isalnum():
        start -= 1
    while 0 < end < len(line) and line[end].isalnum():
        end += 1
    middle = line[start:end]
    marked = f"<b>{_between(middle, True, True)}</b>" if middle else ""
    return f"{_between(line[:start], False, True)}{marked}{_between(line[end:], True, False)}"


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
