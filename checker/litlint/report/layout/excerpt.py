"""The lines of a source that a finding mentions, with carets below its place and dashes below the related ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from litlint.model.finding import Finding
from litlint.model.source import Source, Span
from litlint.report import Style
from litlint.report.layout.colour import BLUE, OF_SEVERITY, paint
from litlint.report.layout.line_window import Window
from litlint.report.layout.safe_text import cells, visible, width, wrap

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
