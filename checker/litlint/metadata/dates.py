"""Dates and years as lists write them: read, and put in order."""

from __future__ import annotations

from litlint import regex as re
from litlint.metadata.months import month_number

# A year of four digits that is no part of a longer number: the one pattern for it.
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A year after all others, for a section that is open at that end.
_LATEST = 9999
# Words and signs by which a title admits more than the one year that it names.
_EARLIER = re.compile(r"\b(?:and )?(?:before|earlier|older|until|up to|prior|pre)\b|[<≤]|及?以前|之前", re.IGNORECASE)
_LATER = re.compile(r"\b(?:since|from|after|later|onwards?|newer|present|now)\b|[>≥+]|以后|至今", re.IGNORECASE)
# The numbers of a date.
_NUMBERS = re.compile(r"\d+", re.A)
# A date without separators: 202303, 20230314.
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?", re.A)
# A word that may name a month; shorter ones do not.
_WORD = re.compile(r"[a-z]{3,}", re.I | re.A)

Date = tuple[int, ...]


def read_date(text: str) -> Date | None:
    """Return year, month and day, as far as a text gives them: ``2024.05``, ``1 Jan 2023``, ``5/12/2023`` (month first),
    ``20240512``.

    None where no year of four digits is found, or the text holds other numbers than these.
    """
    if found := _COMPACT.fullmatch(text.strip()):
        return tuple(int(number) for number in found.groups() if number)
    numbers = _NUMBERS.findall(text)
    years = [number for number in numbers if len(number) == 4]
    if len(years) != 1 or not numbers or any(len(number) > 2 for number in numbers if number is not years[0]):
        return None
    rest = [int(number) for number in numbers if number is not years[0]]
    month = next((number for word in _WORD.findall(text) if (number := month_number(word))), None)
    if month is not None:
        rest = [month, *rest]
    return (int(years[0]), *rest) if len(rest) <= 2 else None


def is_possible(date: Date) -> bool:
    """Say whether a date is in the calendar, every month counted with 31 days."""
    return all(1 <= number <= most for number, most in zip(date[1:], (12, 31), strict=False))


def years_in(text: str) -> list[int]:
    """Return the years from 1900 to 2099 that a text gives in full, in order."""
    return [int(year) for year in YEAR.findall(text)]


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
    rest = YEAR.sub(" ", title)
    if _EARLIER.search(rest):
        return 0, found[0]
    return found[0], _LATEST if _LATER.search(rest) else found[0]
