"""For GitHub Actions: workflow commands, which become annotations of a pull request.

How they are escaped: github.com/actions/toolkit, ``packages/core/src/command.ts``; how many are kept of a step:
``docs/problem-matchers.md`` there. The runner looks for commands at the beginning of a line, and for the old form
``##[…]`` anywhere in a line (github.com/actions/runner, ``ActionCommand.cs``).
"""

from __future__ import annotations

from collections import Counter

from litlint.model.finding import Finding, Report, Severity
from litlint.project_urls import rule_url
from litlint.report import Style
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import in_words, severities, unchecked, worst_first

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# Annotations of one severity that GitHub keeps of a step, and documents that the last line names.
_KEPT, _NAMED = 10, 5


def write(report: Report, style: Style) -> str:
    """Return the worst findings as workflow commands, and a last line that says what was left out, and where it is."""
    spent = Counter[Severity]()
    lines, left_out = [], []
    for problem in report.problems[:_KEPT]:
        spent[Severity.ERROR] += 1
        lines.append(f"::error title=litlint::{_data(visible(problem, style.encoding))}")
    open_questions = [
        f"::notice title=litlint::{_data(visible(line, style.encoding))}" for line in unchecked(report)[:_KEPT]
    ]
    spent[Severity.NOTE] += len(open_questions)
    for finding in worst_first(report.findings):
        if spent[finding.severity] < _KEPT:
            spent[finding.severity] += 1
            lines.append(_command(finding, style))
        else:
            left_out.append(finding)
    lines += open_questions
    if left_out:
        lines.append(_rest(left_out, style))
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, style: Style) -> str:
    span = finding.span
    properties = [
        ("file", visible(style.in_repository(span.path), style.encoding)),
        ("line", span.line),
        ("endLine", span.last_line),
    ]
    # GitHub takes columns only for a place within one line.
    if span.line == span.end_line:
        properties += [("col", span.column), ("endColumn", span.end_column)]
    properties.append(("title", finding.rule))
    fields = ",".join(f"{name}={_property(str(value))}" for name, value in properties)
    parts = [*in_words(finding, style), f"more: {rule_url(finding.rule)}"]
    message = "\n".join(visible(part, style.encoding) for part in parts)
    return f"::{_COMMANDS[finding.severity]} {fields}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _rest(left_out: list[Finding], style: Style) -> str:
    counts = Counter(finding.span.path for finding in left_out).most_common()
    places = [f"{count} in {visible(style.relative(path), style.encoding)}" for path, count in counts[:_NAMED]]
    places += [f"{len(counts) - _NAMED} more files"] if len(counts) > _NAMED else []
    line = (
        f"litlint: {severities(left_out)} more, as GitHub shows {_KEPT} of each severity: {', '.join(places)}; "
        "--output-format concise lists them all"
    )
    return line.replace("##[", "## [")
