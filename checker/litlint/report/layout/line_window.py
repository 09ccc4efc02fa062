"""A line of a source cut to what fits a terminal, and where its marked parts end up."""

from __future__ import annotations

from litlint.model.source import Source
from litlint.report import Style
from litlint.report.layout.safe_text import cells

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
