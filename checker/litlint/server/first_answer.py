"""The first answer to a change: only the part of a text around it is read again and judged.

A long list takes seconds to read and judge, a keystroke must be answered at once. So the part around the change is judged
as it was and as it is now, each alone; what is found in the one and not in the other is what the change has caused or
cured. All else that was found keeps its place in the text. The whole text is judged when the writer pauses, and counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Final

from litlint.model.document import Document
from litlint.model.finding import Edit, Finding, Fix, Related
from litlint.model.list_style import ListStyle
from litlint.model.source import Source, Span
from litlint.parse.document import read_document
from litlint.server.repository import Repository

CONTEXT: Final = 600
"""Characters before and after a change that are read with it: some entries, so that the changed one is read as they are."""
MOST_CHARACTERS: Final = 20_000
"""A part longer than this is not answered first: it takes too long."""
_Key = tuple[str, Span, str]
_Move = Callable[[Span], Span | None]
Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Judged:
    """A text, what it says, and all that was found in it."""

    document: Document
    findings: tuple[Finding, ...]
    _parts: dict[Pieces, tuple[Finding, ...]] = field(default_factory=dict)

    def first_answer(self, source: Source, repository: Repository) -> tuple[Finding, ...] | None:
        """Return what is found in the text as it is now, None if a change is too wide to be answered first."""
        before = self.document.source
        first, last = changed(before.text, source.text)
        shift = len(source.text) - len(before.text)
        *lead, (start, end) = pieces = self._pieces(first, last)
        if max(end, end + shift) - start > MOST_CHARACTERS:
            return None
        styles = self._styles(repository)
        if pieces not in self._parts:
            self._parts[pieces] = _found(before, pieces, repository, styles)
        old = {_key(one): one for one in carried_over(self._parts[pieces], before, source)}
        new = {_key(one): one for one in _found(source, (*lead, (start, end + shift)), repository, styles)}
        kept = {_key(one): one for one in carried_over(self.findings, before, source)}
        answer = {key: one for key, one in kept.items() if key in new or key not in old}
        answer |= {key: one for key, one in new.items() if key not in old}
        return tuple(answer.values())

    def _styles(self, repository: Repository) -> Mapping[str, ListStyle]:
        """Return how the list is written, as the whole of it shows."""
        if not self._measured:
            self._measured.update(repository.style_of(self.document))
        return self._measured

    @cached_property
    def _measured(self) -> dict[str, ListStyle]:
        return {}

    def _pieces(self, first: int, last: int) -> Pieces:
        """Return the places of the part around a change: what leads it (its heading, the head of its table), and itself."""
        starts, leads = self._starts
        # What begins in a line that is touched begins nothing that is sure.
        line = self.document.source.text.rfind("\n", 0, first) + 1
        before = bisect_left(starts, min(line, max(0, first - CONTEXT))) - 1
        after = bisect_right(starts, last + CONTEXT)
        end = starts[after] if after < len(starts) else len(self.document.source.text)
        return (*leads[before], (starts[before], end)) if before >= 0 else ((0, end),)

    @cached_property
    def _starts(self) -> tuple[list[int], list[Pieces]]:
        """Where reading may begin afresh, and what must then be before: top blocks, items of a list, rows of a table."""
        if self.document.kind == "bibtex":
            found = [citation.span.start for citation in self.document.citations]
            return found, [()] * len(found)
        starts: dict[int, Pieces] = {}
        heading: Pieces = ()
        for block in self.document.blocks:
            if block.kind == "heading":
                heading = ()
            if self._begins_afresh(block.span.start) or block.kind == "heading":
                starts[block.span.start] = heading
            if block.kind == "heading":
                heading = ((block.span.start, self._line_end(block.span.end)),)
            elif block.kind == "list":
                starts.update(
                    (item.span.start, heading) for item in block.children if self._begins_line(item.span.start)
                )
            elif block.kind == "table" and len(block.children) > 1:
                head = (block.span.start, block.children[1].span.start)
                starts.update((row.span.start, (*heading, head)) for row in block.children[1:])
        ordered = sorted(starts)
        return ordered, [starts[start] for start in ordered]

    def _begins_line(self, start: int) -> bool:
        return self.document.source.text[start - 1 : start] in ("", "\n")

    def _begins_afresh(self, start: int) -> bool:
        """Say whether a place is at the start of a line with an empty line before it."""
        return self._begins_line(start) and self.document.source.text[max(0, start - 3) : start].count("\n") > 1

    def _line_end(self, offset: int) -> int:
        end = self.document.source.text.find("\n", offset) + 1
        return end or len(self.document.source.text)


def _found(
    source: Source, pieces: Pieces, repository: Repository, styles: Mapping[str, ListStyle]
) -> tuple[Finding, ...]:
    """Return what is found in a part of a text when it is judged alone, at its places in the whole."""
    part = read_document(Source(source.path, "".join(source.text[start:end] for start, end in pieces)))
    report = repository.judge_part(part, styles)
    habits = set(report.habits)  # these are known only from the whole list
    place = partial(_placed, part=part.source, source=source, pieces=pieces)
    placed = (_moved_finding(one, place) for one in report.findings if one not in habits)
    return tuple(one for one in placed if one is not None)


def _placed(span: Span, *, part: Source, source: Source, pieces: Pieces) -> Span:
    """Return the place in the whole text of a place in a part that is made of pieces of it."""
    if span.source is not part:
        return span

    def offset(at: int) -> int:
        for start, end in pieces[:-1]:
            if at < end - start:
                return start + at
            at -= end - start
        return pieces[-1][0] + at

    start = offset(span.start)
    return source.span(start, start if span.end == span.start else offset(span.end - 1) + 1)


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.span, finding.message


def carried_over(findings: tuple[Finding, ...], before: Source, after: Source) -> Iterator[Finding]:
    """Yield findings at the places that they have after a change; what the change touched is left out."""
    first, last = changed(before.text, after.text)
    shift = len(after.text) - len(before.text)

    def moved(span: Span) -> Span | None:
        if span.path != before.path:
            return span
        if span.end <= first:
            return after.span(span.start, span.end)
        return after.span(span.start + shift, span.end + shift) if span.start >= last else None

    for finding in findings:
        there = _moved_finding(finding, moved)
        if there is not None:
            yield there


def changed(before: str, after: str) -> tuple[int, int]:
    """Return where the text from which two differ begins and, in the first one, ends."""
    shorter = min(len(before), len(after))
    first, step = 0, shorter
    while step:  # the longest equal beginning, by halves: comparing slices is much faster than a loop over characters
        if before.startswith(after[first : first + step], first) and first + step <= shorter:
            first += step
        else:
            step //= 2
    tail, step = 0, shorter - first
    while step:
        end, stop = len(before) - tail, len(after) - tail
        if tail + step <= shorter - first and before[end - step : end] == after[stop - step : stop]:
            tail += step
        else:
            step //= 2
    return first, len(before) - tail


def _moved_finding(finding: Finding, moved: _Move) -> Finding | None:
    """Return a finding at another place, with what it mentions; a fix of a place that is gone is gone too."""
    span = moved(finding.span)
    if span is None:
        return None
    related = [(moved(one.span), one.message) for one in finding.related]
    return replace(
        finding,
        span=span,
        related=tuple(Related(place, words) for place, words in related if place is not None),
        fix=_moved_fix(finding.fix, moved),
    )


def _moved_fix(fix: Fix | None, moved: _Move) -> Fix | None:
    edits = [(moved(edit.span), edit.text) for edit in fix.edits] if fix else []
    if fix is None or any(span is None for span, _ in edits):
        return None
    return replace(fix, edits=tuple(Edit(span, text) for span, text in edits if span is not None))
