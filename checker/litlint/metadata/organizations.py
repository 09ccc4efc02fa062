"""Names of groups and organisations, distinguished from those of people."""

from __future__ import annotations

from functools import cache
from typing import Final

from litlint import regex as re
from litlint.metadata.data_files import read_table

# Companies and teams end in these capitals (Meta AI); the surname is written Ai.
_AI: Final = re.compile(r"(?<=[\s-])AI\Z")


def names_organization(name: str) -> bool:
    """Say whether a name holds a word that names a body: ``Garden Team``, ``University of Kew``.

    >>> names_organization("Kew Garden Team"), names_organization("Jane Doe")
    (True, False)
    """
    return bool(_AI.search(name) or _pattern("groups", "workplaces").search(name))


def ends_as_organization(name: str) -> bool:
    """Say whether a name ends in a word that names a body, which BibTeX would read as a surname: ``Garden Team``."""
    if _AI.search(name):
        return True
    found = [match.end() for match in _pattern("groups", "workplaces").finditer(name)]
    return bool(found) and not name[found[-1] :].strip(" .)")


def names_workplace(name: str) -> bool:
    """Say whether a name is that of a body which people work for, rather than one that signs papers."""
    return _pattern("workplaces").search(name) is not None and _pattern("groups").search(name) is None


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    table = read_table("organizations")
    words = sorted((word for kind in kinds for word in table[kind]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
