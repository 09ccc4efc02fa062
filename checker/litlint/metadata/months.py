"""The twelve months: their names, BibTeX's macros for them, and how dates and citations abbreviate them."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from litlint.metadata.data_files import read_table

NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The names of the months in English, in order."""

MACROS: Final = tuple(name[:3].lower() for name in NAMES)
"""The macros that every BibTeX style defines, ``jan`` to ``dec`` (O. Patashnik, "BibTeXing", 1988, section 3.2)."""

# Four letters are the usual abbreviation of this one month (Chicago Manual of Style, 10.39).
_ABBREVIATED: Final = {"sept": 9}
_SHORTEST: Final = 3


def month_number(word: str) -> int | None:
    """Return the number of a month, from 1, by its name or an abbreviation of three letters or more, in any case.

    >>> month_number("Sept."), month_number("nov"), month_number("Marble")
    (9, 11, None)
    """
    word = word.rstrip(".").casefold()
    if len(word) < _SHORTEST:
        return None
    found = next((number for number, name in enumerate(NAMES, 1) if name.casefold().startswith(word)), None)
    return _ABBREVIATED.get(word, found)


def is_foreign_month(word: str) -> bool:
    """Say whether a word is the name of a month in another language than English, with or without its accents."""
    return _folded(word.rstrip(".")) in _foreign_months()


@cache
def _foreign_months() -> frozenset[str]:
    table = read_table("months")
    return frozenset(_folded(name) for names in table["names"].values() for name in names)


def _folded(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(each))
