"""Brackets and parentheses that touch a link and have no matching one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litlint import regex as re
from litlint.model.finding import Severity
from litlint.syntax.broken_links import SyntaxProblem
from litlint.syntax.literal_text import LINK, LiteralLine

# The brackets of links.
_PAIRED = re.compile(r"[\[\]()]")


def unpaired_brackets(lines: Iterable[LiteralLine]) -> Iterator[SyntaxProblem]:
    """Find brackets and parentheses that touch a link and have no matching one in the block."""
    opened: dict[str, list[tuple[LiteralLine, int]]] = {"]": [], ")": []}
    closing: dict[int, tuple[LiteralLine, int]] = {}
    for line in lines:
        for found in _PAIRED.finditer(line.text):
            mark, at = found[0], found.start()
            if mark in "[(":
                opened["]" if mark == "[" else ")"].append((line, at))
            elif opened[mark]:
                opened[mark].pop()
            elif line.text[at - 1 : at] == LINK:
                closing[line.place.start + at] = (line, at)
    for partner, left in opened.items():
        for line, at in left:
            link = line.links.get(at + 1)
            if link is not None and line.text[at + 1] == LINK:
                other = closing.pop(link.span.end, None)
                yield _unpaired(line, at) if other is None else _odd_pair(line, at, other[1], partner)
    for line, at in closing.values():
        yield _unpaired(line, at)


def _unpaired(line: LiteralLine, at: int) -> SyntaxProblem:
    message = f"the `{line.text[at]}` next to this link has no matching bracket"
    title = "add the matching one, or remove this one"
    return SyntaxProblem(line.span(at, at + 1), message, title=title, severity=Severity.WARNING)


def _odd_pair(line: LiteralLine, start: int, end: int, partner: str) -> SyntaxProblem:
    message = f"`{line.text[start]}` is closed by `{line.text[end]}`"
    edits = (line.edit(end, end + 1, partner),)
    return SyntaxProblem(line.span(start, end + 1), message, edits, f"write `{partner}`", severity=Severity.WARNING)
