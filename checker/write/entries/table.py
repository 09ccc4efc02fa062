"""Rows of a table whose bars stand below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BAR = re.compile(r"(?<!\\)\|")


def aligned(row: str, others: Sequence[str]) -> str:
    """Return a row with its cells padded to the width that the cells of the others share, where they do."""
    cells = _BAR.split(row)
    columns = [_BAR.split(other) for other in others]
    if len(others) < 2 or any(len(other) != len(cells) for other in columns):
        return row
    padded = list(cells)
    for index in range(1, len(cells) - 1):
        widths = {len(other[index]) for other in columns}
        if len(widths) == 1 and len({other[index].strip() for other in columns}) > 1:
            text, width = cells[index].strip(), widths.pop()
            filled = [other[index] for other in columns if other[index].strip()]
            lead = " " * all(cell.startswith(" ") for cell in filled)
            trail = " " * all(cell.endswith(" ") for cell in filled)
            padded[index] = f"{lead}{text}{trail}".ljust(width)
    return "|".join(padded)
