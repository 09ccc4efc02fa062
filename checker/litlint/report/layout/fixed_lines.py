"""What the lines of a source read after a fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from litlint.model.finding import Edit, Finding, Fix
from litlint.model.source import Source

# Lines that are longer together are not shown as a whole: a reader cannot see the change in them, and a report that
# repeats them for each of their findings grows with the square of the text.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Hunk:
    """The lines ``first`` to ``last`` (1-based, inclusive) of a source, and ``lines`` to put in their place."""

    source: Source
    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def before(self) -> tuple[str, ...]:
        """The lines as they are."""
        return tuple(self.source.line_text(line) for line in range(self.first, self.last + 1))


def hunks(fix: Fix) -> list[Hunk]:
    """Return the changes of a fix by whole lines, in order of place; edits that share a line share a hunk.

    Changes in lines of more than 10,000 characters are left out.
    """
    edits = sorted(fix.edits, key=lambda edit: (edit.span.path, edit.span.start, edit.span.end))
    return [_hunk(group) for group in _sharing_lines(edits) if not _is_long(group)]


def hunks_nearest(finding: Finding) -> list[Hunk]:
    """Return the changes of a finding's fix that are in its own file, the one around its place first."""
    if finding.fix is None:
        return []
    line = finding.span.line
    own = [hunk for hunk in hunks(finding.fix) if hunk.source == finding.span.source]
    return sorted(own, key=lambda hunk: not hunk.first <= line <= hunk.last)


def _sharing_lines(edits: list[Edit]) -> Iterator[list[Edit]]:
    group: list[Edit] = []
    for edit in edits:
        last = group[-1].span if group else None
        if last is not None and (edit.span.source != last.source or edit.span.line > last.end_line):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _is_long(edits: list[Edit]) -> bool:
    """Say whether the lines of some edits are too long to be shown as a whole."""
    source = edits[0].span.source
    first, last = edits[0].span.line, edits[-1].span.end_line
    end = source.line_starts[last] if last < len(source.line_starts) else len(source.text)
    return end - source.line_starts[first - 1] > _LONGEST


def _hunk(edits: list[Edit]) -> Hunk:
    source = edits[0].span.source
    first, last = edits[0].span.line, edits[-1].span.end_line
    at = source.line_starts[first - 1]
    end = source.line_starts[last - 1] + len(source.line_text(last))
    pieces = []
    for edit in edits:
        pieces += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    pieces.append(source.text[at : max(end, at)])
    lines = "".join(pieces).replace("\r\n", "\n").split("\n")
    return Hunk(source, first, last, tuple(lines))
