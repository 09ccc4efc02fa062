"""Families F and H: rows of pipe tables and of HTML tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.model.document import Section
from checker.model.labels import is_generic, is_label
from checker.model.markup import Block, Inline, Link
from checker.model.source import Source, Span
from checker.parse.entries.candidates import Candidate
from checker.parse.entries.parts import is_date, read_parts
from checker.parse.entries.text import VisibleText
from checker.parse.entries.title import read_title

_TITLE_HEADERS = (
    re.compile(r"\b(?:paper )?titles?\b|标题|题目|论文名", re.IGNORECASE),
    re.compile(r"\bpapers?\b|\bnames?\b|\bpublications?\b|\barticles?\b|论文|名字|名称", re.IGNORECASE),
    re.compile(r"\bworks?\b|\bmethods?\b|\bmodels?\b|\bresources?\b", re.IGNORECASE),
)
_LEAST_WORDS = 3


def table_candidates(source: Source, section: Section, table: Block) -> list[Candidate]:
    """Read the rows of a pipe table, if it is one of works."""
    if len(table.children) < 2:
        return []
    header, rows = table.children[0], table.children[1:]
    cells = [[VisibleText.of(source, cell.inlines) for cell in row.children] for row in rows]
    column = _title_column([cell.text for cell in header.children], cells)
    if column is None:
        return []
    found = [_row(section, row.span, texts, column, header.children) for row, texts in zip(rows, cells, strict=True)]
    candidates = [candidate for candidate in found if candidate is not None]
    for candidate in candidates:
        candidate.group, candidate.kind = table.span, "row"
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


def _row(
    section: Section, span: Span, cells: Sequence[VisibleText], column: int, headers: Sequence[Block] = ()
) -> Candidate | None:
    if column >= len(cells):
        return None
    visible = cells[column]
    title = read_title(visible)
    if title is None:
        return None
    links: list[Link] = []
    for index, cell in enumerate(cells):
        header = headers[index] if index < len(headers) else None
        links += [_under(header, region.link) for region in cell.links if region.link is not None]
        links += cell.images
    candidate = Candidate("F", span, section, visible, title, sorted(links, key=lambda link: link.span.start))
    candidate.bare = not any(link.is_outside and not link.is_image for link in links)
    if candidate.bare and len(title.title.value.split()) < _LEAST_WORDS:
        return None
    for index, cell in enumerate(cells):
        if index != column:
            if candidate.date is None and is_date(cell.text.strip()) and not cell.text.strip().isdigit():
                candidate.date = cell.part(0, len(cell.text))
            candidate.add(read_parts(cell, 0))
    return candidate


def _under(header: Block | None, link: Link) -> Link:
    """Return a link whose text says nothing with the label that stands over its column."""
    if header is None or not is_generic(link.text) or not is_label(header.text) or is_generic(header.text):
        return link
    return replace(link, label=header.text.strip(), label_span=header.span)


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
        inlines = [inline for cell in row for inline in cell if inline.value.strip() or inline.link]
        span = Span(source, inlines[0].span.start, inlines[-1].span.end) if inlines else block.span
        candidate = _row(section, span, cells, column)
        if candidate is not None and candidate.proven and len(candidate.title.title.value.split()) > 1:
            found.append(replace(candidate, family="H"))
    return found
