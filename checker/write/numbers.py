"""Numbers of lists that are numbered by hand, written anew without letting anything fall out of its item."""

from __future__ import annotations

import re

from checker.model.finding import Edit
from checker.model.source import Span

_MARKER = re.compile(r"[.)][ \t]+")
_LINE = re.compile(r"\n( *)(?=\S)")


def renumbered(item: Span, number: Span, value: int) -> list[Edit]:
    """Return the edits that give an item another number.

    Lines that belong to an item are indented as far as its text is, and a longer number pushes that: where they are no
    farther in, all of them move along (CommonMark 0.31, 5.2).
    """
    edits = [Edit(number, str(value))]
    text = item.source.text
    marker = _MARKER.match(text, number.end)
    grown = len(str(value)) - (number.end - number.start)
    if marker is None or grown <= 0:
        return edits
    deep = marker.end() - (text.rfind("\n", 0, number.start) + 1)
    lines = [(item.start + found.start(1), len(found[1])) for found in _LINE.finditer(item.text)]
    lines = [(start, indent) for start, indent in lines if indent >= deep]
    if any(indent < deep + grown for _, indent in lines):
        edits += [Edit(item.source.span(start, start), " " * grown) for start, _ in lines]
    return edits
