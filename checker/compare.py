"""Tells what a change caused from what stood before, by the identity of entries, not by lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from checker.model.document import Collection, Entry
from checker.model.finding import Finding, Related, Report
from checker.model.fingerprint import subjects
from checker.model.source import Span

_MARKER = re.compile(r"\A\s*(?:[-*+]|\d{1,9}[.)]|#{1,6})\s+")
# What such rules hold against an entry, its neighbours decide: a change to these is no change of the entry.
_INFERRED = "entry"


def only_caused(
    after: Report, now: Collection, before: Report, then: Collection, named: frozenset[str] | None
) -> Report:
    """Return a report of only what the change from ``then`` to ``now`` caused; the rest is ``uncaused``.

    A finding that a changed entry caused elsewhere, as the new duplicate of an old one, is told at the changed entry.
    ``named`` are the paths that are reported, None for all.
    """
    old = {subject.fingerprint for subject in subjects(_all(before), then).values()}
    known = subjects(_all(after), now)
    changed = _changed_entries(now, then)
    reported: list[Finding] = []
    elsewhere: list[Finding] = []
    uncaused: list[Finding] = []
    told: dict[Finding, Finding] = {}
    for finding in (*after.findings, *after.elsewhere):
        if known[finding].fingerprint in old:
            uncaused.append(finding)
            continue
        moved = _told_at_change(finding, now, changed)
        if moved is None:
            uncaused.append(finding)
        else:
            told[moved] = finding
            (reported if named is None or moved.span.path in named else elsewhere).append(moved)
    return replace(
        after,
        findings=tuple(sorted(reported, key=lambda finding: finding.sort_key)),
        elsewhere=tuple(sorted(elsewhere, key=lambda finding: finding.sort_key)),
        uncaused=tuple(uncaused),
        subjects={**after.subjects, **{moved: known[finding] for moved, finding in told.items()}},
    )


def with_caused_elsewhere(
    after: Report, now: Collection, before: Report, then: Collection, named: frozenset[str]
) -> Report:
    """Return a report of all that is in the ``named`` paths, and of what the change caused in documents it left as they were.

    A changed document that is not named is another process's to report.
    """
    inside = [finding for finding in after.findings if finding.span.path in named]
    outside = tuple(finding for finding in after.findings if finding.span.path not in named)
    aside = only_caused(replace(after, findings=outside), now, before, then, None)
    old = {document.path: document.source.text for document in then.documents}
    touched = {document.path for document in now.documents if document.source.text != old.get(document.path)} - named
    told = [finding for finding in aside.findings if finding.span.path not in touched]
    left = [finding for finding in aside.findings if finding.span.path in touched]
    return replace(
        aside,
        findings=tuple(sorted((*inside, *told), key=lambda finding: finding.sort_key)),
        elsewhere=(*aside.elsewhere, *aside.uncaused, *left),
        uncaused=(),
    )


def _all(report: Report) -> Iterable[Finding]:
    return (*report.findings, *report.allowed, *report.ignored, *report.baselined, *report.elsewhere, *report.uncaused)


def _told_at_change(finding: Finding, now: Collection, changed: Mapping[str, list[Span]]) -> Finding | None:
    """Return a finding as it is to be told: where it is, or at the changed entry that it relates to."""
    document = now.by_path.get(finding.span.path)
    inside = document is not None and any(entry.span.contains(finding.span) for entry in document.entries)
    if not inside or _in(finding.span, changed):
        return finding
    for index, related in enumerate(finding.related):
        if _in(related.span, changed):
            others = (*finding.related[:index], *finding.related[index + 1 :])
            back = Related(finding.span, "it stood here before")
            where = f"line {finding.span.line}" if finding.span.path == related.span.path else _place(finding.span)
            message = f"because of this entry, {where} has: {finding.message}"
            return replace(finding, span=related.span, message=message, related=(back, *others), fix=None)
    return None if finding.family == _INFERRED else finding


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"


def _in(span: Span, changed: Mapping[str, list[Span]]) -> bool:
    return any(place.contains(span) for place in changed.get(span.path, ()))


def _changed_entries(now: Collection, then: Collection) -> dict[str, list[Span]]:
    """Return the places of entries whose words stood nowhere before, by path.

    An entry that stands twice now and stood once is the old one in the list where it stood.
    """
    here = Counter((document.path, _words(entry)) for document, entry in then.entries())
    unknown = []
    for document, entry in now.entries():
        key = (document.path, _words(entry))
        if here[key]:
            here[key] -= 1
        else:
            unknown.append((document.path, entry))
    elsewhere = Counter[str]()
    for (_, words), count in here.items():
        elsewhere[words] += count
    changed: dict[str, list[Span]] = {}
    for path, entry in unknown:
        words = _words(entry)
        if elsewhere[words]:
            elsewhere[words] -= 1
        else:
            changed.setdefault(path, []).append(entry.span)
    return changed


def _words(entry: Entry) -> str:
    return " ".join(_MARKER.sub("", entry.span.text).split())
