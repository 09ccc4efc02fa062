"""The lines of a source that a finding mentions, with carets below its place and dashes below the related ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from litlint.model.finding import Finding
from litlint.model.source import Source, Span
from litlint.report import Style
from litlint.report.layout.colour import BLUE, OF_SEVERITY, paint
from litlint.report.layout.safe_text import cells, visible, width, wrap

Range = tuple[int, int]
# The share of the room that one marked part may fill, and the cells of context that are worth a window of its own.
_LONGEST, _CONTEXT = 3 / 4, 8


class Window:
    """A line of a source, cut around its marked parts to at most ``room`` cells.

    ``marked`` are pairs of offsets within the line, sorted, the most telling one at ``first``. ``text`` is what to
    show, ``columns`` the cells that each marked part takes in it (None for one that found no room).
    """

    def __init__(self, source: Source, line: int, marked: list[Range], first: int, room: int, style: Style) -> None:
        self._start = source.line_starts[line - 1]
        following = source.line_starts[line] if line < len(source.line_starts) else len(source.text) + 1
        end = following - 1
        if end > self._start and source.text[end - 1] == "\r":
            end -= 1
        self._source, self._length, self._style = source, end - self._start, style
        self._widths: dict[int, tuple[str, int]] = {}
        self._ellipsis = "…" if style.unicode else "..."
        marked = [(min(start, self._length), min(end, self._length)) for start, end in marked]
        self._lay_out(self._keep(marked, first, room), marked)

    def _at(self, index: int) -> tuple[str, int]:
        if index not in self._widths:
            at = self._start + index
            text = self._source.text
            before = text[at - 1] if index else ""
            self._widths[index] = list(cells(before + text[at], self._style.encoding))[-1]
        return self._widths[index]

    def _keep(self, marked: list[Range], first: int, room: int) -> list[Range]:
        """Choose the parts of the line to show: all of it, or what surrounds the marks that find room."""
        if self._length <= room and sum(self._at(index)[1] for index in range(self._length)) <= room:
            return [(0, self._length)]
        order = [first, *(index for index in range(len(marked)) if index != first)] if marked else []
        chosen: list[Range] = []
        spare = promised = room - len(self._ellipsis)
        longest = max(int(room * _LONGEST) // max(len(order), 1), _CONTEXT)
        for index in order:
            part, taken = self._head(*marked[index], longest)
            promised -= taken + len(self._ellipsis) + _CONTEXT
            if promised < 0 and chosen:
                break
            chosen.append(part)
            spare -= taken + len(self._ellipsis)
        return self._grow(sorted(chosen or [(0, 0)]), spare, 4 * room)

    def _head(self, start: int, end: int, room: int) -> tuple[Range, int]:
        """Return the beginning of a marked part that takes at most ``room`` cells, and how many it takes."""
        taken = 0
        end = min(end, start + 4 * room)
        for index in range(start, end):
            wide = self._at(index)[1]
            if taken + wide > room:
                return (start, index), taken
            taken += wide
        return (start, end), taken

    def _grow(self, parts: list[Range], spare: int, steps: int) -> list[Range]:
        """Widen the parts one character at a time on both sides while there is room."""
        open_sides = [(index, side) for index in range(len(parts)) for side in (0, 1)]
        while open_sides and steps:
            steps -= 1
            for index, side in list(open_sides):
                start, end = parts[index]
                at = start - 1 if side == 0 else end
                is_taken = any(a <= at < b for a, b in parts)
                wide = 0 if is_taken or not 0 <= at < self._length else self._at(at)[1]
                if is_taken or not 0 <= at < self._length or wide > spare:
                    open_sides.remove((index, side))
                    continue
                spare -= wide
                parts[index] = (at, end) if side == 0 else (start, at + 1)
        return _merged(parts)

    def _lay_out(self, kept: list[Range], marked: list[Range]) -> None:
        """Join the kept parts by ellipses and find the cells of each marked part."""
        pieces, at, where = [], 0, dict[int, int]()
        for number, (start, end) in enumerate(kept):
            if start > 0 or number:
                pieces.append(self._ellipsis)
                at += len(self._ellipsis)
            for index in range(start, end):
                where[index] = at
                shown, wide = self._at(index)
                pieces.append(shown)
                at += wide
            where[end] = at
        if kept[-1][1] < self._length:
            pieces.append(self._ellipsis)
        self.text = "".join(pieces)
        self.columns = [self._columns(start, end, where) for start, end in marked]

    @staticmethod
    def _columns(start: int, end: int, where: dict[int, int]) -> Range | None:
        if start not in where:
            return None
        last = max(index for index in where if start <= index <= end)
        return where[start], max(where[last], where[start] + 1)


def _merged(parts: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# Places that are drawn at most; characters of a label; the room a line always gets, and a label beside its mark.
_PLACES, _LABEL, _ROOM, _BESIDE = 12, 400, 24, 28


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to draw. ``line`` is that of its first character; ``start`` and ``end`` are offsets within that line."""

    span: Span
    label: str
    colour: str
    sign: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text at a column of a row below a source line."""

    column: int
    text: str
    colour: str


def excerpt(finding: Finding, context: Span | None, style: Style) -> list[str]:
    """Draw a finding's places, each file below its own ``-->``; ``context`` is a place whose line is shown unmarked."""
    marks = _marks(finding)
    by_file: dict[Source, list[Mark]] = {}
    for mark in marks[:_PLACES]:
        by_file.setdefault(mark.span.source, []).append(mark)
    digits = len(str(max(mark.line for mark in marks[:_PLACES])))
    rows = []
    for source, group in by_file.items():
        beside = context if context is not None and context.source is source else None
        arrow = paint("-->", BLUE, style)
        path = visible(style.relative(source.path), style.encoding)
        rows += [f"{' ' * digits} {arrow} {path}:{group[0].line}:{group[0].start + 1}", _gutter("", digits, style)]
        rows += _lines(source, group, beside, digits, style)
    if len(marks) > _PLACES:
        rows.append(_gutter("", digits, style) + f" and {len(marks) - _PLACES} more places")
    return rows


