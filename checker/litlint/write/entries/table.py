"""Rows of a table: what its columns ask for, and bars that are below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from litlint import regex as re
from litlint.metadata.columns import asks_for_year, role_of_column
from litlint.write.entries.draft import Draft

# Share of a column's cells that show how all are written.
_MOST = 0.8
_BAR = re.compile(r"(?<!\\)\|")
# A header of more words asks for more than one thing, such as `Journal (Year)`.
_MOST_WORDS = 2


def are_of_one_width(one: str, other: str) -> bool:
    """Say whether two rows have as many cells; a bar at the edge of a row is no border between two."""
    return _width(one) == _width(other)


def _width(row: str) -> int:
    cells = _BAR.split(row.strip())
    return len(cells) - (not cells[0].strip()) - (len(cells) > 1 and not cells[-1].strip())


def completed(row: str, header: str, draft: Draft) -> str:
    """Return a row with venue, year and authors in the columns that are called so, where these say nothing yet.

    Cells beyond the last column are left out: no reader sees them.
    """
    cells, names = _BAR.split(row), _BAR.split(header)
    if not names[-1].strip() and len(cells) >= len(names):
        cells = [*cells[: len(names) - 1], ""]
    if len(cells) != len(names):
        return row
    for index, name in enumerate(names):
        value = _asked_for(name, draft)
        if value and not re.search(r"\w", cells[index]):
            cells[index] = f" {value} "
    return "|".join(cells)


def _asked_for(header: str, draft: Draft) -> str:
    """Return what is known of that which a column's header names, empty if it names several things or others."""
    if len(header.split()) > _MOST_WORDS:
        return ""
    known = {"venue": draft.venue, "authors": ", ".join(draft.authors)}
    if asks_for_year(header):
        known["date"] = str(draft.year or "")
    return known.get(role_of_column(header)) or ""


def aligned(row: str, others: Sequence[str]) -> str:
    """Return a row with its cells padded to the width that nearly all cells of the others share, where they are padded."""
    cells = _BAR.split(row)
    if not any("" in _BAR.split(other)[1:-1] for other in others):
        cells = [cells[0], *(cell or " " for cell in cells[1:-1]), *cells[-1:]] if len(cells) > 1 else cells
        row = "|".join(cells)
    columns = [found for other in others if len(found := _BAR.split(other)) == len(cells)]
    if len(columns) < max(2, _MOST * len(others)):
        return row
    padded = list(cells)
    for index in range(1, len(cells) - 1):
        column = [other[index] for other in columns]
        width, count = Counter(map(len, column)).most_common(1)[0]
        alike = [cell for cell in column if len(cell) == width]
        lengths = {len(cell.strip()) for cell in alike}
        if count >= _MOST * len(column) and (len(lengths) > 1 or width > max(lengths) + 2):
            filled = [cell for cell in alike if cell.strip()]
            lead = " " * all(cell.startswith(" ") for cell in filled)
            trail = " " * all(cell.endswith(" ") for cell in filled)
            padded[index] = f"{lead}{cells[index].strip()}{trail}".ljust(width)
    return "|".join(padded)
