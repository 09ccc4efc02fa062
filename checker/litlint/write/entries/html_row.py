"""A row of an HTML table, written like its neighbours: what is in a cell is filled or left empty, the tags stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from litlint import regex as re
from litlint.model.document import Entry
from litlint.model.source import Span
from litlint.write.entries.draft import Draft
from litlint.write.entries.pattern import Pattern
from litlint.write.entries.patterns import pattern_of
from litlint.write.entries.template_choice import has_value

_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z]++)\b(?P<attributes>[^<>]*+)>", re.IGNORECASE)
# A row of more characters is no row that somebody wrote by hand.
_LONGEST_ROW = 10_000
_TABLE = re.compile(r"<table\b", re.IGNORECASE)


def html_row(entry: Entry) -> Span | None:
    """Return the whole row of an HTML table that an entry is in, from ``<tr>`` to ``</tr>``; None if that is not clear.

    It is not clear where a tag is left out, or where a cell of the table reaches over several rows.
    """
    source, at = entry.span.source, entry.span.start
    text = source.text
    begin = text.rfind("<tr", max(0, at - _LONGEST_ROW), at)
    end = text.find("</tr>", entry.span.end, entry.span.end + _LONGEST_ROW) + len("</tr>")
    if begin < 0 or end < len("</tr>"):
        return None
    inside = [tag["name"].lower() for tag in _TAG.finditer(text, begin, end)]
    opening = max((found.start() for found in _TABLE.finditer(text, 0, begin)), default=-1)
    closing = text.find("</table", end)
    if inside.count("tr") != 2 or "table" in inside or opening < 0 or closing < 0:
        return None
    if any("rowspan" in tag["attributes"].lower() for tag in _TAG.finditer(text, opening, closing)):
        return None
    return Span(source, begin, end)


def row_patterns(draft: Draft, rows: Iterable[Entry]) -> Iterator[Pattern]:
    """Yield the patterns of rows, whose spans are whole rows, with nothing in the cells that a draft cannot fill."""
    for entry in rows:
        pattern = replace(pattern_of(entry), html=True)
        if "paper" in pattern.kinds and "title" in pattern.kinds:
            yield _emptied(draft, pattern)


def _emptied(draft: Draft, pattern: Pattern) -> Pattern:
    """Return a pattern without the cells, and the parts of cells, that are the row's own and no part of the draft."""
    for start, end in reversed(list(_cells(pattern.text))):
        inside = [slot for slot in pattern.slots if start <= slot.start and slot.end <= end]
        cell = Pattern(pattern.text[start:end], tuple(slot.moved(-start) for slot in inside))
        while (
            lacking := next((one for one in cell.slots if not has_value(draft, one, cited=False)), None)
        ) is not None:
            cell = cell.without(min(lacking.first, lacking.start), max(lacking.last, lacking.end))
        kept = cell.text if cell.slots or not cell.text.strip() else ""
        shorter = pattern.replaced(start, end, kept)
        slots = (*shorter.slots, *(slot.moved(start) for slot in cell.slots))
        pattern = replace(shorter, slots=tuple(sorted(slots, key=lambda slot: slot.start)))
    return pattern


def _cells(row: str) -> Iterator[tuple[int, int]]:
    """Yield where the content of each cell is."""
    opened: int | None = None
    for tag in _TAG.finditer(row):
        if tag["name"].lower() not in _CELLS:
            continue
        if tag["close"] and opened is not None:
            yield opened, tag.start()
        opened = None if tag["close"] else tag.end()
