"""One line for each finding, for pre-commit, editors and grep."""

from __future__ import annotations

from collections.abc import Iterator

from litlint.model.finding import Report
from litlint.report import Style
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import advice, unchecked


def write(report: Report, style: Style) -> str:
    """Return ``path:line:column: severity rule: message (what to do)`` for each finding, by place."""
    return "".join(f"{visible(line, style.encoding)}\n" for line in _lines(report, style))


def _lines(report: Report, style: Style) -> Iterator[str]:
    for finding in sorted(report.findings, key=lambda finding: finding.sort_key):
        span = finding.span
        what_to_do = advice(finding)
        place = f"{style.relative(span.path)}:{span.line}:{span.column}"
        line = f"{place}: {finding.severity} {finding.rule}: {finding.message}"
        yield f"{line} ({what_to_do})" if what_to_do else line
    yield from (f"litlint: {problem}" for problem in (*unchecked(report), *report.problems))
