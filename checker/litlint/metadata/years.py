"""Years that stand in a text."""

from __future__ import annotations

from litlint import regex as re

# A year of four digits that is no part of a longer number.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A year after all others, for a section that is open at that end.
_LATEST = 9999
# Words and signs by which a title admits more than the one year that it names.
_EARLIER = re.compile(r"\b(?:and )?(?:before|earlier|older|until|up to|prior|pre)\b|[<≤]|及?以前|之前", re.IGNORECASE)
_LATER = re.compile(r"\b(?:since|from|after|later|onwards?|newer|present|now)\b|[>≥+]|以后|至今", re.IGNORECASE)


def years_in(text: str) -> list[int]:
    """Return the years from 1900 to 2099 that a text gives in full, in order."""
    return [int(year) for year in _YEAR.findall(text)]


def section_years(title: str) -> tuple[int, int] | None:
    """Return the first and last year that a section's title admits, None if it names none.

    >>> [section_years(title) for title in ("Privacy: 2019 and before", "2017-2019", "Since 2020", "Trees")]
    [(0, 2019), (2017, 2019), (2020, 9999), None]
    """
    found = years_in(title)
    if not found or len(found) > 2:
        return None
    if len(found) == 2:
        return min(found), max(found)
    rest = _YEAR.sub(" ", title)
    if _EARLIER.search(rest):
        return 0, found[0]
    return found[0], _LATEST if _LATER.search(rest) else found[0]
