"""Years that stand in a text."""

from __future__ import annotations

from litlint import regex as re

# A year of four digits that is no part of a longer number.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> list[int]:
    """Return the years from 1900 to 2099 that a text gives in full, in order."""
    return [int(year) for year in _YEAR.findall(text)]
