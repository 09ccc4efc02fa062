"""The rule table-shape."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from litlint import regex as re
from litlint.rule import Bad, Block, Context, Edit, Finding, Fix, Good, Related, Rule, Severity, Span
from litlint.syntax.literal_text import has_literal, literal_lines

_SHARE = 0.8  # of the rows that have a label in one column, so that it belongs there
# The line below a table's header.
_DELIMITERS = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+(?:\|[ \t]*+)?\Z")


_LINKED = "| Title | Links |\n|--|--|\n" + "".join(
    f"| {name} | [Paper](https://gardens.org/{name}) |\n" for name in ("ants", "bees", "cats")
)


class TableShape(Rule):
    r"""A row of a table has more or fewer cells than its header, or the header does not match the line below it.

    GitHub drops the extra cells and leaves the missing ones empty, so that what follows is in the wrong column. A header
    that does not match the line below it makes no table at all, and a line of text right below a table becomes a row of
    it. A pipe inside a cell is the usual cause, or a pipe that is missing between two cells.

    Write `\|` for a pipe inside a cell, one cell for each column, and a blank line after the table.
    """

    examples = (
        Bad("| Title | Venue |\n|--|--|\n| Sorting | ICML | 2020 |\n", finds="2020"),
        Bad("| Title | Venue | Code |\n|--|--|--|\n| Sorting | ICML |\n", finds="| Sorting | ICML |"),
        Bad("| Title | Venue |\n|--|\n| Sorting | ICML |\n", finds="|--|"),
        Bad("| Title | Venue |\n|--|--|\n| Sorting | ICML |\nMore to come.\n", finds="More to come."),
        Bad(
            _LINKED + "| Goats [Paper](https://gardens.org/g) |\n",
            finds="[Paper](https://gardens.org/g)",
            fixed=_LINKED + "| Goats | [Paper](https://gardens.org/g) |\n",
        ),
        Good("| Title | Venue |\n|--|--|\n| Sorting \\| Lists | ICML |\n| **2021** |\n"),
        Good("Title | Venue\n--|--\nSorting | ICML\n\nMore | to come.\n\n---\n"),
    )

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        if block.kind == "table":
            yield from self._rows(block)
        elif block.kind == "paragraph" and has_literal(block, ("|",)):
            yield from self._no_table(block)

    def _rows(self, table: Block) -> Iterator[Finding]:
        header, *rows = table.children
        columns = len(header.children)
        yield from self._merged(header, rows)
        for row in rows:
            cells = row.children
            related = [Related(header.span, f"the header has {_cells(columns)}")]
            if len(cells) > columns:
                place = Span(row.span.source, cells[columns].span.start, cells[-1].span.end)
                message = f"this row has {_cells(len(cells))}, the header {columns}: GitHub drops the extra cells"
                yield self.finding(
                    place,
                    message,
                    help="write \\| for a pipe inside a cell",
                    related=related,
                    habit="a row has more cells than the header",
                )
            elif "|" not in row.span.text and columns > 1:
                message = "this line is rendered as a row of the table above"
                yield self.finding(row.span, message, help="add a blank line before it", related=related)
            elif 1 < len(cells) < columns:
                message = f"this row has {_cells(len(cells))}, the header {columns}"
                yield self.finding(
                    row.span,
                    message,
                    help="write a cell for each column, an empty one too",
                    related=related,
                    habit="a row has fewer cells than the header",
                )

    def _merged(self, header: Block, rows: Sequence[Block]) -> Iterator[Finding]:
        """Find the rows in which two cells run together: links that all others have in one column end the one before it."""
        columns = len(header.children)
        own = [_labels_by_column(row, columns) for row in rows]
        usual = Counter((column, label) for found in own for column, labels in enumerate(found) for label in labels)
        for row, found in zip(rows, own, strict=True):
            for column in range(min(columns - 1, len(row.children))):
                wanted = {
                    label
                    for label in found[column] - found[column + 1]
                    if usual[column + 1, label] >= max(2, _SHARE * (len(rows) - 1)) and usual[column, label] <= 1
                }
                empty = column + 1 >= len(row.children) or not row.children[column + 1].text.strip()
                first = next(
                    (link for link in row.children[column].links() if link.text.strip().casefold() in wanted), None
                )
                before = row.children[column].span
                if not empty or first is None or not before.source.text[before.start : first.span.start].strip():
                    continue
                place = first.span
                message = f"the `|` before this link is missing: column {column + 2} is empty, and this belongs to it"
                fix = Fix("write | before it", (Edit(place.sub(0, 0), "| "),), safe=False)
                yield self.finding(place, message, fix=fix)

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


def _labels_by_column(row: Block, columns: int) -> list[set[str]]:
    """Return the labels of the links in each cell of a row, empty for the cells that it does not have."""
    found = [{link.text.strip().casefold() for link in cell.links()} for cell in row.children[:columns]]
    return found + [set() for _ in range(columns - len(found))]


def _cells(count: int) -> str:
    return "one cell" if count == 1 else f"{count} cells"


def _count(text: str) -> int:
    """Return how many cells a line has."""
    return text.strip().strip("|").count("|") + 1
