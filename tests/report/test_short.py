"""The short format: what pre-commit shows of a failed commit."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Finding, Fix, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, short
from litlint.report.layout.safe_text import is_seen, width

from .sample import clean, large, sample


def one(message: str, path: str = "a.md", help: str | None = None) -> Report:  # noqa: A002  # as Finding has it
    return Report(findings=(Finding("r", "f", Severity.ERROR, Source(path, "x").whole, message, help),))


def test_nothing_to_say_is_said_in_no_line() -> None:
    assert short.write(clean(), Style()) == ""


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    for report in (sample(), large(100, 20)):
        assert all(width(line) <= columns for line in short.write(report, Style(width=columns)).splitlines())


def test_what_is_wrong_and_what_to_do_stand_apart() -> None:
    assert short.write(
        one("one two three four five", help="six seven eight nine ten"), Style(width=40)
    ).splitlines() == [
        "a.md:1:1: error r: one two three four",
        "    five",
        "    = six seven eight nine ten",
    ]


def test_a_place_stays_whole() -> None:
    path = f"{'long-' * 30}.md"
    first, second, *_ = short.write(one("it is wrong", path), Style(width=80)).splitlines()
    assert first == f"{path}:1:1: error r:"
    assert second == "    it is wrong"


def test_the_worst_comes_first_and_the_rest_is_counted() -> None:
    shown = short.write(large(100, 60), Style(width=200)).splitlines()
    told = [re.match(r"README\.md:\d+:\d+: (\w+) plain-http: ", line) for line in shown]
    assert [match[1] for match in told if match] == ["error"] * 20 + ["warning"] * 10
    assert shown[-2] == (
        "and 10 warnings, 20 notes: litlint check shows all; litlint baseline accepts today's findings"
    )
    assert shown[-1] == "20 errors, 20 warnings, 20 notes · 60 can be fixed with --fix"


def test_what_was_fixed_is_told() -> None:
    span = Source("a.md", "x").whole
    report = Report(fixed=(Finding("r", "f", Severity.NOTE, span, "m", fix=Fix("mend it", ())),))
    assert short.write(report, Style()) == "fixed a.md: 1 × r\n"


@given(st.text(st.characters()), st.text(st.characters()))
def test_no_text_steers_the_terminal_or_begins_a_finding_of_its_own(message: str, help_text: str) -> None:
    lines = short.write(one(message, help=help_text), Style(width=60)).splitlines()
    assert lines[0].startswith("a.md:1:1: error r:")
    assert all(line.startswith("    ") for line in lines[1:])
    assert all(map(is_seen, lines))
