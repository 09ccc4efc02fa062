"""Brackets and parentheses that touch a link, or close one at the start of a line, and have no matching one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litlint import regex as re
from litlint.model.finding import Severity
from litlint.syntax.broken_links import SyntaxProblem
from litlint.syntax.literal_text import ESCAPED, LINK, LiteralLine

# The brackets of links, and signs that are escaped, which are shown as they are.
_PAIRED = re.compile(rf"[\[\]()]|{ESCAPED}{{2}}")


def unpaired_brackets(lines: Iterable[LiteralLine]) -> Iterator[SyntaxProblem]:
    """Find brackets that touch a link, or close one at the start of a line, and have no matching one in the block."""
    opened: dict[str, list[tuple[LiteralLine, int] | None]] = {"]": [], ")": []}
    closing: dict[int, tuple[LiteralLine, int]] = {}
    for line in lines:
        for mark, at, is_escaped in _marks(line):
            if mark in "[(":
                opened["]" if mark == "[" else ")"].append(None if is_escaped else (line, at))
            elif opened[mark]:
                opened[mark].pop()
            elif not is_escaped and (line.text[at - 1 : at] == LINK or (mark == "]" and not line.text[:at].strip())):
                closing[line.place.start + at] = (line, at)
    for partner, left in opened.items():
        for line, at in (place for place in left if place is not None):
            link = line.links.get(at + 1)
            if link is not None and line.text[at + 1] == LINK:
                other = closing.pop(link.span.end, None)
                yield _unpaired(line, at) if other is None else _odd_pair(line, at, other[1], partner)
    for line, at in closing.values():
        yield _unpaired(line, at)


def _marks(line: LiteralLine) -> Iterator[tuple[str, int, bool]]:
    """Yield brackets and parentheses with their places; one that is escaped can be the partner of one that is not."""
    for found in _PAIRED.finditer(line.text):
        mark = found[0] if len(found[0]) == 1 else line.raw(*found.span())[1:]
        if mark in ("[", "]", "(", ")"):
            yield mark, found.start(), len(found[0]) > 1


def _unpaired(line: LiteralLine, at: int) -> SyntaxProblem:
    where = (
        "next to this link" if LINK in (line.text[at - 1 : at], line.text[at + 1 : at + 2]) else "that begins this line"
    )
    message = f"the `{line.text[at]}` {where} has no matching bracket"
    title = "add the matching one, or remove this one"
    return SyntaxProblem(line.span(at, at + 1), message, title=title, severity=Severity.WARNING)


def _odd_pair(line: LiteralLine, start: int, end: int, partner: str) -> SyntaxProblem:
    message = f"`{line.text[start]}` is closed by `{line.text[end]}`"
    edits = (line.edit(end, end + 1, partner),)
    return SyntaxProblem(line.span(start, end + 1), message, edits, f"write `{partner}`", severity=Severity.WARNING)
