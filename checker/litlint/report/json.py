r"""For other programs: a stable contract, version 1. Fields may be added within a version, none is removed.

Lines and columns are 1-based, columns count code points, ends are exclusive, a byte order mark is no column. Paths are
POSIX and relative to the working directory. Undecodable bytes appear as ``\xff``. A field without a value is null.
"""

from __future__ import annotations

import json

from litlint.model.finding import Finding, Fix, Report, Severity
from litlint.model.source import Span
from litlint.report import Style
from litlint.report.layout.safe_text import whole

# The form of the JSON; it changes only when a key is taken away or changes its sense.
_VERSION = 1


def write(report: Report, style: Style) -> str:
    """Return every reported finding, sorted by path, line, column and rule, and the counts."""
    findings = [_finding(finding, report, style) for finding in report.findings]
    findings.sort(key=lambda row: [row[name] for name in ("path", "line", "column", "rule", "end_line", "message")])
    document = {
        "version": _VERSION,
        "findings": findings,
        "fixed": [_finding(finding, report, style) for finding in report.fixed],
        "summary": _summary(report),
        "unread": [_place(place, style) for place in report.counts.unread],
        "unneeded": [whole(row) for row in report.unneeded],
        "problems": [whole(problem) for problem in report.problems],
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(finding: Finding, report: Report, style: Style) -> dict[str, object]:
    subject = finding.subject
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": str(finding.severity),
        **_place(finding.span, style),
        "message": whole(finding.message),
        "reason": None if finding.reason is None else whole(finding.reason),
        "help": None if finding.help is None else whole(finding.help),
        "fix": None if finding.fix is None else _fix(finding.fix, style),
        "related": [{**_place(related.span, style), "message": whole(related.message)} for related in finding.related],
        "entry": None if subject is None or subject.title is None else whole(subject.title),
        "fingerprint": subject.fingerprint if subject else None,
    }


def _place(span: Span, style: Style) -> dict[str, object]:
    return {
        "path": whole(style.relative(span.path)),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _fix(fix: Fix, style: Style) -> dict[str, object]:
    edits = [{**_place(edit.span, style), "text": whole(edit.text)} for edit in fix.edits]
    return {"title": whole(fix.title), "safe": fix.safe, "edits": edits}


def _summary(report: Report) -> dict[str, int]:
    return {
        "documents": report.counts.documents,
        "entries": report.counts.entries,
        "unread": len(report.counts.unread),
        "links": report.counts.links,
        "citations": report.counts.citations,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
        "allowed": len(report.allowed),
        "unchecked": sum(question.count for question in report.unchecked),
        "ignored": len(report.ignored),
        "baselined": len(report.baselined),
        "uncaused": len(report.uncaused),
        "elsewhere": len(report.elsewhere),
        "habitual": len(report.habitual),
        "fixed": len(report.fixed),
        "refused": len(report.refused),
    }
