"""Which link was meant, by the fewest repairs."""

from __future__ import annotations

import pytest

from litlint.syntax.link_shapes import DEAREST, LINKS, nearest_shape, plain_mark


@pytest.mark.parametrize("shape", LINKS)
def test_a_link_costs_nothing(shape: str) -> None:
    assert nearest_shape(shape) == (shape, 0.0, ())


@pytest.mark.parametrize(
    ("symbols", "shape"),
    [("[T] (U)", "[T](U)"), ("[T(U)", "[T](U)"), ("[T](U", "[T](U)"), ("(T)[U]", "(T)[U]"), ("[[T](U)", "[[T](U)]")],
)
def test_the_nearest_shape_is_what_was_meant(symbols: str, shape: str) -> None:
    found, cost, _ = nearest_shape(symbols)
    assert (found, 0 < cost < DEAREST) == (shape, True)


def test_two_things_without_marks_are_no_link() -> None:
    assert nearest_shape("TU")[1] > DEAREST


def test_marks_of_other_keyboards_are_those_that_markdown_reads() -> None:
    assert [plain_mark(mark) for mark in "［】（}9["] == ["[", "]", "(", ")", "(", "["]