def _marks(finding: Finding) -> list[Mark]:
    """Return the finding's place and the related ones, each place once."""
    labels: dict[Span, list[str]] = {finding.span: [finding.reason] if finding.reason else []}
    for related in finding.related:
        labels.setdefault(related.span, []).append(related.message)
    marks = []
    for span, words in labels.items():
        is_primary = span == finding.span
        line, column = span.source.position(span.start)
        last = span.last_line
        label = "\n".join(words)
        if last > line:
            label = f"{label} (to line {last})".strip()
        colour = OF_SEVERITY[finding.severity] if is_primary else BLUE
        sign = "^" if is_primary else "-"
        marks.append(Mark(span, label, colour, sign, line, column - 1, column - 1 + span.end - span.start))
    return marks


def _gutter(number: str, digits: int, style: Style) -> str:
    return paint(f"{number:>{digits}} |", BLUE, style)


def _lines(source: Source, marks: list[Mark], context: Span | None, digits: int, style: Style) -> Iterator[str]:
    """Yield the shown lines of one file: the marked ones, that of the context, and single lines between two such."""
    by_line = {line: list(group) for line, group in groupby(sorted(marks, key=lambda mark: mark.line), _line)}
    if context is not None:
        by_line.setdefault(context.line, [])
    shown = sorted(by_line)
    before = shown[0] - 1
    for line in shown:
        if line == before + 2:
            yield from _line_of(source, before + 1, [], digits, style)
        elif line > before + 2:
            yield f"{' ' * digits} {paint('·' if style.unicode else ':', BLUE, style)}"
        yield from _line_of(source, line, by_line[line], digits, style)
        before = line


