"""Names of authors that are written otherwise than the others of their list."""

from __future__ import annotations

from itertools import pairwise

import pytest

from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.style.bylines import odd_names

NAMES = (
    "Ada Garden",
    "Bo Pond",
    "Cy Moss",
    "Di Fern",
    "Eva Snail",
    "Flo Hedge",
    "Gus Lane",
    "Hal Dew",
    "Ida Ladder",
    "Jo Kite",
)


def odd(*bylines: str) -> list[tuple[str, str]]:
    lines = [
        f"- [A Study of Ponds, Part {i} of Many](https://arxiv.org/abs/2001.0{i:04}). *{names}*. ICML 2020\n"
        for i, names in enumerate(bylines)
    ]
    found = odd_names(read_document(Source("list.md", "".join(lines))))
    return [(name.place.text, name.problem.split(",")[0]) for name in found]


USUAL = tuple(f"{one}, {other}" for one, other in pairwise(NAMES))


def test_names_that_all_write_alike_are_right() -> None:
    assert odd(*USUAL) == []


def test_digits_after_a_name() -> None:
    assert odd(*USUAL, "Jane Doe1, John Roe") == [("1", "digits after a name")]


@pytest.mark.parametrize("count", [1, 6])
def test_a_few_names_in_capitals_are_odd_and_many_are_a_habit(count: int) -> None:
    loud = [f"JANE {name.split()[1].upper()}, John Roe" for name in NAMES[:count]]
    assert len(odd(*USUAL, *loud)) == (count if count == 1 else 0)


@pytest.mark.parametrize("shortened", [0, 6])
def test_surnames_first_that_lists_cut_short_write_too_are_a_habit(shortened: int) -> None:
    cut = [f"Lane {letter}, Moss B, Fern C, et al." for letter in "ABCDEF"[:shortened]]
    assert len(odd(*USUAL, "Garden A, Pond B, Kite C", *cut)) == (0 if shortened else 1)


@pytest.mark.parametrize(
    "byline", ["Garden, A., Pond, B., Kite, C.", "Garden, A. and Pond, B. J.", "Garden A, Pond B, Kite C"]
)
def test_surnames_before_initials(byline: str) -> None:
    assert [problem for _, problem in odd(*USUAL, byline)] == ["surname before initials"]
