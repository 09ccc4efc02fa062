"""The difference of two texts, line by line, as ``git diff`` prints it and ``git apply`` takes it."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from litlint.model.source import Source
from litlint.report.layout.safe_text import visible

_COLOURS = {"-": "31", "+": "32", "@": "36"}
# Lines around a change, as `diff -u` shows them.
_CONTEXT = 3

Change = tuple[int, int, int, int]
"""Lines ``i:j`` of one text for ``k:l`` of the other, 0-based, ends exclusive."""


def unified(before: Source | None, after: Source, path: str | None = None) -> str:
    """Return the difference of two states of a file, empty if there is none; None is a file that was not there."""
    path = after.path if path is None else path
    old, new = _lines(before), _lines(after)
    hunks = [_hunk(group, old, new) for group in _groups(list(changes(old, new)))]
    head = f"--- {f'a/{path}' if before else '/dev/null'}\n+++ b/{path}\n"
    return head + "".join(hunks) if hunks else ""


def _lines(source: Source | None) -> list[str]:
    if source is None:
        return []
    lines = (("\ufeff" if source.bom else "") + source.text).split("\n")
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield what differs, in order.

    Lines that are once in either text and in the same order in both are anchors; only what lies between two of them
    is searched, so that a long text with few changes costs little (B. Cohen's patience diff).
    """
    i = k = 0
    for j, m in [*_anchors(old, new), (len(old), len(new))]:
        while i < j and k < m and old[i] == new[k]:
            i, k = i + 1, k + 1
        end, stop = j, m
        while end > i and stop > k and old[end - 1] == new[stop - 1]:
            end, stop = end - 1, stop - 1
        if i == end or k == stop:
            if i < end or k < stop:
                yield i, end, k, stop
        else:
            for tag, a, b, c, d in SequenceMatcher(None, old[i:end], new[k:stop], autojunk=False).get_opcodes():
                if tag != "equal":
                    yield i + a, i + b, k + c, k + d
        i, k = j, m


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest run of pairs of unique lines that rises on both sides."""
    once = {line for line, count in Counter(old).items() if count == 1}
    once &= {line for line, count in Counter(new).items() if count == 1}
    place = {line: index for index, line in enumerate(new) if line in once}
    ends: list[int] = []
    tails: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for index, line in enumerate(old):
        if line in once:
            pair = (index, place[line])
            at = bisect_left(ends, pair[1])
            ends[at : at + 1] = [pair[1]]
            tails[at : at + 1] = [pair]
            before[pair] = tails[at - 1] if at else None
    run = []
    last = tails[-1] if tails else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]


def _groups(found: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield the changes that share a hunk: so near that their context meets."""
    group: list[Change] = []
    for change in found:
        if group and change[0] - group[-1][1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(group: Sequence[Change], old: Sequence[str], new: Sequence[str]) -> str:
    start, end = max(group[0][0] - _CONTEXT, 0), min(group[-1][1] + _CONTEXT, len(old))
    begin = group[0][2] - (group[0][0] - start)
    stop = group[-1][3] + (end - group[-1][1])
    rows = [f"@@ -{_range(start, end)} +{_range(begin, stop)} @@\n"]
    at = start
    for i, j, k, m in group:
        rows += [*_marked(" ", old[at:i]), *_marked("-", old[i:j]), *_marked("+", new[k:m])]
        at = j
    return "".join([*rows, *_marked(" ", old[at:end])])


def _range(start: int, end: int) -> str:
    """Return where a hunk is; the line before it where it has no line, as POSIX says of ``diff -u``."""
    count = end - start
    return f"{start + (count > 0)}" + ("" if count == 1 else f",{count}")


def _marked(mark: str, lines: Sequence[str]) -> list[str]:
    return [
        f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n" for line in lines
    ]


def show(text: str, *, colour: bool) -> None:
    """Print a difference: to a terminal in colours and without power over it, else byte by byte."""
    sys.stdout.flush()
    if not sys.stdout.isatty() and not colour:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()
        return
    for line in text.split("\n")[:-1]:
        code = _COLOURS.get(line[:1], "") if colour else ""
        shown = visible(line.removesuffix("\r"), sys.stdout.encoding or "utf-8")
        sys.stdout.write(f"\x1b[{code}m{shown}\x1b[0m\n" if code else f"{shown}\n")