def _line(mark: Mark) -> int:
    return mark.line


def _line_of(source: Source, line: int, marks: list[Mark], digits: int, style: Style) -> Iterator[str]:
    """Yield one line of the source and the rows of marks and labels below it."""
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
    first = next((index for index, mark in enumerate(marks) if mark.sign == "^"), 0)
    room = max(style.width - digits - 3, _ROOM)
    window = Window(source, line, [(mark.start, mark.end) for mark in marks], first, room, style)
    text = window.text.rstrip()
    yield f"{_gutter(str(line) if text else '', digits, style)} {text}".rstrip()
    drawn = [(mark, at) for mark, at in zip(marks, window.columns, strict=True) if at is not None]
    for row in _rows(drawn, room, style):
        yield f"{_gutter('', digits, style)} {_render(row, style)}"
    if len(drawn) < len(marks):
        yield f"{_gutter('', digits, style)} and {len(marks) - len(drawn)} more places in this line"


def _rows(drawn: list[tuple[Mark, tuple[int, int]]], room: int, style: Style) -> Iterator[list[_Piece]]:
    """Yield the row of carets and dashes, then the labels: the last beside its mark, those before it below."""
    if not drawn:
        return
    row = _underline(drawn)
    labelled = [(mark, at) for mark, at in drawn if mark.label]
    right = max(end for _, (_, end) in drawn)
    if labelled and labelled[-1][1][1] == right:
        mark, (start, end) = labelled[-1]
        lines = _label(mark, max(room - end - 1, _BESIDE), style)
        if end + 1 + max(map(width, lines)) <= room:
            labelled.pop()
            row.append(_Piece(end + 1, lines[0], mark.colour))
            yield row
            yield from ([*_stems(labelled, end), _Piece(end + 1, line, mark.colour)] for line in lines[1:])
            row = []
    if row:
        yield row
    furthest = max(room - _BESIDE, 0)
    if stems := _stems(labelled, furthest + 1):
        yield stems
    while labelled:
        mark, (start, _) = labelled.pop()
        indent = min(start, furthest)
        lines = _label(mark, room - indent, style)
        yield from ([*_stems(labelled, indent), _Piece(indent, line, mark.colour)] for line in lines)


def _label(mark: Mark, room: int, style: Style) -> list[str]:
    words = mark.label if len(mark.label) <= _LABEL else mark.label[:_LABEL] + "…"
    return [line for part in words.split("\n") for line in wrap(visible(part, style.encoding), room)]


def _stems(labelled: list[tuple[Mark, tuple[int, int]]], before: int) -> list[_Piece]:
    """Return the strokes that lead from marks down to labels that are still to come."""
    starts = {start: mark.colour for mark, (start, _) in labelled if start < before}
    return [_Piece(start, "|", colour) for start, colour in sorted(starts.items())]


def _underline(drawn: list[tuple[Mark, tuple[int, int]]]) -> list[_Piece]:
    """Return the carets and dashes of one line; where places overlap, the finding's own lies on top."""
    columns: dict[int, tuple[str, str]] = {}
    for mark, (start, end) in sorted(drawn, key=lambda pair: pair[0].sign):
        columns.update(dict.fromkeys(range(start, end), (mark.sign, mark.colour)))
    row: list[_Piece] = []
    for column, (sign, colour) in sorted(columns.items()):
        if row and row[-1].column + len(row[-1].text) == column and row[-1].text[0] == sign:
            row[-1] = _Piece(row[-1].column, row[-1].text + sign, colour)
        else:
            row.append(_Piece(column, sign, colour))
    return row


def _render(row: list[_Piece], style: Style) -> str:
    text, at = "", 0
    for piece in row:
        text += " " * (piece.column - at) + paint(piece.text, piece.colour, style)
        at = piece.column + sum(wide for _, wide in cells(piece.text))
    return text
