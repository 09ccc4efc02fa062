"""What was found, as editors show it: a diagnostic for each finding."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from litlint.model.finding import Finding, Severity
from litlint.project_urls import rule_url
from litlint.rules import load, names
from litlint.server.places import UriOf, location_of, range_of

SOURCE = "litlint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def diagnostics(findings: Iterable[Finding], uri: UriOf) -> list[types.Diagnostic]:
    """Return the findings of one text as diagnostics."""
    return [diagnostic(finding, uri) for finding in findings]


def diagnostic(finding: Finding, uri: UriOf) -> types.Diagnostic:
    """Return a finding as a diagnostic; its ``data`` is the fingerprint."""
    return types.Diagnostic(
        range=range_of(finding.span),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(rule_url(finding.rule)),
        source=SOURCE,
        message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        tags=list(_tags(finding)),
        related_information=[
            types.DiagnosticRelatedInformation(location_of(one.span, uri), one.message) for one in finding.related
        ],
        data=finding.fingerprint,
    )


def _tags(finding: Finding) -> Iterable[types.DiagnosticTag]:
    """Yield how an editor dims or strikes out a place: what a safe fix just takes away, and what is no longer good to use."""
    edits = finding.fix.edits if finding.fix is not None and finding.fix.safe else ()
    if any(edit.span.contains(finding.span) for edit in edits) and not any(edit.text for edit in edits):
        yield types.DiagnosticTag.Unnecessary
    if finding.rule in names() and load(finding.rule).outdated:
        yield types.DiagnosticTag.Deprecated
