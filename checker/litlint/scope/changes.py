"""Separates what a change caused from what was before, by the identity of entries, not by lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from litlint.matching.entries import match_entries
from litlint.matching.findings import match_findings
from litlint.matching.fingerprint import with_subjects
from litlint.model.document import Workspace
from litlint.model.finding import Finding, Related, Report
from litlint.model.source import Span

# What such rules hold against an entry, its neighbours decide: a change to these is no change of the entry.
_INFERRED = "entry"


@dataclass(frozen=True)
class PastState:
    """How things were: the lists and what was found in them.

    ``strict`` is the same by today's configuration, None if that has not changed: what it finds beyond the first is
    caused by the configuration.
    """

    lists: Workspace
    report: Report
    strict: PastState | None = None


def keep_new(after: Report, now: Workspace, past: PastState, named: frozenset[str] | None = None) -> Report:
    """Return a report of only what the change from ``past`` to ``now`` caused; the rest is ``uncaused``.

    A finding that a changed entry caused elsewhere, as the new duplicate of an old one, is reported at the changed entry.
    ``named`` are the paths that are reported, None for all.
    """
    findings = (*after.findings, *after.elsewhere)
    about = {finding: finding.subject for finding in with_subjects((*_all(after), *after.allowed), now)}
    strict = past.strict or past
    configured = earlier = match_findings(findings, now, _all(strict.report), strict.lists)
    if past.strict:
        everything_then = replace(past.report, ignored=())  # what today's configuration may ignore no more
        earlier = match_findings(findings, now, _all(everything_then), past.lists)
    same = match_entries(now, strict.lists).same
    entries = {document.path: _Places(entry.span for entry in document.entries) for document in now.documents}
    changed = {
        document.path: _Places(entry.span for entry in document.entries if entry.span not in same)
        for document in now.documents
    }
    reported: list[Finding] = []
    elsewhere: list[Finding] = []
    uncaused: list[Finding] = []
    for finding in findings:
        moved = None
        if finding not in earlier:
            moved = finding if finding in configured else _told_at_change(finding, entries, changed)
        if moved is None:
            uncaused.append(finding)
        else:
            moved = replace(moved, subject=about[finding])
            (reported if named is None or moved.span.path in named else elsewhere).append(moved)
    return replace(
        after,
        findings=tuple(sorted(reported, key=lambda finding: finding.sort_key)),
        elsewhere=tuple(sorted(elsewhere, key=lambda finding: finding.sort_key)),
        uncaused=tuple(uncaused),
    )


def keep_new_elsewhere(after: Report, now: Workspace, past: PastState, named: frozenset[str]) -> Report:
    """Return a report of what the change caused, in the ``named`` paths and in documents that it left as they were.

    A changed document that is not named is another process's to report.
    """
    caused = keep_new(after, now, past)
    old = {document.path: document.source.text for document in past.lists.documents}
    touched = {document.path for document in now.documents if document.source.text != old.get(document.path)} - named
    reported = tuple(finding for finding in caused.findings if finding.span.path not in touched)
    left = tuple(finding for finding in caused.findings if finding.span.path in touched)
    return replace(caused, findings=reported, elsewhere=(*caused.elsewhere, *left))


def _all(report: Report) -> Iterable[Finding]:
    """Return what a report found, but for what a directive allows: once that is gone, the finding is new."""
    return (*report.findings, *report.ignored, *report.baselined, *report.elsewhere, *report.uncaused)


class _Places:
    """Places of one document, to be asked whether one of them holds a span."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def hold(self, span: Span) -> bool:
        """Say whether a span lies within one of the places."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._ends[before - 1] >= span.end


def _told_at_change(finding: Finding, entries: Mapping[str, _Places], changed: Mapping[str, _Places]) -> Finding | None:
    """Return a finding as it is to be reported: where it is, or at the changed entry that it relates to."""
    if not _in(finding.span, entries) or _in(finding.span, changed):
        return finding
    for index, related in enumerate(finding.related):
        if _in(related.span, changed):
            others = (*finding.related[:index], *finding.related[index + 1 :])
            back = Related(finding.span, "it was here before")
            where = f"line {finding.span.line}" if finding.span.path == related.span.path else _place(finding.span)
            message = f"because of this entry, {where} has: {finding.message}"
            return replace(finding, span=related.span, message=message, related=(back, *others), fix=None)
    return None if finding.family == _INFERRED else finding


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"


def _in(span: Span, places: Mapping[str, _Places]) -> bool:
    return span.path in places and places[span.path].hold(span)
