"""Sentences that count."""

from __future__ import annotations

from litlint.model.finding import Unchecked
from litlint.report.layout.summary import silent, some


def test_what_was_not_answered_is_one_line_a_service_the_most_frequent_reason_first() -> None:
    unchecked = (
        Unchecked("arXiv", 2, "asks to be left alone"),
        Unchecked("pages", 1, "broke", ("a.org",)),
        Unchecked("pages", 5, "no answer in time", ("a.org", "b.org", "c.org", "d.org")),
    )
    assert list(silent(unchecked)) == [
        ("arXiv", 2, "asks to be left alone"),
        ("pages", 6, "no answer in time (5: a.org, b.org, c.org and 1 more); broke (1: a.org)"),
    ]


def test_a_few_names_stand_for_many() -> None:
    assert some(["a", "b"]) == "a, b"
    assert some(["a", "b", "c", "d", "e"], most=2) == "a, b and 3 more"
