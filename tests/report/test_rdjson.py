"""Reviewdog's format: columns in bytes, suggestions that do what the fix does."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Edit, Finding, Fix, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, rdjson

from .sample import clean, sample


def diagnostics(report: Report) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = json.loads(rdjson.write(report, Style()))["diagnostics"]
    return result


def test_the_members_that_the_format_knows() -> None:
    result = json.loads(rdjson.write(sample(), Style()))
    assert set(result) == {"source", "severity", "diagnostics"}
    assert result["severity"] == "ERROR"
    for diagnostic in result["diagnostics"]:
        assert set(diagnostic) <= {"message", "location", "severity", "code", "suggestions"}
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
    assert json.loads(rdjson.write(clean(), Style()))["diagnostics"] == []


def test_columns_count_bytes() -> None:
    source = Source("a.md", "a𐐀b\n")
    found = diagnostics(Report(findings=(Finding("r", "f", Severity.NOTE, source.span(2, 3), "m"),)))
    assert found[0]["location"]["range"] == {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 7}}


def applied(text: str, suggestions: list[dict[str, Any]]) -> str:
    """Replace whole lines as a review service does."""
    lines = text.split("\n")
    for suggestion in sorted(suggestions, key=lambda row: -row["range"]["start"]["line"]):
        first, last = suggestion["range"]["start"]["line"], suggestion["range"]["end"]["line"]
        lines[first - 1 : last] = suggestion["text"].split("\n")
    return "\n".join(lines)


@given(st.text("ab\n深", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.text("xy\n", max_size=3)), max_size=8))
def test_suggestions_do_what_the_edits_do(text: str, cuts: list[tuple[int, str]]) -> None:
    source = Source("a.md", text)
    bounds = sorted({min(offset, len(text)) for offset, _ in cuts})
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    edits = tuple(Edit(source.span(*pair), words) for pair, (_, words) in zip(pairs, cuts, strict=False))
    finding = Finding("r", "f", Severity.NOTE, source.span(0, 0), "m", fix=Fix("t", edits))
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.span.start] + edit.text + expected[edit.span.end :]
    suggestions = diagnostics(Report(findings=(finding,)))[0].get("suggestions", [])
    assert applied(text, suggestions) == expected


def test_line_ends_are_those_of_the_review() -> None:
    source = Source("a.md", "one\r\ntwo\r\n")
    fix = Fix("t", (Edit(source.span(5, 8), "2\r\n3"),))
    found = diagnostics(Report(findings=(Finding("r", "f", Severity.NOTE, source.span(5, 8), "m", fix=fix),)))
    assert found[0]["suggestions"] == [{"range": {"start": {"line": 2}, "end": {"line": 2}}, "text": "2\n3"}]


def test_the_suggestion_around_the_place_comes_first_and_other_files_have_none() -> None:
    source, other = Source("a.md", "one\ntwo\nthree\n"), Source("b.md", "x")
    edits = (Edit(source.span(0, 3), "1"), Edit(source.span(8, 13), "3"), Edit(other.whole, "y"))
    found = diagnostics(
        Report(findings=(Finding("r", "f", Severity.NOTE, source.span(8, 9), "m", fix=Fix("t", edits)),))
    )
    assert [suggestion["text"] for suggestion in found[0]["suggestions"]] == ["3", "1"]
