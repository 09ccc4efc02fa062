"""SARIF 2.1.0, for code scanning at GitHub and other viewers.

The format: docs.oasis-open.org/sarif/sarif/v2.1.0; GitHub's limits: docs.github.com, "SARIF support for code scanning".
``litlint/v1`` is our own fingerprint. ``primaryLocationLineHash`` is left to GitHub's upload-sarif, which fills it in
and warns of every value that is not its own hash of the line.
"""

from __future__ import annotations

import gzip
import json

from litlint import __version__
from litlint.model.finding import Finding, Fix, Report, RuleInfo, Severity
from litlint.model.source import Span
from litlint.project_urls import DOCUMENTATION, rule_url
from litlint.report import Style
from litlint.report.layout.safe_text import cut, visible, whole
from litlint.report.layout.summary import in_words, many, worst_first

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
# GitHub refuses a file with more results, or that takes more bytes when compressed; longer texts are cut there.
_RESULTS, _BYTES, _CHARACTERS = 25_000, 10_000_000, 1024
_RELATED = 20
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_URGENCY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def write(report: Report, style: Style) -> str:
    """Return one run with the worst findings first, as many as GitHub takes."""
    findings = worst_first(report.findings)
    shown = min(len(findings), _RESULTS)
    text = _log(report, findings, shown, style)
    while len(text) > _BYTES and len(gzip.compress(text.encode())) > _BYTES:
        shown //= 2
        text = _log(report, findings, shown, style)
    return text


def _log(report: Report, findings: list[Finding], shown: int, style: Style) -> str:
    rules = _rules(report)
    numbers = {rule.name: number for number, rule in enumerate(rules)}
    driver = {
        "name": "litlint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": DOCUMENTATION,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "invocations": [_invocation(report, len(findings) - shown)],
        "results": [_result(finding, report, numbers[finding.rule], style) for finding in findings[:shown]],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(report: Report) -> list[RuleInfo]:
    known = dict(report.rules)
    for finding in report.findings:
        known.setdefault(
            finding.rule, RuleInfo(finding.rule, finding.family, finding.severity, finding.rule, finding.rule)
        )
    return [known[name] for name in sorted(known)]


def _rule(rule: RuleInfo) -> dict[str, object]:
    paragraphs = [" ".join(paragraph.split()) for paragraph in rule.manual.split("\n\n")]
    return {
        "id": rule.name,
        "helpUri": rule_url(rule.name),
        "shortDescription": {"text": cut(rule.summary, _CHARACTERS)},
        "fullDescription": {"text": cut(" ".join(paragraphs[:2]) or rule.summary, _CHARACTERS)},
        "help": {"text": rule.manual or rule.summary, "markdown": rule.manual or rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "problem.severity": _URGENCY[rule.severity]},
    }


def _invocation(report: Report, left_out: int) -> dict[str, object]:
    said = [("error", problem) for problem in report.problems]
    if left_out:
        said.append(("warning", f"{many(left_out, 'finding')} left out, to stay within the size that GitHub takes"))
    notes = [{"level": level, "message": {"text": _plain(text)}} for level, text in said]
    return {"executionSuccessful": not report.problems, "toolExecutionNotifications": notes}


def _result(finding: Finding, report: Report, number: int, style: Style) -> dict[str, object]:
    message = "\n".join(in_words(finding, style, 0))
    subject = finding.subject
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(message)},
        "locations": [{"physicalLocation": _place(finding.span, style)}],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": index, "physicalLocation": _place(place.span, style), "message": {"text": _plain(place.message)}}
            for index, place in enumerate(finding.related[:_RELATED], 1)
        ]
    if subject:
        # GitHub looks at the first alone; what its action would put there changes when a list is sorted.
        result["partialFingerprints"] = dict.fromkeys(("primaryLocationLineHash", "litlint/v1"), subject.fingerprint)
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, style)]
    return result


def _place(span: Span, style: Style) -> dict[str, object]:
    return {"artifactLocation": _artifact(span, style), "region": _region(span)}


def _artifact(span: Span, style: Style) -> dict[str, object]:
    return {"uri": style.uri(span.path), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, object]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, style: Style) -> dict[str, object]:
    changes: dict[str, dict[str, object]] = {}
    replacements: dict[str, list[object]] = {}
    for edit in fix.edits:
        path = edit.span.path
        rows = replacements.setdefault(path, [])
        rows.append({"deletedRegion": _region(edit.span), "insertedContent": {"text": whole(edit.text)}})
        changes[path] = {"artifactLocation": _artifact(edit.span, style), "replacements": rows}
    return {"description": {"text": _plain(fix.title)}, "artifactChanges": list(changes.values())}


def _plain(text: str) -> str:
    """Return a message text: braces are doubled (section 3.11.5), brackets escaped where they make a link (3.11.6)."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    if "](" in shown:
        shown = shown.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return cut(shown, _CHARACTERS).replace("{", "{{").replace("}", "}}")
