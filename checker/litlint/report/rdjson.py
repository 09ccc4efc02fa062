"""Reviewdog Diagnostic Format, as one JSON object.

The format: github.com/reviewdog/reviewdog, ``proto/rdf/reviewdog.proto``. Columns count bytes of UTF-8 from 1. A
suggestion replaces whole lines, so that every review service can show it, but in very long lines; it can only touch the
finding's own file.
"""

from __future__ import annotations

import json

from litlint.model.finding import Finding, Report, Severity
from litlint.model.source import Source, Span
from litlint.project_urls import HOME, rule_url
from litlint.report import Style
from litlint.report.layout.fixed_lines import Hunk, hunks_nearest
from litlint.report.layout.safe_text import visible, whole
from litlint.report.layout.summary import in_words, worst_first

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def write(report: Report, style: Style) -> str:
    """Return all findings, worst first, with their fixes as suggestions."""
    diagnostics = [_diagnostic(finding, style) for finding in worst_first(report.findings)]
    result: dict[str, object] = {"source": {"name": "litlint", "url": HOME}, "diagnostics": diagnostics}
    if report.findings:
        result["severity"] = _SEVERITIES[max(finding.severity for finding in report.findings)]
    return json.dumps(result, indent=2) + "\n"


def _diagnostic(finding: Finding, style: Style) -> dict[str, object]:
    diagnostic: dict[str, object] = {
        "message": "\n".join(visible(part) for part in in_words(finding, style)),
        "location": {"path": whole(style.relative(finding.span.path)), "range": _range(finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule, "url": rule_url(finding.rule)},
    }
    suggestions = [_suggestion(hunk) for hunk in hunks_nearest(finding)] or _exactly(finding)
    if suggestions:
        diagnostic["suggestions"] = suggestions
    return diagnostic


def _exactly(finding: Finding) -> list[dict[str, object]]:
    """Return the one edit of a fix in lines that are too long to be repeated as a whole."""
    edits = finding.fix.edits if finding.fix else ()
    if len(edits) != 1 or edits[0].span.source != finding.span.source:
        return []
    return [{"range": _range(edits[0].span), "text": whole(edits[0].text)}]


def _range(span: Span) -> dict[str, object]:
    return {"start": _position(span.source, span.start), "end": _position(span.source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    return {"line": source.position(offset)[0], "column": source.byte_column(offset)}


def _suggestion(hunk: Hunk) -> dict[str, object]:
    # Without columns the range is that of whole lines, the last line's end not included.
    return {"range": {"start": {"line": hunk.first}, "end": {"line": hunk.last}}, "text": whole("\n".join(hunk.lines))}
