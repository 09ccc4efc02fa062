"""Numbers of lists that are numbered by hand, written anew without letting anything fall out of its item."""

from __future__ import annotations

from collections.abc import Iterator

from litlint import regex as re
from litlint.model.finding import Edit
from litlint.model.source import Span

# The end of a numbered item's marker.
_MARKER = re.compile(r"[.)](?P<gap>[ \t]*)")
_TAB = 4  # columns between tab stops (CommonMark 0.31, 2.2)
_CODE = 4  # columns that a line of code is farther in than text (4.4)
# Block quotes and items around a line.
_CONTAINERS = re.compile(r"(?:[ \t>]|(?:[-+*]|\d+[.)])(?=[ \t]))*", re.A)
# Markers before a tab, whose width depends on where it begins.
_NESTED_TAB = re.compile(r"(?:(?:[-+*]|\d+[.)]) *)+\t", re.A)


def renumbered(item: Span, number: Span, value: int) -> list[Edit] | None:
    """Return the edits that give an item another number, None if its lines cannot move along.

    Lines that belong to an item are indented as far as its text is, and a number of another length moves that. Where one
    of them would leave the item, or turn from text to code or back, all of them move along (CommonMark 0.31, 5.2).
    Indents are counted in columns from the innermost quote that the item is in.
    """
    edits = [Edit(number, str(value))]
    text = item.source.text
    marker = _MARKER.match(text, number.end)
    if marker is None:
        return edits
    lead = text[text.rfind("\n", 0, number.start) + 1 : number.start]
    containers = _CONTAINERS.match(lead)
    quotes = lead.count(">") if containers and containers.end() == len(lead) else 0
    empty = marker.end() == len(text) or text[marker.end()] in "\r\n"
    deep, deeper = (_depth(lead, digits, marker["gap"], empty) for digits in (number.text, str(value)))
    grown = deeper - deep
    lines = list(_lines(item, quotes))
    # Readers of Markdown differ in how far a tab leads after the mark of a quote or of another list.
    tabbed = "\t" in marker["gap"] or any(line.tabbed for line in lines)
    if (lead and tabbed) or (grown and any(_NESTED_TAB.match(text, line.end) for line in lines)):
        return None
    if grown == 0:
        return edits
    lines = [line for line in lines if line.indent >= deep]
    if not any(
        line.indent < deeper or (line.indent < deep + _CODE) != (line.indent < deeper + _CODE) for line in lines
    ):
        return edits
    for line in lines:
        if line.spaces < -grown:
            return None
        at = line.end - line.spaces
        edits.append(Edit(item.source.span(at, at + max(-grown, 0)), " " * grown))
    return edits


class _Line:
    """The beginning of a line after its quotes: its indent in columns, where that ends, its tabs and last spaces."""

    def __init__(self, lead: str, end: int) -> None:
        self.indent = _indent(lead)
        self.end = end
        self.tabbed = "\t" in lead
        self.spaces = len(lead) - len(lead.rstrip(" "))


def _lines(item: Span, quotes: int) -> Iterator[_Line]:
    """Yield the lines of an item below its first that are in as many quotes; one that lacks them is a paragraph's."""
    for found in re.finditer(rf"\n((?:[ \t]*>){{{quotes}}}[ \t]*)(?=\S)", item.text):
        yield _Line(found[1], item.start + found.end())


def _depth(lead: str, digits: str, gap: str, empty: bool) -> int:
    """Return in which column the text of an item begins: one after its marker if that line is empty, or begins with code."""
    marker = _indent(f"{lead}{digits}.")
    text = _indent(f"{lead}{digits}.{gap}")
    return marker + 1 if empty or text - marker > _CODE else text


def _indent(lead: str) -> int:
    """Return how many columns a beginning of a line takes after its last quote, and the blank that belongs to that."""
    quote = lead.rfind(">") + 1
    column = len(lead[:quote].expandtabs(_TAB))
    return len(lead.expandtabs(_TAB)) - column - (quote > 0 and lead[quote : quote + 1] in (" ", "\t"))
