"""The rule table-shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from litlint.model.document import Document
from litlint.model.finding import Finding, Related, Severity
from litlint.model.nodes import Block
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule
from litlint.syntax.literal_text import has_literal, literal_lines

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")


class TableShape(Rule):
    r"""A row of a table with more or fewer cells than its header; or a header whose cells do not fit the line below it.

    GitHub drops the cells that are too many and leaves the missing ones empty, so that what follows stands in the wrong
    column. A header that does not fit the line below it makes no table at all, and a line of text right below a table
    becomes a row of it. A pipe inside a cell is the usual cause.

    Write `\|` for a pipe inside a cell, one cell for each column, and a blank line behind the table.
    """

    examples = (
        Bad("| Title | Venue |\n|--|--|\n| Sorting | ICML | 2020 |\n", finds="2020"),
        Bad("| Title | Venue | Code |\n|--|--|--|\n| Sorting | ICML |\n", finds="| Sorting | ICML |"),
        Bad("| Title | Venue |\n|--|\n| Sorting | ICML |\n", finds="|--|"),
        Bad("| Title | Venue |\n|--|--|\n| Sorting | ICML |\nMore to come.\n", finds="More to come."),
        Good("| Title | Venue |\n|--|--|\n| Sorting \\| Lists | ICML |\n| **2021** |\n"),
        Good("Title | Venue\n--|--\nSorting | ICML\n\nMore | to come.\n\n---\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for block in document.walk():
            if block.kind == "table":
                yield from self._rows(block)
            elif block.kind == "paragraph" and has_literal(block, ("|",)):
                yield from self._no_table(block)

    def _rows(self, table: Block) -> Iterator[Finding]:
        header, *rows = table.children
        columns = len(header.children)
        for row in rows:
            cells = row.children
            related = [Related(header.span, f"the header has {_cells(columns)}")]
            if len(cells) > columns:
                place = Span(row.span.source, cells[columns].span.start, cells[-1].span.end)
                message = f"this row has {_cells(len(cells))}, the header {columns}: GitHub drops what is too much"
                yield self.finding(
                    place,
                    message,
                    help="write \\| for a pipe inside a cell",
                    related=related,
                    habit="a row has more cells than the header",
                )
            elif "|" not in row.span.text and columns > 1:
                message = "this line is taken for a row of the table above it"
                yield self.finding(row.span, message, help="leave a blank line before it", related=related)
            elif 1 < len(cells) < columns:
                message = f"this row has {_cells(len(cells))}, the header {columns}"
                yield self.finding(
                    row.span,
                    message,
                    help="write a cell for each column, an empty one too",
                    related=related,
                    habit="a row has fewer cells than the header",
                )

    def _no_table(self, block: Block) -> Iterator[Finding]:
        """Find the line of hyphens and pipes below a header that it does not fit."""
        lines = list(literal_lines(block))
        for above, line in pairwise(lines):
            if "|" not in line.text or "|" not in above.text or not _DELIMITERS.match(line.text.strip()):
                continue
            message = f"this line has {_count(line.text)} columns, the header above it {_count(above.text)}: no table"
            related = [Related(above.place, "the header")]
            yield self.finding(
                line.place, message, help="write one |---| for each column", related=related, severity=Severity.ERROR
            )


def _cells(count: int) -> str:
    return "one cell" if count == 1 else f"{count} cells"


def _count(text: str) -> int:
    """Return how many cells a line has."""
    return text.strip().strip("|").count("|") + 1
