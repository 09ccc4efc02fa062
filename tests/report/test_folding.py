"""A long report folds what repeats itself, and counts all that it does not show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Finding, Severity
from litlint.model.source import Source
from litlint.report import Style
from litlint.report.layout.folding import MOST_OF_A_RULE, SHORT_REPORT, fold

SOURCE = Source("a.md", "x" * 100)
FINDINGS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(list(Severity))), max_size=60)


def made(kinds: list[tuple[str, Severity]]) -> list[Finding]:
    return [Finding(rule, "f", severity, SOURCE.span(n, n + 1), "m") for n, (rule, severity) in enumerate(kinds)]


@given(FINDINGS, st.sampled_from(["", "notes", "all"]))
def test_what_is_shown_and_what_is_counted_is_all(kinds: list[tuple[str, Severity]], show: str) -> None:
    findings = made(kinds)
    style = Style(show="notes") if show == "notes" else Style(show="all") if show == "all" else Style()
    folded = fold(findings, style)
    assert len(folded.shown) + folded.more.total() + folded.notes == len(findings)
    assert show != "all" or list(folded.shown) == findings
    assert show != "notes" or folded.notes == 0


def test_a_short_report_shows_its_notes() -> None:
    notes = made([("a", Severity.NOTE)] * 2 + [("b", Severity.ERROR)] * 4)
    assert list(fold(notes, Style()).shown) == notes


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_repetitions_fold_after_the_first_ones(severity: Severity) -> None:
    folded = fold(made([("a", severity)] * (SHORT_REPORT + 1) + [("b", Severity.NOTE)]), Style())
    assert len(folded.shown) == MOST_OF_A_RULE
    assert folded.lines() == ["+6 more of the same: 6 a (--show all lists them)", "+1 note: --show notes"]
