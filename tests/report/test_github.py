"""Workflow commands: within GitHub's caps, and never written by a list."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Finding, Fix, Related, Report, Severity
from litlint.model.source import Source
from litlint.project_urls import rule_url
from litlint.report import Style, github

from .sample import clean, large, sample

HOSTILE = [
    "::error::injected",
    "x\n::error::injected",
    "x\r::add-mask::secret",
    "x\r\n  ::stop-commands::token",
    "%0A::error::injected",
    "%250A::error::injected",
    "\u2028::error::injected\u2029::warning::two\x85::notice::three",
    "##[add-mask]secret",
    "a,line=9,title=x::y",
]


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """Read the output as the runner does: commands at the beginning of a line, or of the old form anywhere in it."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        match = re.match(r"\s*::([\w-]+)(?: (.*?))?::(.*)", line, re.DOTALL)
        if match:
            fields = dict(field.split("=", 1) for field in (match[2] or "").split(",") if "=" in field)
            found.append((match[1], {name: _decode(value) for name, value in fields.items()}, _decode(match[3])))
        elif match := re.search(r"##\[([\w-]+)[^\]]*\]", line):
            found.append((match[1], {}, line))
    return found


def _decode(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def hostile(text: str, count: int = 1) -> Report:
    source = Source(f"{text}.md", text)
    fix = Fix(text, ())
    finding = Finding("r", "f", Severity.ERROR, source.whole, text, text, fix, (Related(source.whole, text),), text)
    return Report(findings=(finding,) * count, problems=(text,))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("count", [1, 15])
def test_no_command_comes_from_a_list(text: str, count: int) -> None:
    found = commands(github.write(hostile(text, count), Style()))
    assert len(found) == min(count, 9) + 1
    assert {name for name, _, _ in found} == {"error"}
    assert all(set(fields) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, fields, _ in found)
    assert [fields["title"] for _, fields, _ in found] == ["litlint", *["r"] * (len(found) - 1)]


@given(st.text(st.characters()))
def test_no_text_becomes_a_command(text: str) -> None:
    assert [fields["title"] for _, fields, _ in commands(github.write(hostile(text), Style()))] == ["litlint", "r"]


def test_what_github_shows_is_what_was_found() -> None:
    _, (name, fields, message), *_ = commands(github.write(sample(), Style()))
    assert name == "error"
    assert fields == {
        "file": "lists/words.md",
        "line": "5",
        "endLine": "5",
        "col": "42",
        "endColumn": "52",
        "title": "identity-mismatch",
    }
    assert message.startswith("the paper link and the citation are two different papers\n")


def test_a_place_over_several_lines_has_no_columns() -> None:
    source = Source("a.md", "one\ntwo\n")
    report = Report(findings=(Finding("r", "f", Severity.ERROR, source.whole, "m"),))
    assert github.write(report, Style()) == f"::error file=a.md,line=1,endLine=2,title=r::m%0Amore: {rule_url('r')}\n"


def test_ten_of_each_severity_and_a_word_about_the_rest() -> None:
    output = github.write(large(), Style())
    names = [name for name, _, _ in commands(output)]
    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    last = output.splitlines()[-1]
    assert "657 errors, 657 warnings, 656 notes more" in last
    assert "1970 in README.md" in last


def test_nothing_left_out_needs_no_word() -> None:
    assert github.write(clean(), Style()) == ""
