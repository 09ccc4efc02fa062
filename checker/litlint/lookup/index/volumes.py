"""Whether an index has all papers of a volume: only what is proven counts, because a paper that is missing there is reported.

Three proofs are taken: page numbers that leave no hole, paper numbers that run from 1 to n, and two sources that agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from litlint import regex as re

Coverage = Literal["whole", "partial", ""]
"""What page numbers prove of a volume: all papers are there, some are lacking, or nothing."""
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
# With more pages, or numbers of papers, left out than this share a volume certainly lacks papers; with fewer it may.
_MUCH: Final = 0.05


def coverage(pages: Sequence[str]) -> Coverage:
    """Say what the page or paper numbers of a volume's papers prove: that no paper is lacking, or that many are.

    >>> coverage([f"{10 * n + 1}-{10 * n + 10}" for n in range(40)])
    'whole'
    >>> coverage([f"{10 * n + 1}-{10 * n + 10}" for n in range(40) if n % 3])
    'partial'
    """
    if len(pages) < _LEAST_PAPERS:
        return ""
    numbered = [found for text in pages if (found := _NUMBERED.fullmatch(text.strip()))]
    if len(numbered) == len(pages):
        numbers = {int(found[1]) for found in numbered}
        return "whole" if runs_from_one(numbers) else _unless_many(max(numbers) - len(numbers), max(numbers))
    ranges = sorted(
        (int(found[1]), int(found[2] or found[1])) for text in pages if (found := _PAGES.fullmatch(text.strip()))
    )
    known = _covered(ranges)
    # Papers without pages may be anywhere, so that the others prove no more than holes.
    return known if len(ranges) == len(pages) or known == "partial" else ""


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


def _covered(ranges: Sequence[tuple[int, int]]) -> Coverage:
    """Say what sorted ranges of pages leave out from page 1 on: nothing of note, much, or something between."""
    end, holes = 0, [0]
    for first, last in ranges:
        if last < first:
            return ""
        holes.append(max(0, first - end - 1))
        end = max(end, last)
    if max(holes) <= _LONGEST_HOLE and sum(holes) <= _LARGEST_SHARE * end:
        return "whole"
    # What is before the first paper may be another part of the proceedings.
    return _unless_many(sum(hole for hole in holes[2:] if hole > _LONGEST_HOLE), end)


def _unless_many(lacking: int, of: int) -> Coverage:
    return "partial" if lacking > _MUCH * of else ""
