"""Families F and H: rows of pipe tables and of HTML tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.model.document import Section
from checker.model.labels import is_label
from checker.model.markup import Block, Inline
from checker.model.source import Source, Span
from checker.parse.entries.candidates import Candidate
from checker.parse.entries.parts import read_parts
from checker.parse.entries.text import VisibleText
from checker.parse.entries.title import read_title

_TITLE_HEADERS = (
    re.compile(r"\b(?:paper )?titles?\b|标题|题目|论文名", re.IGNORECASE),
    re.compile(r"\bpapers?\b|\bnames?\b|\bpublications?\b|\barticles?\b|论文|名字|名称", re.IGNORECASE),
    re.compile(r"\bworks?\b|\bmethods?\b|\bmodels?\b|\bresources?\b", re.IGNORECASE),
)


def table_candidates(source: Source, section: Section, table: Block) -> list[Candidate]:
    """Read the rows of a pipe table, if it is one of works."""
    if len(table.children) < 2:
        return []
    header, rows = table.children[0], table.children[1:]
    cells = [[VisibleText.of(source, cell.inlines) for cell in row.children] for row in rows]
    column = _title_column([cell.text for cell in header.children], cells)
    if column is None:
        return []
    found = [_row(section, row.span, texts, column) for row, texts in zip(rows, cells, strict=True)]
    candidates = [candidate for candidate in found if candidate is not None]
    proven = sum(candidate.proven for candidate in candidates)
    return candidates if proven * 5 >= len(rows) else []


def _title_column(headers: Sequence[str], rows: Sequence[Sequence[VisibleText]]) -> int | None:
    """Return the column that holds titles: the one named so, unless another has clearly more words."""
    width = len(headers)
    weights = [0.0] * width
    for row in rows:
        for index, cell in enumerate(row[:width]):
            shown = cell.text.strip("[]() ")
            weights[index] += 0 if is_label(shown) else min(len(shown), 120)
    if not any(weights):
        return None
    for pattern in _TITLE_HEADERS:
        for index, header in enumerate(headers):
            if pattern.search(header) and weights[index] * 4 >= max(weights) and weights[index] >= 4 * len(rows):
                return index
    return max(range(width), key=lambda index: weights[index])


def _row(section: Section, span: Span, cells: Sequence[VisibleText], column: int) -> Candidate | None:
    if column >= len(cells):
        return None
    visible = cells[column]
    title = read_title(visible)
    if title is None:
        return None
    links = [region.link for cell in cells for region in cell.links if region.link is not None]
    images = [image for cell in cells for image in cell.images]
    if not any(link.is_outside for link in links):
        return None
    candidate = Candidate("F", span, section, visible, title, sorted(links + images, key=lambda link: link.span.start))
    for index, cell in enumerate(cells):
        if index != column:
            parts = read_parts(cell, 0)
            candidate.venue = candidate.venue or parts.venue
            candidate.year = candidate.year or parts.year
            candidate.date = candidate.date or parts.date
            candidate.tags += parts.tags
    return candidate


def html_candidates(source: Source, section: Section, block: Block) -> list[Candidate]:
    """Read the rows of an HTML table."""
    rows: list[list[list[Inline]]] = []
    for inline in block.inlines:
        tag = inline.span.text[:4].lower() if inline.kind == "break" else ""
        if tag.startswith("<tr"):
            rows.append([[]])
        elif rows and tag.startswith(("<td", "<th")):
            rows[-1].append([])
        elif rows:
            rows[-1][-1].append(inline)
    found = []
    for row in rows:
        cells = [VisibleText.of(source, cell) for cell in row if cell]
        if not cells:
            continue
        column = max(range(len(cells)), key=lambda index: 0 if is_label(cells[index].text) else len(cells[index].text))
        inlines = [inline for cell in row for inline in cell]
        span = Span(source, inlines[0].span.start, inlines[-1].span.end)
        candidate = _row(section, span, cells, column)
        if candidate is not None and candidate.proven and len(candidate.title.title.value.split()) > 1:
            found.append(replace(candidate, family="H"))
    return found
