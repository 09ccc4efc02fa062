"""GitLab's code quality report (docs.gitlab.com, ``ci/testing/code_quality``), which identifies findings by fingerprint."""

from __future__ import annotations

import json

from litlint.model.finding import Finding, Report, Severity
from litlint.report import Style
from litlint.report.layout.safe_text import visible, whole
from litlint.report.layout.summary import in_words

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def write(report: Report, style: Style) -> str:
    """Return a JSON array with one object for each finding, by place."""
    findings = sorted(report.findings, key=lambda finding: finding.sort_key)
    return json.dumps([_row(finding, report, style) for finding in findings], indent=2) + "\n"


def _row(finding: Finding, report: Report, style: Style) -> dict[str, object]:
    return {
        "description": visible("; ".join(in_words(finding, style, 3))),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": whole(style.in_repository(finding.span.path)),
            "lines": {"begin": finding.span.line, "end": finding.span.last_line},
        },
    }
