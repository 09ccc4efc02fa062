"""Sentences that count."""

from __future__ import annotations

from litlint.model.finding import Counts, Report, Unchecked
from litlint.model.source import Source
from litlint.report import Style
from litlint.report.layout.summary import all_is_well, silent, some, unread


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


def test_what_looks_like_an_entry_and_was_not_read_is_counted_with_its_places() -> None:
    source = Source("list.md", "- a\n- b\n- c\n- d\n")
    places = tuple(source.span(at, at + 3) for at in (0, 4, 8, 12))
    style = Style(root="/home/me", here="/home/me")
    report = Report(counts=Counts(documents=1, unread=places))
    assert unread(report, style) == [
        "4 bullets look like entries and could not be read: list.md:1, list.md:2, list.md:3 and 1 more"
    ]
    assert "Nothing to report" not in all_is_well(report)
    assert unread(Report(counts=Counts(unread=places[:1])), style) == [
        "1 bullet looks like an entry and could not be read: list.md:1"
    ]
    assert unread(Report(), style) == []
