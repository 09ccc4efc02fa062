"""Whether an index has all papers of a volume: only what is proven counts, because a paper that is missing there is reported.

Three proofs are taken: page numbers that leave no hole, paper numbers that run from 1 to n, and two sources that agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from litlint import regex as re

# ``47:1-47:36``: the article's own number, and pages within it.
_NUMBERED: Final = re.compile(r"(\d{1,5}):\d{1,5}(?:-(\d{1,5}):\d{1,5})?", re.A)
_PAGES: Final = re.compile(r"(\d{1,6})(?:-{1,2}(\d{1,6}))?", re.A)
# The number of a paper at the end of an id of the ACL Anthology: ``2020.acl-main.12``, ``P18-1012``.
_ACL_NUMBER: Final = re.compile(r"(?:\.(\d{1,4})|[A-Z]\d\d-(\d{4}))\Z", re.A)
# A volume of fewer papers proves little by its page numbers: two papers that follow each other are easily had.
_LEAST_PAPERS: Final = 10
# Blank pages and front matter between two papers; a longer hole may be a paper that the index lacks.
_LONGEST_HOLE: Final = 3
# Of all pages, how many may lie in holes.
_LARGEST_SHARE: Final = 0.01


def is_whole(pages: Sequence[str]) -> bool:
    """Say whether the page or paper numbers of a volume's papers prove that no paper is lacking.

    >>> is_whole([f"{10 * n + 1}-{10 * n + 10}" for n in range(40)])
    True
    >>> is_whole([f"{10 * n + 1}-{10 * n + 10}" for n in range(40) if n != 7])
    False
    """
    if len(pages) < _LEAST_PAPERS:
        return False
    numbered = [found for text in pages if (found := _NUMBERED.fullmatch(text.strip()))]
    if len(numbered) == len(pages):
        return runs_from_one(int(found[1]) for found in numbered)
    ranges = sorted(
        (int(found[1]), int(found[2] or found[1])) for text in pages if (found := _PAGES.fullmatch(text.strip()))
    )
    return len(ranges) == len(pages) and _covers(ranges)


def runs_from_one(numbers: Iterable[int]) -> bool:
    """Say whether numbers are 1 to n, each once or more, with none left out."""
    found = set(numbers)
    return bool(found) and found == set(range(1, len(found) + 1))


def acl_number(identifier: str) -> tuple[str, int] | None:
    """Return the volume and the number of a paper that an id of the ACL Anthology gives, or None.

    Before 2020 the first digit, or for workshops the first two, name the volume (``P18-1012`` is paper 12 of ``P18-1``).
    Source: https://aclanthology.org/info/ids/
    """
    found = _ACL_NUMBER.search(identifier)
    if found is None:
        return None
    if found[1]:
        return identifier[: found.start()], int(found[1])
    digits = 2 if identifier[0] in "W" else 1
    return f"{identifier[:4]}{found[2][:digits]}", int(found[2][digits:])


def _covers(ranges: Sequence[tuple[int, int]]) -> bool:
    """Say whether sorted ranges of pages leave no hole of note from page 1 on."""
    end = holes = 0
    for first, last in ranges:
        if last < first:
            return False
        hole = first - end - 1
        if hole > _LONGEST_HOLE:
            return False
        holes += max(0, hole)
        end = max(end, last)
    return holes <= _LARGEST_SHARE * end
