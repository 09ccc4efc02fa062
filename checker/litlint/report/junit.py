"""JUnit XML, as Jenkins, GitLab and others read it: a suite for each file with findings, a failure for each of them.

Notes are listed, but do not fail. The form is that of Jenkins, which takes no other attribute
(github.com/jenkinsci/xunit-plugin, ``junit-10.xsd``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from litlint.model.finding import Finding, Report, Severity
from litlint.report import Style
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import all_is_well, by_document, in_words


def write(report: Report, style: Style) -> str:
    """Return the suites; a report without findings has one test, which passes, as many readers refuse an empty file."""
    suites = [
        _suite(style.relative(path), found, style) for path, found in sorted(by_document(report.findings).items())
    ]
    suites += [_problems(report.problems)] if report.problems else []
    suites = suites or [_passed(all_is_well(report))]
    rows = [row for suite in suites for row in suite]
    return (
        "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="litlint">', *rows, "</testsuites>"])
        + "\n"
    )


def _suite(path: str, findings: list[Finding], style: Style) -> list[str]:
    failures = sum(finding.severity > Severity.NOTE for finding in findings)
    cases = [row for finding in findings for row in _case(path, finding, style)]
    return _wrapped(path, len(findings), failures, 0, cases, f' file="{_text(path)}"')


def _wrapped(name: str, tests: int, failures: int, errors: int, rows: Iterable[str], more: str = "") -> list[str]:
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="0"'
    return [f'  <testsuite name="{_text(name)}" {counts}{more}>', *rows, "  </testsuite>"]


def _case(path: str, finding: Finding, style: Style) -> Iterator[str]:
    place = f"{path}:{finding.span.line}:{finding.span.column}"
    name = f"{finding.rule} at {finding.span.line}:{finding.span.column}"
    yield f'    <testcase name="{_text(name)}" classname="{_text(path)}">'
    message, *more = in_words(finding, style)
    body = "\n".join(_text(part) for part in (f"{place}: {message}", *more))
    if finding.severity > Severity.NOTE:
        yield f'      <failure type="{finding.severity}" message="{_text(finding.message)}">{body}</failure>'
    else:
        yield f"      <system-out>{body}</system-out>"
    yield "    </testcase>"


def _problems(problems: tuple[str, ...]) -> list[str]:
    rows = [
        f'    <testcase name="{_text(problem)}" classname="litlint"><error message="{_text(problem)}"/></testcase>'
        for problem in problems
    ]
    return _wrapped("litlint", len(problems), 0, len(problems), rows)


def _passed(sentence: str) -> list[str]:
    return _wrapped("litlint", 1, 0, 0, [f'    <testcase name="{_text(sentence)}" classname="litlint"/>'])


def _text(text: str) -> str:
    return escape(visible(text))
