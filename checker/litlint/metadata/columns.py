"""What the header of a table says that its columns hold."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, Literal, get_args

from litlint import regex as re
from litlint.metadata.data_files import read_table

ColumnRole = Literal["title", "authors", "paper", "name", "venue", "date", "other", ""]
"""What a column holds: ``paper`` the work or a link to it, ``other`` something else that has a name, nothing
where the header is empty."""

_NAMED: Final = tuple(role for role in get_args(ColumnRole) if role not in ("other", ""))
# `FirstAuthor`: a header whose words only their capitals part.
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A header that asks for the year itself, rather than for a day or month.
_YEAR = re.compile(r"\byears?\b|年", re.IGNORECASE)
# From here on come the scripts of Chinese, Japanese and Korean, which put no blanks between words.
_UNSPACED: Final = "\u2e80"


@lru_cache(maxsize=1024)
def roles_of_column(header: str) -> tuple[ColumnRole, ...]:
    """Return all that a header says of its column, the first before the others.

    >>> roles_of_column("Title & First Author"), roles_of_column("Fecha"), roles_of_column("Dataset"), roles_of_column(" ")
    (('title', 'authors'), ('date',), ('other',), ('',))
    """
    if not header.strip():
        return ("",)
    return tuple(role for role in _NAMED if is_called(header, role)) or ("other",)


def role_of_column(header: str) -> ColumnRole:
    """Return what a column holds by its header."""
    return roles_of_column(header)[0]


def asks_for_year(header: str) -> bool:
    """Say whether a header names the year."""
    return _YEAR.search(header) is not None


def is_called(header: str, name: str) -> bool:
    """Say whether a header has one of the words that ``data/columns.toml`` lists under a name."""
    return _words(name).search(_CAMEL_CASE.sub(" ", header).lower()) is not None


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{word}\b" if word[0] < _UNSPACED else word for word in read_table("columns")[name]))
