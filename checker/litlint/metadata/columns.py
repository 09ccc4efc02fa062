"""What the header of a table says that its columns hold."""

from __future__ import annotations

from typing import Literal

from litlint import regex as re

ColumnRole = Literal["title", "paper", "authors", "venue", "date", "other", ""]
"""What a column holds: ``paper`` the work or a link to it, ``other`` something named that is none of the rest, nothing
where the header is empty."""

# Words of headers in the languages in which lists of papers are kept. Of several that fit the first decides: `Title &
# Authors` holds the title, `Journal (Year)` the venue.
_ROLES: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    (
        "title",
        re.compile(r"\b(?:paper )?titles?\b|标题|题目|论文名|제목|タイトル|название|título|titre", re.IGNORECASE),
    ),
    ("authors", re.compile(r"\bauthors?\b|作者|著者|저자|автор|autor(?:es)?\b|auteurs?\b", re.IGNORECASE)),
    ("paper", re.compile(r"\bpapers?\b|\bnames?\b|\bpublications?\b|\barticles?\b|论文|名字|名称", re.IGNORECASE)),
    (
        "venue",
        re.compile(
            r"\b(?:venues?|conf(?:erences?|s)?|journals?|published(?: in)?|booktitle)\b|会议|期刊|发表", re.IGNORECASE
        ),
    ),
    ("date", re.compile(r"\b(?:years?|dates?|time|month|publish\w*|released?)\b|年份|日期|时间", re.IGNORECASE)),
)
# A header that asks for the year itself, rather than for a day or month.
_YEAR = re.compile(r"\byears?\b|年", re.IGNORECASE)


def roles_of_column(header: str) -> tuple[ColumnRole, ...]:
    """Return all that a header says of its column, the first before the others.

    >>> roles_of_column("Title & Authors"), roles_of_column("Dataset"), roles_of_column(" ")
    (('title', 'authors'), ('other',), ('',))
    """
    if not header.strip():
        return ("",)
    return tuple(role for role, pattern in _ROLES if pattern.search(header)) or ("other",)


def role_of_column(header: str) -> ColumnRole:
    """Return what a column holds by its header."""
    return roles_of_column(header)[0]


def asks_for_year(header: str) -> bool:
    """Say whether a header names the year."""
    return _YEAR.search(header) is not None
